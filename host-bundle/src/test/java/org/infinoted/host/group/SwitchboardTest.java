// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.ManualLoop;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class SwitchboardTest {
    private final ManualLoop loop = new ManualLoop();
    private final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    private final Registry<Link> connections = new Registry<>();
    private final Switchboard switchboard = new Switchboard(directory, connections);

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void aConnectionThatCannotBeTakenInLeavesNothingBehind(Throwable thrown) {
        var failing = new Registry<Link>();
        failing.observe(new Registry.Observer<>() {
            @Override
            public void added(Link item) {
                InjectedErrors.throwAny(thrown);
            }

            @Override
            public void removed(Link item) {
                // it is known
            }
        });
        var unlucky = new Switchboard(new FakeDirectoryEndpoint(), failing);
        var refused = new FakeLink(new ManualLoop(), 1, "127.0.0.1:1");
        assertThrows(thrown.getClass(), () -> refused.connect(unlucky));
        assertEquals(List.of(), failing.snapshot());
    }

    @Test
    void theDirectoryIsToldOfEachStepOfAConnection() {
        FakeLink link = accept();
        link.open();
        link.close();

        assertEquals(List.of("accepted", "opened", "closed"), directory.events);
    }

    @Test
    void theDirectoryIsToldTheEndOfAConnectionThatNeverLoggedIn() {
        accept().close();

        assertEquals(List.of("accepted", "closed"), directory.events);
    }

    @Test
    void connectionsAreRegisteredFromAcceptedToClosed() {
        FakeLink first = accept();
        FakeLink second = accept();
        assertEquals(List.of(first, second), connections.snapshot());

        first.close();

        assertEquals(List.of(second), connections.snapshot());
    }

    @Test
    void sequenceIdsAreOneMoreThanTheLargestInUse() {
        FakeLink first = accept();
        assertEquals(1, directory.latest.sequenceId());
        accept();
        assertEquals(2, directory.latest.sequenceId());
        FakeLink third = accept();
        assertEquals(3, directory.latest.sequenceId());

        first.close();
        FakeLink fourth = accept();
        assertEquals(4, directory.latest.sequenceId());

        third.close();
        fourth.close();
        accept();
        assertEquals(3, directory.latest.sequenceId());
    }

    private FakeLink accept() {
        return new FakeLink(loop, 1, "127.0.0.1:1").connect(switchboard);
    }
}
