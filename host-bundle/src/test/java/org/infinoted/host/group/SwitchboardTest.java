// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.ManualLoop;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SwitchboardTest {
    private final ManualLoop loop = new ManualLoop();
    private final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    private final Registry<Link> connections = new Registry<>();
    private final Switchboard switchboard = new Switchboard(directory, connections);

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
