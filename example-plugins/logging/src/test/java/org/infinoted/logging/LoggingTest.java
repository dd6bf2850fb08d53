// SPDX-License-Identifier: Apache-2.0
package org.infinoted.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.infinoted.connection.ConnectionState;
import org.infinoted.directory.Node;
import org.infinoted.logging.Logging.Switches;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
    private static final Switches ALL = new Switches(true, true, true);
    private static final Session SESSION = new FakeSession(Optional.of(new Node(1, "/notes/todo", "InfText")));

    private final FakeContext<ConnectionLog, Void> context = new FakeContext<>();
    private final FakeConnection connection = new FakeConnection("[::1]:36872");
    private final Logging logging = new Logging(ALL);

    @BeforeEach
    void start() {
        connection.state = ConnectionState.OPENING;
        logging.initialize(context);
    }

    private void become(ConnectionState state) {
        connection.state = state;
        context.listener(connection).stateChanged(connection, state);
    }

    private void assertLogged(String... lines) {
        assertEquals(List.of(lines), context.logged());
    }

    @Test
    void nothingIsLoggedBeforeTheConnectionIsOpen() {
        logging.connectionAdded(connection);

        assertLogged();
    }

    @Test
    void connectionThatBecomesOpenIsLogged() {
        logging.connectionAdded(connection);
        become(ConnectionState.OPEN);

        assertLogged("INFO [::1]:36872 (no client certificate) connected");
    }

    @Test
    void connectionThatIsFoundOpenIsLogged() {
        connection.state = ConnectionState.OPEN;
        logging.connectionAdded(connection);

        assertLogged("INFO [::1]:36872 (no client certificate) connected");
    }

    @Test
    void connectionThatIsFoundOpenAndReportedAsOpenIsLoggedOnce() {
        connection.state = ConnectionState.OPEN;
        logging.connectionAdded(connection);
        become(ConnectionState.OPEN);

        assertLogged("INFO [::1]:36872 (no client certificate) connected");
    }

    @Test
    void closedConnectionThatWasOpenIsLoggedAsDisconnected() {
        connection.state = ConnectionState.OPEN;
        var info = logging.connectionAdded(connection);
        become(ConnectionState.CLOSED);
        logging.connectionRemoved(connection, info);

        assertLogged(
                "INFO [::1]:36872 (no client certificate) connected",
                "INFO [::1]:36872 (no client certificate) disconnected");
    }

    @Test
    void closedConnectionThatWasNeverOpenIsLoggedAsUnsuccessful() {
        var info = logging.connectionAdded(connection);
        become(ConnectionState.CLOSED);
        logging.connectionRemoved(connection, info);

        assertLogged("INFO Unsuccessful connection attempt from [::1]:36872 (no client certificate)");
    }

    @Test
    void nothingIsLoggedOfAConnectionThatStaysWhenThePluginGoes() {
        var info = logging.connectionAdded(connection);
        become(ConnectionState.OPEN);
        logging.connectionRemoved(connection, info);

        assertLogged("INFO [::1]:36872 (no client certificate) connected");
    }

    @Test
    void connectionsAreNotLoggedIfSwitchedOff() {
        logging.use(new Switches(false, true, true));
        var info = logging.connectionAdded(connection);
        become(ConnectionState.OPEN);
        become(ConnectionState.CLOSED);
        logging.connectionRemoved(connection, info);

        assertLogged();
    }

    @Test
    void changedOptionsKeepWhatIsKnownOfAConnection() {
        logging.use(new Switches(false, true, true));
        var info = logging.connectionAdded(connection);
        become(ConnectionState.OPEN);
        logging.use(ALL);
        become(ConnectionState.CLOSED);
        logging.connectionRemoved(connection, info);

        assertLogged("INFO [::1]:36872 (no client certificate) disconnected");
    }

    @Test
    void errorOfAConnectionIsLogged() {
        logging.connectionAdded(connection);
        context.listener(connection).failed(connection, "Connection reset by peer");

        assertLogged("ERROR Error from connection [::1]:36872 (no client certificate): Connection reset by peer");
    }

    @Test
    void errorsOfConnectionsAreNotLoggedIfSwitchedOff() {
        logging.use(new Switches(true, false, true));
        logging.connectionAdded(connection);
        context.listener(connection).failed(connection, "Connection reset by peer");

        assertLogged();
    }

    @Test
    void errorOfASessionIsLoggedWithDocumentAndConnection() {
        logging.sessionAdded(SESSION);
        context.listener(SESSION).happened(SESSION, new SessionEvent.Failed(connection, "There is no user 7"));

        assertLogged("ERROR Session error: There is no user 7"
                + " in document /notes/todo from connection [::1]:36872 (no client certificate)");
    }

    @Test
    void errorOfASessionThatIsNobodysIsLoggedWithItsDocument() {
        logging.sessionAdded(SESSION);
        context.listener(SESSION).happened(SESSION, new SessionEvent.Failed(null, "Out of range"));

        assertLogged("ERROR Session error: Out of range in document /notes/todo");
    }

    @Test
    void errorInTheChatOfTheServerIsLogged() {
        var chat = new FakeSession(Optional.empty());
        logging.sessionAdded(chat);
        context.listener(chat).happened(chat, new SessionEvent.Failed(null, "Out of range"));

        assertLogged("ERROR Session error: Out of range in the chat of the server");
    }

    @Test
    void errorsOfSessionsAreNotLoggedIfSwitchedOff() {
        logging.use(new Switches(true, true, false));
        logging.sessionAdded(SESSION);
        context.listener(SESSION).happened(SESSION, new SessionEvent.Failed(null, "Out of range"));

        assertLogged();
    }

    @Test
    void otherEventsOfASessionAreNotLogged() {
        logging.sessionAdded(SESSION);
        context.listener(SESSION).happened(SESSION, new SessionEvent.Saved());

        assertLogged();
    }
}
