// SPDX-License-Identifier: Apache-2.0
package org.infinoted.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.infinoted.logging.Logging.Switches;
import org.infinoted.notetext.NoteText;
import org.infinoted.plugin.PluginException;
import org.infinoted.testkit.TestClient;
import org.infinoted.testkit.TestDocument;
import org.infinoted.testkit.TestHost;
import org.infinoted.testkit.TestPlugin;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LoggingTest {
    private static final String ANN = "127.0.0.1:40001 (no client certificate)";
    private static final Element UNKNOWN = Element.empty("unknown");

    private final TestHost host = TestHost.start();

    @BeforeEach
    void addTexts() throws PluginException {
        host.install(NoteText.class);
    }

    private TestPlugin install(boolean connections, boolean connectionErrors, boolean sessionErrors)
            throws PluginException {
        return host.install(
                Logging.class,
                Map.of(
                        "log-connections", connections,
                        "log-connection-errors", connectionErrors,
                        "log-session-errors", sessionErrors));
    }

    @Test
    void everythingIsLoggedUnlessTheOptionsSayOtherwise() throws PluginException {
        var logging = host.install(Logging.class);
        host.connect("ann").login().fail("Connection reset by peer");

        assertEquals(
                List.of(
                        "INFO " + ANN + " connected",
                        "ERROR Error from connection " + ANN + ": Connection reset by peer"),
                logging.log());
    }

    @Test
    void connectionThatIsLostIsNoError() throws PluginException {
        var logging = host.install(Logging.class);
        host.connect("ann").login().lose("Connection reset by peer");

        assertEquals(
                List.of(
                        "INFO " + ANN + " connected",
                        "INFO Lost connection " + ANN + ": Connection reset by peer",
                        "INFO " + ANN + " disconnected"),
                logging.log());
    }

    @Test
    void lostConnectionsAreNotLoggedIfErrorsOfConnectionsAreSwitchedOff() throws PluginException {
        var logging = install(false, false, true);
        host.connect("ann").login().lose("Connection reset by peer");

        assertEquals(List.of(), logging.log());
    }

    @Test
    void namesThatAClientHasChosenAreCutAndMadeVisible() throws PluginException {
        var logging = install(false, false, true);
        var ann = host.connect("ann").login();
        ann.send(todoOpenedBy(ann), Element.empty("u".repeat(100_000)));

        String line = logging.log().get(0);
        assertTrue(line.length() < 1200, () -> line.length() + " characters");
    }

    @Test
    void nothingIsLoggedBeforeTheConnectionIsOpen() throws PluginException {
        var logging = host.install(Logging.class);
        host.connect("ann");

        assertEquals(List.of(), logging.log());
    }

    @Test
    void connectionThatIsFoundOpenIsLoggedOnce() throws PluginException {
        host.connect("ann").login();
        var logging = host.install(Logging.class);

        assertEquals(List.of("INFO " + ANN + " connected"), logging.log());
    }

    @Test
    void connectionThatOpensWhileItIsFoundIsLoggedOnce() throws PluginException {
        host.hold();
        var ann = host.connect("ann");
        var logging = host.install(Logging.class);
        ann.login();
        host.release();

        assertEquals(List.of("INFO " + ANN + " connected"), logging.log());
    }

    @Test
    void closedConnectionThatWasOpenIsLoggedAsDisconnected() throws PluginException {
        var logging = host.install(Logging.class);
        host.connect("ann").login().close();

        assertEquals(List.of("INFO " + ANN + " connected", "INFO " + ANN + " disconnected"), logging.log());
    }

    @Test
    void closedConnectionThatWasNeverOpenIsLoggedAsUnsuccessful() throws PluginException {
        var logging = host.install(Logging.class);
        host.connect("ann").close();

        assertEquals(List.of("INFO Unsuccessful connection attempt from " + ANN), logging.log());
    }

    @Test
    void nothingIsLoggedOfAConnectionThatStaysWhenThePluginGoes() throws PluginException {
        var logging = host.install(Logging.class);
        host.connect("ann").login();
        logging.uninstall();

        assertEquals(List.of("INFO " + ANN + " connected"), logging.log());
    }

    @Test
    void connectionsAreNotLoggedIfSwitchedOff() throws PluginException {
        var logging = install(false, true, true);
        host.connect("ann").login().close();

        assertEquals(List.of(), logging.log());
    }

    @Test
    void changedOptionsKeepThePluginAndWhatItKnowsOfAConnection() throws PluginException {
        var logging = install(false, true, true);
        Object before = logging.object();
        var ann = host.connect("ann").login();
        logging.change(Map.of());
        ann.close();

        assertSame(before, logging.object());
        assertEquals(List.of("INFO " + ANN + " disconnected"), logging.log());
    }

    @Test
    void errorsOfConnectionsAreNotLoggedIfSwitchedOff() throws PluginException {
        var logging = install(false, false, true);
        host.connect("ann").login().fail("Connection reset by peer");

        assertEquals(List.of(), logging.log());
    }

    private TestDocument todoOpenedBy(TestClient client) {
        var todo = host.document("/notes/todo");
        client.open(todo);
        return todo;
    }

    @Test
    void errorOfASessionIsLoggedWithDocumentAndConnection() throws PluginException {
        var logging = install(false, true, true);
        var ann = host.connect("ann").login();
        ann.send(todoOpenedBy(ann), UNKNOWN);

        assertEquals(
                List.of("ERROR Session error: There is no message \"unknown\" in document /notes/todo from connection "
                        + ANN),
                logging.log().stream()
                        .map(line -> line.replaceAll("error: .*There", "error: There"))
                        .toList());
    }

    @Test
    void errorsOfSessionsAreNotLoggedIfSwitchedOff() throws PluginException {
        var logging = install(false, true, false);
        var ann = host.connect("ann").login();
        ann.send(todoOpenedBy(ann), UNKNOWN);

        assertEquals(List.of(), logging.log());
    }

    @Test
    void whatGoesWellInASessionIsNotLogged() throws PluginException {
        var logging = install(false, true, true);
        var ann = host.connect("ann").login();
        var todo = todoOpenedBy(ann);
        ann.join(todo, "Ann").type(todo, 0, "hello").leave(todo);

        assertEquals(List.of(), logging.log());
    }

    @Test
    void switchesAreThoseOfTheOptions() {
        assertEquals(
                new Switches(true, false, true),
                new Switches(org.infinoted.testkit.Options.of(
                        Logging.Options.class, Map.of("log-connection-errors", false))));
    }
}
