// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginState;
import org.infinoted.testdoubles.FakeSession;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/** The cases that the plugin contract defines, each callback run when the test says. */
@Tag("unit")
class PluginContractTest {
    private final PluginManagerFixture fixture = new PluginManagerFixture();
    private final RecordingPlugin plugin = new RecordingPlugin();

    @Test
    void pluginIsToldOfConnectionsThenSessionsThenRuns() {
        fixture.connect();
        fixture.open("/a", PluginManagerFixture.TEXT);
        fixture.connect();

        fixture.add("x", plugin);
        assertEquals(PluginState.STARTING, fixture.state("x"));
        fixture.run();

        assertEquals(
                List.of(
                        "initialize",
                        "connectionAdded connection 1 from 127.0.0.1:40001",
                        "connectionAdded connection 2 from 127.0.0.1:40002",
                        "sessionAdded session /a"),
                plugin.events());
        assertEquals(PluginState.RUNNING, fixture.state("x"));
        assertTrue(fixture.log.has("INFO Loaded plugin \"x\" from \"org.example.bundle1/0.1.0\""));
    }

    @Test
    void pluginThatGoesLeavesSessionsThenConnectionsThenEnds() {
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        fixture.open("/a", PluginManagerFixture.TEXT);
        fixture.connect();
        fixture.open("/b", PluginManagerFixture.TEXT);
        fixture.run();
        plugin.takeEvents();

        fixture.manager.release(service);
        assertEquals(PluginState.STOPPING, fixture.state("x"));
        fixture.run();

        assertEquals(
                List.of(
                        "sessionRemoved session /b",
                        "sessionRemoved session /a",
                        "connectionRemoved connection 1 from 127.0.0.1:40001",
                        "deinitialize"),
                plugin.events());
        assertEquals(List.of(), fixture.manager.plugins());
        assertTrue(fixture.log.has("INFO Unloaded plugin \"x\" from \"org.example.bundle1/0.1.0\""));
    }

    @Test
    void serviceArrivingWhileConnectionsAreAddedGetsEachOnce() {
        fixture.connect();
        fixture.add("x", plugin.on("initialize", subject -> fixture.connect()));
        fixture.connect();
        fixture.executor.run(0);
        fixture.connect();
        fixture.run();
        assertEquals(
                List.of(
                        "initialize",
                        "connectionAdded connection 1 from 127.0.0.1:40001",
                        "connectionAdded connection 2 from 127.0.0.1:40002",
                        "connectionAdded connection 3 from 127.0.0.1:40003",
                        "connectionAdded connection 4 from 127.0.0.1:40004"),
                plugin.events());
    }

    @Test
    void connectionClosedBeforeItsReplayGetsAddedAndRemovedOrNeither() {
        FakeLink early = fixture.connect();
        FakeLink late = fixture.connect();
        fixture.add("x", plugin.on("initialize", subject -> fixture.close(early)));
        fixture.executor.run(0); // initialize; the replay waits
        fixture.close(late);
        fixture.run();
        assertEquals(List.of("initialize", "connectionAdded " + late, "connectionRemoved " + late), plugin.events());
    }

    @Test
    void modifiedWhileSessionClosesGivesTheRemovalTheInfoOfTheAddition() {
        FakeSession session = fixture.open("/a", PluginManagerFixture.TEXT);
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        fixture.manager.modified(service, Services.with(Services.named("x"), "minimum", 7));
        fixture.sessions.remove(session);
        fixture.run();
        // the plugin itself compares the infos
        assertEquals(List.of("initialize", "sessionAdded session /a", "sessionRemoved session /a"), plugin.events());
    }

    @Test
    void newInstanceIsToldOfWhatExistsThenAndTheOldOneLeavesAllItHas() {
        FakeLink stays = fixture.connect();
        FakeLink closes = fixture.connect();
        FakeSession session = fixture.open("/a", PluginManagerFixture.TEXT);
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        plugin.takeEvents();

        fixture.close(closes);
        fixture.manager.release(service);
        var next = new RecordingPlugin();
        fixture.add("x", next);
        FakeLink opens = fixture.connect();
        fixture.run();
        assertEquals(
                List.of(
                        "sessionRemoved " + session,
                        "connectionRemoved " + closes,
                        "connectionRemoved " + stays,
                        "deinitialize"),
                plugin.events());
        assertEquals(
                List.of(
                        "initialize",
                        "connectionAdded " + stays,
                        "connectionAdded " + opens,
                        "sessionAdded " + session),
                next.events());
    }

    @Test
    void modifiedSessionTypeRemovesAndAddsWhatItChangesAndNothingElse() {
        FakeSession session = fixture.open("/text", PluginManagerFixture.TEXT);
        fixture.open("/chat", PluginManagerFixture.CHAT);
        fixture.open("/other", List.of("Other", "InfSession"));
        Map<String, Object> text = Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfText");
        ServiceReference<?> service = fixture.add(text, plugin);
        fixture.run();
        assertEquals(List.of("initialize", "sessionAdded session /text"), plugin.takeEvents());

        fixture.manager.modified(service, Services.with(text, Plugin.SESSION_TYPE, "InfChat"));
        fixture.run();
        assertEquals(List.of("sessionRemoved session /text", "sessionAdded session /chat"), plugin.takeEvents());
        assertTrue(plugin.context().info(session).isEmpty());

        fixture.manager.modified(service, Services.named("x"));
        fixture.run();
        assertEquals(List.of("sessionAdded session /text", "sessionAdded session /other"), plugin.takeEvents());
    }

    @Test
    void sessionTypeMatchesSubtypesToo() {
        fixture.open("/text", PluginManagerFixture.TEXT);
        fixture.open("/chat", PluginManagerFixture.CHAT);
        fixture.add(Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfAdoptedSession"), plugin);
        fixture.run();
        assertEquals(List.of("initialize", "sessionAdded session /text"), plugin.events());
    }

    @Test
    void modificationsInQuickSuccessionCountOnlyWithTheLast() {
        fixture.open("/text", PluginManagerFixture.TEXT);
        fixture.open("/chat", PluginManagerFixture.CHAT);
        Map<String, Object> none = Services.with(Services.named("x"), Plugin.SESSION_TYPE, "None");
        ServiceReference<?> service = fixture.add(none, plugin);
        fixture.run();
        fixture.manager.modified(service, Services.with(none, Plugin.SESSION_TYPE, "InfText"));
        fixture.manager.modified(service, Services.with(none, Plugin.SESSION_TYPE, "InfChat"));
        fixture.run();
        assertEquals(List.of("initialize", "sessionAdded session /chat"), plugin.events());
    }

    @Test
    void pluginThatStopsItselfInACallbackEndsWhenTheCallbackHasReturned() {
        FakeLink link = fixture.connect();
        var service = new ServiceReference<?>[1];
        plugin.on("connectionAdded", subject -> {
            fixture.manager.remove(service[0]);
            plugin.note("returned");
        });
        service[0] = fixture.add("x", plugin);
        fixture.run();
        assertEquals(
                List.of(
                        "initialize",
                        "connectionAdded " + link,
                        "returned",
                        "connectionRemoved " + link,
                        "deinitialize"),
                plugin.events());
        assertEquals(List.of(), fixture.manager.plugins());
    }

    @Test
    void pluginStoppedBeforeItBeganIsNotCalledAtAll() {
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.manager.release(service);
        fixture.run();
        assertEquals(List.of(), plugin.events());
        assertEquals(List.of(), fixture.manager.plugins());
    }

    @Test
    void whileStoppingOnlyRemovalsAndDeinitializeAreDelivered() {
        FakeLink link = fixture.connect();
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        plugin.context().listen(link, new NotingListener(plugin));
        plugin.takeEvents();

        link.open();
        fixture.connect();
        plugin.context().execute(() -> plugin.note("task"));
        fixture.manager.release(service);
        plugin.context().execute(() -> plugin.note("late task"));
        fixture.connect();
        fixture.run();
        assertEquals(List.of("connectionRemoved " + link, "deinitialize"), plugin.events());
    }

    @Test
    void contextRefusesServiceAfterDeinitialize() {
        FakeLink link = fixture.connect();
        FakeSession session = fixture.open("/a", PluginManagerFixture.TEXT);
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        fixture.manager.release(service);
        fixture.run();
        var context = plugin.context();
        assertThrows(IllegalStateException.class, context::name);
        assertThrows(IllegalStateException.class, context::directory);
        assertThrows(IllegalStateException.class, context::logger);
        assertThrows(IllegalStateException.class, () -> context.info(link));
        assertThrows(IllegalStateException.class, () -> context.info(session));
        assertThrows(IllegalStateException.class, () -> context.listen(link, new NotingListener(plugin)));
        assertThrows(IllegalStateException.class, () -> context.listen(session, (where, event) -> {}));
        assertThrows(IllegalStateException.class, () -> context.execute(() -> {}));
        assertThrows(IllegalStateException.class, () -> context.schedule(Duration.ZERO, () -> {}));
        assertThrows(IllegalStateException.class, () -> context.repeat(Duration.ofSeconds(1), () -> {}));
    }

    @Test
    void contextServesUntilDeinitializeHasReturned() {
        FakeLink link = fixture.connect();
        plugin.on("deinitialize", subject -> plugin.note(plugin.context().name()));
        plugin.on(
                "connectionRemoved",
                subject -> plugin.note(plugin.context().info(link).orElseThrow()));
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        plugin.takeEvents();
        fixture.manager.release(service);
        fixture.run();
        assertEquals(List.of("connectionRemoved " + link, "info of " + link, "deinitialize", "x"), plugin.events());
    }

    @Test
    void whatAPluginAddsInACallbackReachesItLater() {
        plugin.on("initialize", subject -> {
            fixture.connect();
            plugin.note("initialize returns");
        });
        plugin.on("sessionAdded", subject -> {
            fixture.connect();
            plugin.note("sessionAdded returns");
        });
        fixture.open("/a", PluginManagerFixture.TEXT);
        fixture.add("x", plugin);
        fixture.run();
        assertEquals(
                List.of(
                        "initialize",
                        "initialize returns",
                        "connectionAdded connection 1 from 127.0.0.1:40001",
                        "sessionAdded session /a",
                        "sessionAdded returns",
                        "connectionAdded connection 2 from 127.0.0.1:40002"),
                plugin.events());
    }

    @Test
    void hostThatStartsAnewBindsTheSamePluginsAsIfTheyHadJustArrived() {
        FakeLink link = fixture.connect();
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        fixture.manager.release(service);
        fixture.run();
        plugin.takeEvents();
        var next = new PluginManager(
                fixture.surroundings,
                fixture.runtime,
                fixture.limits,
                pid -> OptionVerdicts.Verdict.FINE,
                fixture.types,
                () -> {});
        next.add(service, plugin, Services.named("x"));
        fixture.run();
        assertEquals(List.of("initialize", "connectionAdded " + link), plugin.events());
        assertEquals("info of " + link, plugin.context().info(link).orElseThrow());
    }

    @Test
    void aReplayStopsWhereThePluginIsStopped() {
        for (int i = 0; i < 100; i++) {
            fixture.open("/" + i, PluginManagerFixture.TEXT);
        }
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.executor.run(0); // initialize
        fixture.executor.run(0); // the first session
        fixture.manager.release(service);
        fixture.run();
        assertEquals(
                List.of("initialize", "sessionAdded session /0", "sessionRemoved session /0", "deinitialize"),
                plugin.events());
    }

    @Test
    void aReplayLeavesTurnsToOthers() {
        for (int i = 0; i < 100; i++) {
            fixture.open("/" + i, PluginManagerFixture.TEXT);
        }
        fixture.add("x", plugin);
        var other = new RecordingPlugin();
        fixture.add("y", other);
        for (int i = 0; i < 10; i++) {
            fixture.executor.run(0);
        }
        assertTrue(plugin.events().size() < 10);
        assertFalse(other.events().isEmpty());
    }

    @Test
    void infosAreThoseOfTheirPlugin() {
        FakeLink link = fixture.connect();
        FakeSession session = fixture.open("/a", PluginManagerFixture.TEXT);
        fixture.add("x", plugin);
        fixture.run();
        assertEquals("info of " + link, plugin.context().info(link).orElseThrow());
        assertEquals("info of " + session, plugin.context().info(session).orElseThrow());
        fixture.close(link);
        fixture.sessions.remove(session);
        fixture.run();
        assertTrue(plugin.context().info(link).isEmpty());
        assertTrue(plugin.context().info(session).isEmpty());
    }
}
