// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginState;
import org.infinoted.testdoubles.FakeSession;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/** What becomes of a plugin, by its contract, that throws or takes too little of what it is told. */
@Tag("unit")
class PluginFailureTest {
    private final PluginManagerFixture world = new PluginManagerFixture();
    private final RecordingPlugin plugin = new RecordingPlugin();

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
        assertTrue(world.log.stacks().get(0).contains("PluginFailureTest"));
    }

    @Test
    void sessionWhoseAdditionThrowsIsNotBound() {
        FakeSession session = world.open("/a", PluginManagerFixture.TEXT);
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
            world.open("/" + i, PluginManagerFixture.TEXT);
        }
        world.run();
        assertEquals(PluginState.RUNNING, world.state("x"));
        plugin.takeEvents();

        world.open("/11", PluginManagerFixture.TEXT);
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
            world.open("/" + i, PluginManagerFixture.TEXT);
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
        world.open("/a", PluginManagerFixture.TEXT);
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
        var small = new PluginManagerFixture(PluginManagerFixture.backlog(3));
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
        var small = new PluginManagerFixture(PluginManagerFixture.backlog(3));
        for (int i = 0; i < 1000; i++) {
            small.open("/" + i, PluginManagerFixture.TEXT);
        }
        small.add("x", plugin);
        small.run();
        assertEquals(PluginState.RUNNING, small.state("x"));
        assertEquals(1001, plugin.events().size());
    }

    private static int overflow(int depth) {
        return depth < 0 ? 0 : overflow(depth + 1) + 1;
    }
}
