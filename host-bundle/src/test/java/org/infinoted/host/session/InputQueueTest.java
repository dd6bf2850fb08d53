// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.host.stream.ManualLoop;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class InputQueueTest {
    private final ManualLoop home = new ManualLoop().guarded();
    private final InputQueue queue = new InputQueue(home);
    private final List<String> done = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void whatOneThatHasWaitedThrowsIsReportedAndKeepsNoneOfTheOthersFromBeingHandled(Throwable thrown) {
        queue.hold();
        queue.pass(() -> InjectedErrors.throwAny(thrown));
        queue.pass(() -> done.add("next"));
        queue.release();

        assertEquals(List.of("next"), done);
        assertEquals(List.of(thrown), home.reported());
        assertTrue(queue.isOpen());
    }
}
