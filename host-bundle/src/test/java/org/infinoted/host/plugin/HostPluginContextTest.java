// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.Registration;
import org.infinoted.session.SessionEvent;
import org.infinoted.testdoubles.FakeSession;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

@Tag("unit")
class HostPluginContextTest {
    private static final SessionEvent SAVED = new SessionEvent.Saved();

    private final PluginManagerFixture fixture = new PluginManagerFixture();
    private final RecordingPlugin plugin = new RecordingPlugin();
    private FakeLink link;
    private FakeSession session;
    private ServiceReference<?> service;
    private PluginContext<String, String> context;

    @BeforeEach
    void start() {
        link = fixture.connect();
        session = fixture.open("/a", PluginManagerFixture.TEXT);
        service = fixture.add("x", plugin);
        fixture.run();
        context = plugin.context();
        plugin.takeEvents();
    }

    @Test
    void eventsOfAConnectionArriveInTheMailboxInOrder() {
        context.listen(link, new NotingListener(plugin));
        link.open();
        context.execute(() -> plugin.note("task"));
        link.close();
        assertEquals(List.of(), plugin.events());
        fixture.run();
        assertEquals(List.of("OPEN " + link, "task", "CLOSED " + link), plugin.events());
    }

    @Test
    void eventsOfASessionArriveInTheMailbox() {
        context.listen(session, (where, event) -> plugin.note(event + " in " + where));
        fixture.publish(session, SAVED);
        assertEquals(List.of(), plugin.events());
        fixture.run();
        assertEquals(List.of("Saved[] in session /a"), plugin.events());
    }

    @Test
    void closedRegistrationDeliversNotEvenWhatWaits() {
        Registration registration = context.listen(session, (where, event) -> plugin.note("event"));
        fixture.publish(session, SAVED);
        registration.close();
        registration.close();
        fixture.publish(session, SAVED);
        fixture.run();
        assertEquals(List.of(), plugin.events());
        assertEquals(0, fixture.listenersOf(session));
    }

    @Test
    void listenerThatThrowsHearsTheNextEventAllTheSame() {
        context.listen(session, (where, event) -> {
            plugin.note("event");
            throw new IllegalStateException("no");
        });
        fixture.publish(session, SAVED);
        fixture.publish(session, SAVED);
        fixture.run();
        assertEquals(List.of("event", "event"), plugin.events());
        assertTrue(fixture.log.has(
                "WARN Plugin \"x\" failed in happened of session /a: java.lang.IllegalStateException: no"));
    }

    @Test
    void listenersOfWhatHasGoneAreTakenBack() {
        context.listen(session, (where, event) -> plugin.note("event"));
        fixture.publish(session, SAVED);
        fixture.sessions.remove(session);
        fixture.publish(session, SAVED);
        fixture.run();
        assertEquals(List.of("event", "sessionRemoved session /a"), plugin.events());
        assertEquals(0, fixture.listenersOf(session));
    }

    @Test
    void listenersOfWhatWasNotTakenAreTakenBack() {
        var refusing = new RecordingPlugin();
        refusing.on("sessionAdded", subject -> {
            refusing.context().listen(session, (where, event) -> refusing.note("event"));
            throw new IllegalStateException("no");
        });
        fixture.add("y", refusing);
        fixture.run();
        assertEquals(0, fixture.listenersOf(session));
    }

    @Test
    void listenersOfSessionsThatStopMatchingAreTakenBack() {
        context.listen(session, (where, event) -> plugin.note("event"));
        fixture.manager.modified(service, Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfChat"));
        fixture.run();
        assertEquals(0, fixture.listenersOf(session));
    }

    @Test
    void everythingRegisteredIsTakenBackWhenThePluginGoes() {
        context.listen(session, (where, event) -> plugin.note("event"));
        context.listen(link, new NotingListener(plugin));
        context.schedule(Duration.ofHours(1), () -> plugin.note("scheduled"));
        context.repeat(Duration.ofHours(1), () -> plugin.note("repeated"));
        int timersOfThePlugin = 2;
        int before = fixture.time.scheduled();
        fixture.manager.release(service);
        fixture.run();
        assertEquals(0, fixture.listenersOf(session));
        assertEquals(before - timersOfThePlugin, fixture.time.scheduled());
        plugin.takeEvents();
        link.open();
        fixture.time.advance(Duration.ofHours(2));
        fixture.run();
        assertEquals(List.of(), plugin.events());
    }

    @Test
    void foreignConnectionIsRefused() {
        Connection foreign = Services.proxy(Connection.class, (self, method, arguments) -> "foreign");
        assertThrows(IllegalArgumentException.class, () -> context.listen(foreign, new NotingListener(plugin)));
    }

    @Test
    void scheduledTaskRunsOnceInTheMailbox() {
        context.schedule(Duration.ofSeconds(2), () -> plugin.note("now"));
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.run();
        assertEquals(List.of(), plugin.events());
        fixture.time.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), plugin.events());
        fixture.run();
        assertEquals(List.of("now"), plugin.events());
        fixture.time.advance(Duration.ofSeconds(10));
        fixture.run();
        assertEquals(List.of("now"), plugin.events());
    }

    @Test
    void scheduledTaskThatWaitsInTheMailboxCanBeTakenBack() {
        Registration registration = context.schedule(Duration.ofSeconds(1), () -> plugin.note("now"));
        fixture.time.advance(Duration.ofSeconds(1));
        registration.close();
        fixture.run();
        assertEquals(List.of(), plugin.events());
    }

    @Test
    void repeatedTaskCountsFromItsEndAndOutlivesItsFailures() {
        context.repeat(Duration.ofSeconds(2), () -> {
            plugin.note("tick");
            throw new IllegalStateException("no");
        });
        fixture.time.advance(Duration.ofSeconds(7)); // due at 2, but its mailbox gets no turn
        fixture.run();
        assertEquals(List.of("tick"), plugin.takeEvents());
        fixture.time.advance(Duration.ofSeconds(2));
        fixture.run();
        assertEquals(List.of("tick"), plugin.takeEvents());
    }

    @Test
    void repeatedTaskCanEndItself() {
        var registration = new Registration[1];
        registration[0] = context.repeat(Duration.ofSeconds(1), () -> {
            plugin.note("tick");
            registration[0].close();
        });
        for (int i = 0; i < 5; i++) {
            fixture.time.advance(Duration.ofSeconds(1));
            fixture.run();
        }
        assertEquals(List.of("tick"), plugin.events());
    }

    @Test
    void impossibleDelaysAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> context.schedule(Duration.ofSeconds(-1), () -> {}));
        assertThrows(IllegalArgumentException.class, () -> context.repeat(Duration.ZERO, () -> {}));
    }

    @Test
    void tasksRunInOrderAndOneThatThrowsIsLogged() {
        context.execute(() -> {
            throw new IllegalStateException("no");
        });
        context.execute(() -> plugin.note("second"));
        fixture.run();
        assertEquals(List.of("second"), plugin.events());
        assertTrue(fixture.log.has("WARN Plugin \"x\" failed in a task: java.lang.IllegalStateException: no"));
    }

    @Test
    void loggerCarriesThePluginsNameAndMakesControlCharactersVisible() {
        System.Logger logger = context.logger();
        logger.log(System.Logger.Level.INFO, "{0} said \"{1}\"", "Ann", "a\nINFO fake\u001b[31m");
        logger.log(System.Logger.Level.WARNING, "plain {0}");
        logger.log(System.Logger.Level.ERROR, "broken {", "parameter");
        logger.log(System.Logger.Level.ERROR, "bad", new IllegalStateException("no"));
        logger.log(System.Logger.Level.DEBUG, "not seen");
        logger.log(System.Logger.Level.OFF, "not seen");
        List<String> lines = fixture.log.lines();
        assertEquals(
                List.of(
                        "INFO org.infinoted.plugin.x Ann said \"a\\u000aINFO fake\\u001b[31m\"",
                        "WARN org.infinoted.plugin.x plain {0}",
                        "ERROR org.infinoted.plugin.x broken {",
                        "ERROR org.infinoted.plugin.x bad: java.lang.IllegalStateException: no"),
                lines.subList(lines.size() - 4, lines.size()));
    }

    @Test
    void callbacksHaveThePluginsClassLoaderAndNameAndLeaveNothingBehind() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader other = new ClassLoader() {};
        Thread.currentThread().setContextClassLoader(other);
        try {
            context.execute(() -> {
                plugin.note(""
                        + (Thread.currentThread().getContextClassLoader() == RecordingPlugin.class.getClassLoader()));
                plugin.note(fixture.mdc.get("plugin"));
                Thread.currentThread().interrupt();
            });
            fixture.run();
            assertEquals(List.of("true", "x"), plugin.events());
            assertEquals(null, fixture.mdc.get("plugin"));
            assertEquals(other, Thread.currentThread().getContextClassLoader());
            assertEquals(false, Thread.currentThread().isInterrupted());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
