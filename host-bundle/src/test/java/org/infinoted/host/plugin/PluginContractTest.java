// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.infinoted.host.status.OptionCheck;
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
    private final PluginManagerFixture world = new PluginManagerFixture();
    private final RecordingPlugin plugin = new RecordingPlugin();

    @Test
    void pluginIsToldOfConnectionsThenSessionsThenRuns() {
        world.connect();
        world.open("/a", PluginManagerFixture.TEXT);
        world.connect();

        world.add("x", plugin);
        assertEquals(PluginState.STARTING, world.state("x"));
        world.run();

        assertEquals(
                List.of(
                        "initialize",
                        "connectionAdded connection 1 from 127.0.0.1:40001",
                        "connectionAdded connection 2 from 127.0.0.1:40002",
                        "sessionAdded session /a"),
                plugin.events());
        assertEquals(PluginState.RUNNING, world.state("x"));
        assertTrue(world.log.has("INFO Loaded plugin \"x\" from \"org.example.bundle1/0.1.0\""));
    }

    @Test
    void pluginThatGoesLeavesSessionsThenConnectionsThenEnds() {
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        world.open("/a", PluginManagerFixture.TEXT);
        world.connect();
        world.open("/b", PluginManagerFixture.TEXT);
        world.run();
        plugin.takeEvents();

        world.manager.release(service);
        assertEquals(PluginState.STOPPING, world.state("x"));
        world.run();

        assertEquals(
                List.of(
                        "sessionRemoved session /b",
                        "sessionRemoved session /a",
                        "connectionRemoved connection 1 from 127.0.0.1:40001",
                        "deinitialize"),
                plugin.events());
        assertEquals(List.of(), world.manager.plugins());
        assertTrue(world.log.has("INFO Unloaded plugin \"x\" from \"org.example.bundle1/0.1.0\""));
    }

    @Test
    void serviceArrivingWhileConnectionsAreAddedGetsEachOnce() {
        world.connect();
        world.add("x", plugin.on("initialize", subject -> world.connect()));
        world.connect();
        world.executor.run(0);
        world.connect();
        world.run();
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
        FakeLink early = world.connect();
        FakeLink late = world.connect();
        world.add("x", plugin.on("initialize", subject -> world.close(early)));
        world.executor.run(0); // initialize; the replay waits
        world.close(late);
        world.run();
        assertEquals(List.of("initialize", "connectionAdded " + late, "connectionRemoved " + late), plugin.events());
    }

    @Test
    void modifiedWhileSessionClosesGivesTheRemovalTheInfoOfTheAddition() {
        FakeSession session = world.open("/a", PluginManagerFixture.TEXT);
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        world.manager.modified(service, Services.with(Services.named("x"), "minimum", 7));
        world.sessions.remove(session);
        world.run();
        // the plugin itself compares the infos
        assertEquals(List.of("initialize", "sessionAdded session /a", "sessionRemoved session /a"), plugin.events());
    }

    @Test
    void newInstanceIsToldOfWhatExistsThenAndTheOldOneLeavesAllItHas() {
        FakeLink stays = world.connect();
        FakeLink closes = world.connect();
        FakeSession session = world.open("/a", PluginManagerFixture.TEXT);
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        plugin.takeEvents();

        world.close(closes);
        world.manager.release(service);
        var next = new RecordingPlugin();
        world.add("x", next);
        FakeLink opens = world.connect();
        world.run();
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
        FakeSession session = world.open("/text", PluginManagerFixture.TEXT);
        world.open("/chat", PluginManagerFixture.CHAT);
        world.open("/other", List.of("Other", "InfSession"));
        Map<String, Object> text = Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfText");
        ServiceReference<?> service = world.add(text, plugin);
        world.run();
        assertEquals(List.of("initialize", "sessionAdded session /text"), plugin.takeEvents());

        world.manager.modified(service, Services.with(text, Plugin.SESSION_TYPE, "InfChat"));
        world.run();
        assertEquals(List.of("sessionRemoved session /text", "sessionAdded session /chat"), plugin.takeEvents());
        assertTrue(plugin.context().info(session).isEmpty());

        world.manager.modified(service, Services.named("x"));
        world.run();
        assertEquals(List.of("sessionAdded session /text", "sessionAdded session /other"), plugin.takeEvents());
    }

    @Test
    void sessionTypeMatchesSubtypesToo() {
        world.open("/text", PluginManagerFixture.TEXT);
        world.open("/chat", PluginManagerFixture.CHAT);
        world.add(Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfAdoptedSession"), plugin);
        world.run();
        assertEquals(List.of("initialize", "sessionAdded session /text"), plugin.events());
    }

    @Test
    void modificationsInQuickSuccessionCountOnlyWithTheLast() {
        world.open("/text", PluginManagerFixture.TEXT);
        world.open("/chat", PluginManagerFixture.CHAT);
        Map<String, Object> none = Services.with(Services.named("x"), Plugin.SESSION_TYPE, "None");
        ServiceReference<?> service = world.add(none, plugin);
        world.run();
        world.manager.modified(service, Services.with(none, Plugin.SESSION_TYPE, "InfText"));
        world.manager.modified(service, Services.with(none, Plugin.SESSION_TYPE, "InfChat"));
        world.run();
        assertEquals(List.of("initialize", "sessionAdded session /chat"), plugin.events());
    }

    @Test
    void pluginThatStopsItselfInACallbackEndsWhenTheCallbackHasReturned() {
        FakeLink link = world.connect();
        var service = new ServiceReference<?>[1];
        plugin.on("connectionAdded", subject -> {
            world.manager.remove(service[0]);
            plugin.note("returned");
        });
        service[0] = world.add("x", plugin);
        world.run();
        assertEquals(
                List.of(
                        "initialize",
                        "connectionAdded " + link,
                        "returned",
                        "connectionRemoved " + link,
                        "deinitialize"),
                plugin.events());
        assertEquals(List.of(), world.manager.plugins());
    }

    @Test
    void pluginStoppedBeforeItBeganIsNotCalledAtAll() {
        ServiceReference<?> service = world.add("x", plugin);
        world.manager.release(service);
        world.run();
        assertEquals(List.of(), plugin.events());
        assertEquals(List.of(), world.manager.plugins());
    }

    @Test
    void whileStoppingOnlyRemovalsAndDeinitializeAreDelivered() {
        FakeLink link = world.connect();
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        plugin.context().listen(link, new NotingListener(plugin));
        plugin.takeEvents();

        link.open();
        world.connect();
        plugin.context().execute(() -> plugin.note("task"));
        world.manager.release(service);
        plugin.context().execute(() -> plugin.note("late task"));
        world.connect();
        world.run();
        assertEquals(List.of("connectionRemoved " + link, "deinitialize"), plugin.events());
    }

    @Test
    void contextRefusesServiceAfterDeinitialize() {
        FakeLink link = world.connect();
        FakeSession session = world.open("/a", PluginManagerFixture.TEXT);
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        world.manager.release(service);
        world.run();
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
        FakeLink link = world.connect();
        plugin.on("deinitialize", subject -> plugin.note(plugin.context().name()));
        plugin.on(
                "connectionRemoved",
                subject -> plugin.note(plugin.context().info(link).orElseThrow()));
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        plugin.takeEvents();
        world.manager.release(service);
        world.run();
        assertEquals(List.of("connectionRemoved " + link, "info of " + link, "deinitialize", "x"), plugin.events());
    }

    @Test
    void whatAPluginAddsInACallbackReachesItLater() {
        plugin.on("initialize", subject -> {
            world.connect();
            plugin.note("initialize returns");
        });
        plugin.on("sessionAdded", subject -> {
            world.connect();
            plugin.note("sessionAdded returns");
        });
        world.open("/a", PluginManagerFixture.TEXT);
        world.add("x", plugin);
        world.run();
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
        FakeLink link = world.connect();
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        world.manager.release(service);
        world.run();
        plugin.takeEvents();
        var next = new PluginManager(
                world.surroundings,
                world.runtime,
                world.limits,
                pid -> OptionCheck.Verdict.FINE,
                world.types,
                () -> {});
        next.add(service, plugin, Services.named("x"));
        world.run();
        assertEquals(List.of("initialize", "connectionAdded " + link), plugin.events());
        assertEquals("info of " + link, plugin.context().info(link).orElseThrow());
    }

    @Test
    void aReplayStopsWhereThePluginIsStopped() {
        for (int i = 0; i < 100; i++) {
            world.open("/" + i, PluginManagerFixture.TEXT);
        }
        ServiceReference<?> service = world.add("x", plugin);
        world.executor.run(0); // initialize
        world.executor.run(0); // the first session
        world.manager.release(service);
        world.run();
        assertEquals(
                List.of("initialize", "sessionAdded session /0", "sessionRemoved session /0", "deinitialize"),
                plugin.events());
    }

    @Test
    void aReplayLeavesTurnsToOthers() {
        for (int i = 0; i < 100; i++) {
            world.open("/" + i, PluginManagerFixture.TEXT);
        }
        world.add("x", plugin);
        var other = new RecordingPlugin();
        world.add("y", other);
        for (int i = 0; i < 10; i++) {
            world.executor.run(0);
        }
        assertTrue(plugin.events().size() < 10);
        assertFalse(other.events().isEmpty());
    }

    @Test
    void infosAreThoseOfTheirPlugin() {
        FakeLink link = world.connect();
        FakeSession session = world.open("/a", PluginManagerFixture.TEXT);
        world.add("x", plugin);
        world.run();
        assertEquals("info of " + link, plugin.context().info(link).orElseThrow());
        assertEquals("info of " + session, plugin.context().info(session).orElseThrow());
        world.close(link);
        world.sessions.remove(session);
        world.run();
        assertTrue(plugin.context().info(link).isEmpty());
        assertTrue(plugin.context().info(session).isEmpty());
    }
}
