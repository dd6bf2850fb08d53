// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginState;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/** The cases that the plugin contract defines, each callback run when the test says. */
class PluginContractTest {
    private final World world = new World();
    private final RecordingPlugin plugin = new RecordingPlugin();

    @Test
    void pluginIsToldOfConnectionsThenSessionsThenRuns() {
        world.connect();
        world.open("/a", World.TEXT);
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
        world.open("/a", World.TEXT);
        world.connect();
        world.open("/b", World.TEXT);
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
        FakeSession session = world.open("/a", World.TEXT);
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
        FakeSession session = world.open("/a", World.TEXT);
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
        FakeSession session = world.open("/text", World.TEXT);
        world.open("/chat", World.CHAT);
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
        world.open("/text", World.TEXT);
        world.open("/chat", World.CHAT);
        world.add(Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfAdoptedSession"), plugin);
        world.run();
        assertEquals(List.of("initialize", "sessionAdded session /text"), plugin.events());
    }

    @Test
    void modificationsInQuickSuccessionCountOnlyWithTheLast() {
        world.open("/text", World.TEXT);
        world.open("/chat", World.CHAT);
        Map<String, Object> none = Services.with(Services.named("x"), Plugin.SESSION_TYPE, "None");
        ServiceReference<?> service = world.add(none, plugin);
        world.run();
        world.manager.modified(service, Services.with(none, Plugin.SESSION_TYPE, "InfText"));
        world.manager.modified(service, Services.with(none, Plugin.SESSION_TYPE, "InfChat"));
        world.run();
        assertEquals(List.of("initialize", "sessionAdded session /chat"), plugin.events());
    }

    @Test
    void connectionWhoseAdditionThrowsIsNotBound() {
        FakeLink link = world.connect();
        plugin.on("connectionAdded", subject -> {
            throw new IllegalStateException("no");
        });
        world.add("x", plugin);
        world.run();
        assertEquals(PluginState.RUNNING, world.state("x"));
        assertTrue(plugin.context().info(link).isEmpty());
        world.close(link);
        world.run();
        assertEquals(List.of("initialize", "connectionAdded " + link), plugin.events());
        assertTrue(world.log.has(
                "WARN Plugin \"x\" failed in connectionAdded of " + link + ": java.lang.IllegalStateException: no"));
        assertTrue(world.log.stacks().get(0).contains("PluginContractTest"));
    }

    @Test
    void sessionWhoseAdditionThrowsIsNotBound() {
        FakeSession session = world.open("/a", World.TEXT);
        plugin.on("sessionAdded", subject -> {
            throw new Exception("no");
        });
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        assertTrue(plugin.context().info(session).isEmpty());
        world.manager.release(service);
        world.run();
        assertEquals(List.of("initialize", "sessionAdded session /a", "deinitialize"), plugin.events());
    }

    @Test
    void moreThanTenRefusalsInAMinuteQuarantineWithAllRemovals() {
        FakeLink good = world.connect();
        plugin.on("sessionAdded", subject -> {
            throw new Exception("no");
        });
        world.add("x", plugin);
        for (int i = 1; i <= 10; i++) {
            world.open("/" + i, World.TEXT);
        }
        world.run();
        assertEquals(PluginState.RUNNING, world.state("x"));
        plugin.takeEvents();

        world.open("/11", World.TEXT);
        world.connect();
        world.run();
        assertEquals(PluginState.QUARANTINED, world.state("x"));
        assertEquals(
                "It has failed to take more than 10 connections or sessions within 60.0 s; the last time: "
                        + "sessionAdded has thrown java.lang.Exception: no",
                world.status("x").reason());
        assertEquals(List.of("sessionAdded session /11", "connectionRemoved " + good, "deinitialize"), plugin.events());
    }

    @Test
    void refusalsSpreadOverTimeDoNotQuarantine() {
        plugin.on("sessionAdded", subject -> {
            throw new Exception("no");
        });
        world.add("x", plugin);
        for (int i = 1; i <= 30; i++) {
            world.open("/" + i, World.TEXT);
            world.run();
            world.time.advance(Duration.ofSeconds(7));
        }
        assertEquals(PluginState.RUNNING, world.state("x"));
    }

    @Test
    void removalThatThrowsCountsAsDone() {
        FakeLink link = world.connect();
        plugin.on("connectionRemoved", subject -> {
            throw new IllegalStateException("no");
        });
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        world.close(link);
        world.run();
        assertTrue(plugin.context().info(link).isEmpty());
        world.manager.release(service);
        world.run();
        assertEquals(
                List.of("initialize", "connectionAdded " + link, "connectionRemoved " + link, "deinitialize"),
                plugin.events());
    }

    @Test
    void initializeThatThrowsFailsThisPluginOnlyAndIsDeinitialized() {
        world.connect();
        var other = new RecordingPlugin();
        plugin.on("initialize", subject -> {
            plugin.context().repeat(Duration.ofSeconds(1), () -> plugin.note("tick"));
            throw new PluginException("The option \"minimum\" is -1; it must be 0 or more");
        });
        world.add("x", plugin);
        world.add("y", other);
        world.run();
        world.time.advance(Duration.ofSeconds(3));
        world.run();
        assertEquals(List.of("initialize", "deinitialize"), plugin.events());
        assertEquals(PluginState.FAILED, world.state("x"));
        assertEquals(
                "The option \"minimum\" is -1; it must be 0 or more",
                world.status("x").reason());
        assertThrows(IllegalStateException.class, () -> plugin.context().name());
        assertEquals(PluginState.RUNNING, world.state("y"));
        assertTrue(world.log.has("WARN Failed to start plugin \"x\" from \"org.example.bundle1/0.1.0\": "
                + "The option \"minimum\" is -1; it must be 0 or more"));
    }

    @Test
    void failedPluginIsStartedAnewOnNewConfigurationAndNotBefore() {
        var attempts = new int[1];
        plugin.on("initialize", subject -> {
            if (attempts[0]++ == 0) {
                throw new PluginException("no");
            }
        });
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        world.time.advance(Duration.ofMinutes(10));
        world.run();
        assertEquals(PluginState.FAILED, world.state("x"));

        world.manager.modified(service, Services.with(Services.named("x"), "minimum", 7));
        world.run();
        assertEquals(PluginState.RUNNING, world.state("x"));
        assertEquals(List.of("initialize", "deinitialize", "initialize"), plugin.events());
    }

    @Test
    void failedPluginGivesWayToItsSuccessor() {
        plugin.on("initialize", subject -> {
            throw new PluginException("no");
        });
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        world.manager.remove(service); // it has ended, so there is nothing to wait for
        var successor = new RecordingPlugin();
        world.add("x", successor);
        world.run();
        assertEquals(PluginState.RUNNING, world.state("x"));
    }

    @Test
    void deinitializeThatThrowsEndsThePluginAllTheSame() {
        plugin.on("deinitialize", subject -> {
            throw new IllegalStateException("no");
        });
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        world.manager.release(service);
        world.run();
        assertEquals(List.of(), world.manager.plugins());
        assertTrue(world.log.has("WARN Plugin \"x\" failed in deinitialize: java.lang.IllegalStateException: no"));
    }

    @Test
    void linkageErrorsAndStackOverflowsAreLikeExceptions() {
        plugin.on("connectionAdded", subject -> {
            throw new NoClassDefFoundError("org/example/Gone");
        });
        plugin.on("sessionAdded", subject -> overflow(1));
        world.connect();
        world.open("/a", World.TEXT);
        world.add("x", plugin);
        world.run();
        assertEquals(PluginState.RUNNING, world.state("x"));
        assertTrue(world.log.hasPart("failed in connectionAdded of connection 1"));
        assertTrue(world.log.hasPart("failed in sessionAdded of session /a: java.lang.StackOverflowError"));
    }

    @Test
    void linkageErrorInInitializeIsAFailure() {
        plugin.on("initialize", subject -> {
            throw new NoSuchMethodError("gone");
        });
        world.add("x", plugin);
        world.run();
        assertEquals(PluginState.FAILED, world.state("x"));
        assertEquals(
                "initialize has thrown java.lang.NoSuchMethodError: gone",
                world.status("x").reason());
    }

    @Test
    void troubleOfTheVirtualMachineIsReportedAsError() {
        plugin.on("connectionAdded", subject -> {
            throw new OutOfMemoryError("heap");
        });
        FakeLink link = world.connect();
        world.add("x", plugin);
        world.run();
        assertTrue(world.log.has("ERROR The virtual machine is in trouble; it showed when plugin \"x\" was in "
                + "connectionAdded of " + link + ": java.lang.OutOfMemoryError: heap"));
        assertEquals(PluginState.RUNNING, world.state("x"));
    }

    @Test
    void exceptionWhoseMessageThrowsHarmsNobody() {
        plugin.on("initialize", subject -> {
            throw new IllegalStateException() {
                private static final long serialVersionUID = 1L;

                @Override
                public String getMessage() {
                    throw new IllegalStateException("again");
                }
            };
        });
        world.add("x", plugin);
        world.run();
        assertEquals(PluginState.FAILED, world.state("x"));
    }

    @Test
    void overflowQuarantinesAndDropsNothingSilently() {
        var small = new World(limits -> new PluginLimits(
                3,
                1,
                limits.callBudget(),
                limits.callLimit(),
                limits.stopTime(),
                limits.closeTime(),
                limits.failures(),
                limits.failureWindow()));
        FakeLink first = small.connect();
        small.add("x", plugin);
        small.run();
        plugin.takeEvents();
        for (int i = 0; i < 4; i++) {
            small.connect();
        }
        assertEquals(PluginState.QUARANTINED, small.state("x"));
        small.run();
        assertEquals(List.of("connectionRemoved " + first, "deinitialize"), plugin.events());
        assertTrue(small.log.has("WARN Quarantined plugin \"x\" from \"org.example.bundle1/0.1.0\": "
                + "More than 3 callbacks wait for it to return"));
    }

    @Test
    void whatIsThereAlreadyDoesNotCountAsBacklog() {
        var small = new World(limits -> new PluginLimits(
                3,
                1,
                limits.callBudget(),
                limits.callLimit(),
                limits.stopTime(),
                limits.closeTime(),
                limits.failures(),
                limits.failureWindow()));
        for (int i = 0; i < 1000; i++) {
            small.open("/" + i, World.TEXT);
        }
        small.add("x", plugin);
        small.run();
        assertEquals(PluginState.RUNNING, small.state("x"));
        assertEquals(1001, plugin.events().size());
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
        FakeSession session = world.open("/a", World.TEXT);
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
        world.open("/a", World.TEXT);
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
                pid -> PluginOptions.Verdict.FINE,
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
            world.open("/" + i, World.TEXT);
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
            world.open("/" + i, World.TEXT);
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
        FakeSession session = world.open("/a", World.TEXT);
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

    private static int overflow(int depth) {
        return depth < 0 ? 0 : overflow(depth + 1) + 1;
    }
}
