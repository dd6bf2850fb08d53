// SPDX-License-Identifier: Apache-2.0
package org.infinoted.visits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.infinoted.connection.ConnectionState;
import org.infinoted.plugin.PluginException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VisitsTest {
    private final FakeContext<Instant, Void> context = new FakeContext<>();
    private final FakeConnection connection = new FakeConnection("127.0.0.1:48906");
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private Visits visits;

    @BeforeEach
    void start() throws PluginException {
        visits = new Visits(5, () -> now);
        visits.initialize(context);
    }

    @Test
    void visitOfTheMinimumIsLogged() {
        var since = visits.connectionAdded(connection);
        now = now.plusSeconds(5);
        connection.state = ConnectionState.CLOSED;

        visits.connectionRemoved(connection, since);

        assertEquals(List.of("127.0.0.1:48906 stayed for 5 s"), context.logged());
    }

    @Test
    void shorterVisitIsNotLogged() {
        var since = visits.connectionAdded(connection);
        now = now.plusMillis(4_999);
        connection.state = ConnectionState.CLOSED;

        visits.connectionRemoved(connection, since);

        assertEquals(List.of(), context.logged());
    }

    @Test
    void nothingIsLoggedOfAClientThatStaysWhenThePluginGoes() {
        var since = visits.connectionAdded(connection);
        now = now.plusSeconds(60);

        visits.connectionRemoved(connection, since);

        assertEquals(List.of(), context.logged());
    }

    @Test
    void negativeMinimumIsRefusedByName() {
        var refusal = assertThrows(PluginException.class, () -> new Visits(-1, () -> now));

        assertEquals("minimum is -1; it must be 0 seconds or more", refusal.getMessage());
    }
}
