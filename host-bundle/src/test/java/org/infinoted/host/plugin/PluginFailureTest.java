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
    private final PluginManagerFixture fixture = new PluginManagerFixture();
    private final RecordingPlugin plugin = new RecordingPlugin();

    @Test
    void connectionWhoseAdditionThrowsIsNotBound() {
        FakeLink link = fixture.connect();
        plugin.on("connectionAdded", subject -> {
            throw new IllegalStateException("no");
        });
        fixture.add("x", plugin);
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x"));
        assertTrue(plugin.context().info(link).isEmpty());
        fixture.close(link);
        fixture.run();
        assertEquals(List.of("initialize", "connectionAdded " + link), plugin.events());
        assertTrue(fixture.log.has(
                "WARN Plugin \"x\" failed in connectionAdded of " + link + ": java.lang.IllegalStateException: no"));
        assertTrue(fixture.log.stacks().get(0).contains("PluginFailureTest"));
    }

    @Test
    void sessionWhoseAdditionThrowsIsNotBound() {
        FakeSession session = fixture.open("/a", PluginManagerFixture.TEXT);
        plugin.on("sessionAdded", subject -> {
            throw new Exception("no");
        });
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        assertTrue(plugin.context().info(session).isEmpty());
        fixture.manager.release(service);
        fixture.run();
        assertEquals(List.of("initialize", "sessionAdded session /a", "deinitialize"), plugin.events());
    }

    @Test
    void moreThanTenRefusalsInAMinuteQuarantineWithAllRemovals() {
        FakeLink good = fixture.connect();
        plugin.on("sessionAdded", subject -> {
            throw new Exception("no");
        });
        fixture.add("x", plugin);
        for (int i = 1; i <= 10; i++) {
            fixture.open("/" + i, PluginManagerFixture.TEXT);
        }
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x"));
        plugin.takeEvents();

        fixture.open("/11", PluginManagerFixture.TEXT);
        fixture.connect();
        fixture.run();
        assertEquals(PluginState.QUARANTINED, fixture.state("x"));
        assertEquals(
                "It has failed to take more than 10 connections or sessions within 60.0 s; the last time: "
                        + "sessionAdded has thrown java.lang.Exception: no",
                fixture.status("x").reason());
        assertEquals(List.of("sessionAdded session /11", "connectionRemoved " + good, "deinitialize"), plugin.events());
    }

    @Test
    void refusalsSpreadOverTimeDoNotQuarantine() {
        plugin.on("sessionAdded", subject -> {
            throw new Exception("no");
        });
        fixture.add("x", plugin);
        for (int i = 1; i <= 30; i++) {
            fixture.open("/" + i, PluginManagerFixture.TEXT);
            fixture.run();
            fixture.time.advance(Duration.ofSeconds(7));
        }
        assertEquals(PluginState.RUNNING, fixture.state("x"));
    }

    @Test
    void removalThatThrowsCountsAsDone() {
        FakeLink link = fixture.connect();
        plugin.on("connectionRemoved", subject -> {
            throw new IllegalStateException("no");
        });
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        fixture.close(link);
        fixture.run();
        assertTrue(plugin.context().info(link).isEmpty());
        fixture.manager.release(service);
        fixture.run();
        assertEquals(
                List.of("initialize", "connectionAdded " + link, "connectionRemoved " + link, "deinitialize"),
                plugin.events());
    }

    @Test
    void initializeThatThrowsFailsThisPluginOnlyAndIsDeinitialized() {
        fixture.connect();
        var other = new RecordingPlugin();
        plugin.on("initialize", subject -> {
            plugin.context().repeat(Duration.ofSeconds(1), () -> plugin.note("tick"));
            throw new PluginException("The option \"minimum\" is -1; it must be 0 or more");
        });
        fixture.add("x", plugin);
        fixture.add("y", other);
        fixture.run();
        fixture.time.advance(Duration.ofSeconds(3));
        fixture.run();
        assertEquals(List.of("initialize", "deinitialize"), plugin.events());
        assertEquals(PluginState.FAILED, fixture.state("x"));
        assertEquals(
                "The option \"minimum\" is -1; it must be 0 or more",
                fixture.status("x").reason());
        assertThrows(IllegalStateException.class, () -> plugin.context().name());
        assertEquals(PluginState.RUNNING, fixture.state("y"));
        assertTrue(fixture.log.has("WARN Failed to start plugin \"x\" from \"org.example.bundle1/0.1.0\": "
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
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        fixture.time.advance(Duration.ofMinutes(10));
        fixture.run();
        assertEquals(PluginState.FAILED, fixture.state("x"));

        fixture.manager.modified(service, Services.with(Services.named("x"), "minimum", 7));
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x"));
        assertEquals(List.of("initialize", "deinitialize", "initialize"), plugin.events());
    }

    @Test
    void failedPluginGivesWayToItsSuccessor() {
        plugin.on("initialize", subject -> {
            throw new PluginException("no");
        });
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        fixture.manager.remove(service); // it has ended, so there is nothing to wait for
        var successor = new RecordingPlugin();
        fixture.add("x", successor);
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x"));
    }

    @Test
    void deinitializeThatThrowsEndsThePluginAllTheSame() {
        plugin.on("deinitialize", subject -> {
            throw new IllegalStateException("no");
        });
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        fixture.manager.release(service);
        fixture.run();
        assertEquals(List.of(), fixture.manager.plugins());
        assertTrue(fixture.log.has("WARN Plugin \"x\" failed in deinitialize: java.lang.IllegalStateException: no"));
    }

    @Test
    void linkageErrorsAndStackOverflowsAreLikeExceptions() {
        plugin.on("connectionAdded", subject -> {
            throw new NoClassDefFoundError("org/example/Gone");
        });
        plugin.on("sessionAdded", subject -> overflow(1));
        fixture.connect();
        fixture.open("/a", PluginManagerFixture.TEXT);
        fixture.add("x", plugin);
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x"));
        assertTrue(fixture.log.hasPart("failed in connectionAdded of connection 1"));
        assertTrue(fixture.log.hasPart("failed in sessionAdded of session /a: java.lang.StackOverflowError"));
    }

    @Test
    void linkageErrorInInitializeIsAFailure() {
        plugin.on("initialize", subject -> {
            throw new NoSuchMethodError("gone");
        });
        fixture.add("x", plugin);
        fixture.run();
        assertEquals(PluginState.FAILED, fixture.state("x"));
        assertEquals(
                "initialize has thrown java.lang.NoSuchMethodError: gone",
                fixture.status("x").reason());
    }

    @Test
    void troubleOfTheVirtualMachineIsReportedAsError() {
        plugin.on("connectionAdded", subject -> {
            throw new OutOfMemoryError("heap");
        });
        FakeLink link = fixture.connect();
        fixture.add("x", plugin);
        fixture.run();
        assertTrue(fixture.log.has("ERROR The virtual machine is in trouble; it showed when plugin \"x\" was in "
                + "connectionAdded of " + link + ": java.lang.OutOfMemoryError: heap"));
        assertEquals(PluginState.RUNNING, fixture.state("x"));
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
        fixture.add("x", plugin);
        fixture.run();
        assertEquals(PluginState.FAILED, fixture.state("x"));
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
