// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.host.stream.ManualLoop;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a request throws: the queue goes on, and it is known that the client has no answer. */
@Tag("unit")
class RequestQueueTest {
    private static final String ERRORS = "org.infinoted.host.stream.InjectedErrors#all";

    private final ManualLoop loop = new ManualLoop().guarded();
    private final List<String> done = new ArrayList<>();
    private final List<Throwable> unanswered = new ArrayList<>();
    private final RequestQueue queue = new RequestQueue(new DirectoryLoop(loop), unanswered::add);

    private void assertGoesOn() {
        queue.add(DirectoryLoop::done, () -> done.add("next"));
        loop.runAll();
        assertTrue(done.contains("next"), "the queue stands still");
        assertTrue(queue.drained().toCompletableFuture().isDone());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void workThatThrows(Throwable thrown) {
        queue.add(() -> InjectedErrors.throwAny(thrown), () -> done.add("after"));
        loop.runAll();
        assertEquals(List.of("after"), done);
        assertEquals(List.of(thrown), unanswered);
        assertTrue(loop.reported().contains(thrown));
        assertGoesOn();
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void workWhoseStageFails(Throwable thrown) {
        queue.add(() -> DirectoryLoop.failed(thrown), () -> done.add("after"));
        loop.runAll();
        assertEquals(List.of("after"), done);
        assertEquals(List.of(thrown), unanswered);
        assertGoesOn();
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void whatComesAfterTheWorkThrows(Throwable thrown) {
        queue.add(DirectoryLoop::done, () -> InjectedErrors.throwAny(thrown));
        loop.runAll();
        assertGoesOn();
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void theLoopTakesNoTask(Throwable thrown) {
        loop.refuse(0, thrown);
        queue.add(DirectoryLoop::done, () -> done.add("after"));
        loop.runAll();
        assertTrue(loop.reported().contains(thrown));
        assertGoesOn();
    }
}
