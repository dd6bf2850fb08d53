// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.infinoted.console.ActionException;
import org.infinoted.console.FakeServer;
import org.infinoted.directory.Node;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CommandsTest {
    private final FakeServer server = new FakeServer();
    private final PluginCommands plugins = new PluginCommands();
    private final ClientCommands clients = new ClientCommands();

    @BeforeEach
    void connect() {
        plugins.plugins = server;
        plugins.deployer = server;
        clients.connections = server;
        clients.sessions = server;
        server.statuses.add(FakeServer.status("visits", PluginState.RUNNING));
        server.statuses.add(FakeServer.status(
                "bad",
                PluginState.WAITING,
                new PluginReason(PluginReason.Kind.PACKAGE, "org.example", "No bundle has\norg.example")));
        server.connections.add(server.connection(5, "a\u001b[31m"));
        server.sessions.add(server.session(new Node(3, "/notes", "InfTest"), "Ann"));
    }

    @Test
    void pluginsAreOneLineEachWhateverTheySay() throws ActionException {
        assertEquals(
                "visits  RUNNING  org.example.visits/1.0.0  2 connections  3 sessions  4 waiting\n"
                        + "bad  WAITING  org.example.bad/1.0.0  2 connections  3 sessions  4 waiting  "
                        + "No bundle has\\u{a}org.example",
                plugins.plugins());
    }

    @Test
    void onePluginIsShownWithAllThatIsKnown() throws ActionException {
        assertEquals(
                "bad  WAITING  org.example.bad/1.0.0  2 connections  3 sessions  4 waiting  "
                        + "No bundle has\\u{a}org.example\n"
                        + "  description: Does something\n"
                        + "  options: org.infinoted.plugin.bad\n"
                        + "  because: PACKAGE org.example: No bundle has\\u{a}org.example\n"
                        + "  sessionAdded: 12 calls, 1 failed, p50 0.002 ms, p99 2.000 ms, max 30.000 ms\n"
                        + "  failed: 1970-01-01T00:00:00Z sessionAdded of /x: it broke",
                plugins.plugins("bad"));
        assertEquals(plugins.plugins("bad"), plugins.plugins("org.example.bad"));
    }

    @Test
    void pluginThatIsNotThereIsNamed() {
        var failure = assertThrows(ActionException.class, () -> plugins.plugins("x\n"));
        assertEquals("There is no plugin \"x\\u{a}\"; \"plugins\" lists them", failure.getMessage());
    }

    @Test
    void pluginsAreStartedStoppedRetriedAndRolledBack() throws ActionException {
        assertEquals("started visits", plugins.start("visits"));
        assertEquals("stopped visits", plugins.stop("visits"));
        assertEquals("initialised again: visits", plugins.retry("visits"));
        assertEquals("now in place: org.example.visits/0.9.0", plugins.rollback("visits"));
        assertEquals(
                List.of("start visits", "stop visits", "retry visits", "rollBack org.example.visits"), server.asked);
    }

    @Test
    void refusalIsPassedOn() {
        server.refusal = "it runs";
        assertEquals(
                "it runs",
                assertThrows(ActionException.class, () -> plugins.retry("visits"))
                        .getMessage());
    }

    @Test
    void connectionsAreListedAndEnded() throws ActionException {
        assertEquals(
                "5  127.0.0.1:40005  a\\u{1b}[31m  OPEN  since 1970-01-01T00:00:00Z  1234 bytes received  5678 bytes sent",
                clients.connections());
        assertEquals("closed the connection of 127.0.0.1:40005", clients.disconnect(5));
        assertThrows(ActionException.class, () -> clients.disconnect(6));
        assertEquals(List.of("close 5: closed in the shell"), server.asked);
    }

    @Test
    void documentsAreListedSavedAndClosed() throws ActionException {
        assertEquals("/notes  InfTest  1 user  1 subscriber    9 requests", clients.sessions());
        assertEquals("saved /notes", clients.save("/notes"));
        assertEquals("saved and closed /notes", clients.close("/notes"));
        assertThrows(ActionException.class, () -> clients.save("/other"));
        assertEquals(List.of("save /notes", "close /notes"), server.asked);
    }

    @Test
    void nothingIsSaidToBeNothing() throws ActionException {
        server.statuses.clear();
        server.connections.clear();
        server.sessions.clear();
        assertEquals("no plugins", plugins.plugins());
        assertEquals("no connections", clients.connections());
        assertEquals("no open documents", clients.sessions());
    }

    @Test
    void serverThatIsNotThereIsSaidToBeMissing() {
        var failure = assertThrows(ActionException.class, () -> new PluginCommands().plugins());
        assertTrue(failure.getMessage().contains("does its bundle org.infinoted.host run?"));
        assertThrows(ActionException.class, () -> new PluginCommands().rollback("visits"));
        assertThrows(ActionException.class, () -> new ClientCommands().connections());
        assertThrows(ActionException.class, () -> new ClientCommands().sessions());
    }

    @Test
    void everyCommandHasHelp() {
        var commands = Stream.of(PluginCommands.class, ClientCommands.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers()))
                .toList();
        assertEquals(11, commands.size());
        for (var command : commands) {
            assertTrue(command.isAnnotationPresent(Descriptor.class), command::toString);
            for (var parameter : command.getParameters()) {
                assertTrue(parameter.isAnnotationPresent(Descriptor.class), command::toString);
            }
        }
    }
}
