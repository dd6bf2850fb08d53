// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.infinoted.host.status.OptionCheck;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.plugin.CallbackStatistics;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginFailure;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginReason.Kind;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.testdoubles.FakeNoteType;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/** What is said of a plugin that has a service. */
@Tag("unit")
class PluginStatusTest {
    private static final String PID = "org.infinoted.plugin.x";
    private static final PluginReason WRONG = new PluginReason(Kind.OPTION, "minimum", "minimum is -1; 0 or more");
    private static final PluginReason ODD = new PluginReason(Kind.UNKNOWN_OPTION, "minimun", "did you mean minimum?");

    private final PluginManagerFixture world = new PluginManagerFixture();
    private final RecordingPlugin plugin = new RecordingPlugin();

    /** A note type that says what its sessions are, or throws. */
    private PluginReason reason() {
        List<PluginReason> reasons = world.status("x").reasons();
        assertEquals(1, reasons.size(), reasons.toString());
        return reasons.get(0);
    }

    @Test
    void runningPluginHasNoReasonAndSaysWhatItIsToldOf() {
        world.connect();
        world.connect();
        world.open("/a", PluginManagerFixture.TEXT);
        world.open("/b", PluginManagerFixture.CHAT);
        world.add(Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfSession"), plugin);
        assertEquals(1, world.status("x").waiting());
        world.run();
        PluginStatus status = world.status("x");
        assertEquals(PluginState.RUNNING, status.state());
        assertEquals(List.of(), status.reasons());
        assertEquals(2, status.connections());
        assertEquals(2, status.sessions());
        assertEquals(0, status.waiting());
        assertEquals(1, status.bundleId());
        assertEquals(PID, status.pid());
        world.connect();
        world.connect();
        assertEquals(2, world.status("x").waiting());
    }

    @Test
    void whatAPluginHasRefusedOrLeftIsNotCounted() {
        FakeLink left = world.connect();
        FakeLink refused = world.connect();
        plugin.on("connectionAdded", subject -> {
            if (subject == refused) {
                throw new Exception("no");
            }
        });
        ServiceReference<?> service = world.add("x", plugin);
        world.run();
        assertEquals(1, world.status("x").connections());
        world.close(left);
        world.run();
        assertEquals(0, world.status("x").connections());
        world.close(refused);
        world.run();
        assertEquals(0, world.status("x").connections());
        world.manager.release(service);
    }

    @Test
    void pidIsThatOfTheConfigurationOrFollowsFromTheName() {
        Map<String, Object> named = Services.named("x");
        world.add(Services.with(named, "service.pid", List.of("other", PID + "~a")), plugin);
        world.add(Services.with(named, "service.pid", "org.example.own"), new RecordingPlugin());
        assertEquals(PID + "~a", world.status("x~a").pid());
        assertEquals("org.example.own", world.status("x").pid());
    }

    @Test
    void exceptionInInitializeNamesTheCallbackAndTheException() {
        plugin.on("initialize", subject -> {
            throw new IllegalStateException("no\u001b[2J");
        });
        world.add("x", plugin);
        world.run();
        assertEquals(
                new PluginReason(
                        Kind.CALLBACK,
                        "initialize",
                        "initialize has thrown java.lang.IllegalStateException: no\\u001b[2J"),
                reason());
    }

    @Test
    void quarantineForRefusalsNamesTheCallbackThatFailed() {
        plugin.on("sessionAdded", subject -> {
            throw new PluginException("The disk is full");
        });
        world.add("x", plugin);
        for (int i = 0; i <= 10; i++) {
            world.open("/" + i, PluginManagerFixture.TEXT);
        }
        world.run();
        assertEquals(PluginState.QUARANTINED, world.state("x"));
        assertEquals(Kind.CALLBACK, reason().kind());
        assertEquals("sessionAdded", reason().subject());
        assertTrue(reason().text().endsWith("the last time: The disk is full"));
    }

    @Test
    void quarantineForItsBacklogSaysSo() {
        var small = new PluginManagerFixture(PluginManagerFixture.backlog(3));
        small.add("x", plugin);
        small.run();
        IntStream.range(0, 4).forEach(i -> small.connect());
        assertEquals(
                List.of(new PluginReason(Kind.BACKLOG, "", "More than 3 callbacks wait for it to return")),
                small.status("x").reasons());
    }

    @Test
    void pluginThatFailsAndDoesNotEndHasBothReasons() {
        plugin.on("initialize", subject -> {
            throw new PluginException("no");
        });
        plugin.on("deinitialize", subject -> world.time.advance(Duration.ofSeconds(6)));
        world.add("x", plugin);
        world.run();
        assertEquals(
                List.of(
                        new PluginReason(Kind.CALLBACK, "initialize", "no"),
                        new PluginReason(Kind.TIME, "deinitialize", "It has not ended within 5.0 s")),
                world.status("x").reasons());
    }

    @Test
    void shadowedPluginAndTheOneThatWaitsNameTheBundleOfTheOther() {
        ServiceReference<?> service = world.add("x", plugin);
        world.add("x", new RecordingPlugin());
        world.run();
        PluginReason shadowed = world.manager.plugins().get(1).reasons().get(0);
        assertEquals(Kind.SAME_NAME, shadowed.kind());
        assertEquals("org.example.bundle1/0.1.0", shadowed.subject());
        world.manager.release(service);
        PluginReason waits = world.manager.plugins().get(1).reasons().get(0);
        assertEquals(Kind.SAME_NAME, waits.kind());
        assertEquals("org.example.bundle1/0.1.0", waits.subject());
    }

    @Test
    void serviceWithoutNameGoesByItsBundle() {
        world.add(Map.of(), plugin);
        PluginStatus status = world.status("org.example.bundle1");
        assertEquals(PluginState.INVALID, status.state());
        assertEquals(Kind.NAME, status.reasons().get(0).kind());
        assertEquals(Plugin.NAME, status.reasons().get(0).subject());
        assertEquals("", status.pid());
    }

    @Test
    void sessionTypeThatNoNoteTypeProvidesIsAWarningUntilOneDoes() {
        var notes = new FakeNoteType(List.of("InfChatSession", "InfSession"));
        world.add(Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfChatSession"), plugin);
        world.run();
        assertEquals(PluginState.RUNNING, world.state("x"));
        assertEquals(Kind.SESSION_TYPE, reason().kind());
        assertEquals("InfChatSession", reason().subject());
        world.types.add("InfChat", notes);
        assertEquals(List.of(), world.status("x").reasons());
        world.types.remove(notes);
        assertEquals(Kind.SESSION_TYPE, reason().kind());
    }

    @Test
    void nameOfANoteTypeIsASessionTypeEvenIfItDoesNotSayMore() {
        world.types.add("InfOdd", new FakeNoteType(List.of()) {
            @Override
            public List<String> sessionTypes() {
                throw new IllegalStateException("no");
            }
        });
        world.add(Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfOdd"), plugin);
        world.run();
        assertEquals(List.of(), world.status("x").reasons());
    }

    @Test
    void callbacksAreCountedWithTheirTimesAndFailures() {
        int[] number = new int[1];
        plugin.on("connectionAdded", subject -> {
            world.time.advance(Duration.ofMillis(++number[0]));
            if (number[0] == 7) {
                throw new Exception("no");
            }
        });
        IntStream.range(0, 100).forEach(i -> world.connect());
        world.add("x", plugin);
        world.run();
        List<CallbackStatistics> statistics = world.status("x").callbacks();
        assertEquals(
                List.of("connectionAdded", "initialize"),
                statistics.stream().map(CallbackStatistics::callback).toList());
        CallbackStatistics added = statistics.get(0);
        assertEquals(100, added.calls());
        assertEquals(1, added.failures());
        assertEquals(Duration.ofMillis(100), added.max());
        assertWithin(Duration.ofMillis(50), added.p50());
        assertWithin(Duration.ofMillis(99), added.p99());
    }

    private static void assertWithin(Duration exact, Duration told) {
        assertTrue(told.compareTo(exact) >= 0 && told.toNanos() <= exact.toNanos() * 1.1, told + " is not " + exact);
    }

    @Test
    void theLastTenFailuresAreKeptNewestFirstOverALife() {
        plugin.on("connectionRemoved", subject -> {
            throw new IllegalStateException("no " + subject);
        });
        world.add("x", plugin);
        world.run();
        FakeLink last = null;
        for (int i = 0; i < 12; i++) {
            last = world.connect();
            world.run();
            world.time.advance(Duration.ofSeconds(1));
            world.close(last);
            world.run();
        }
        List<PluginFailure> failures = world.status("x").failures();
        assertEquals(10, failures.size());
        assertEquals(
                new PluginFailure(
                        world.time.instant(),
                        "connectionRemoved of " + last,
                        "java.lang.IllegalStateException: no " + last),
                failures.get(0));
        assertEquals(world.time.instant().minusSeconds(9), failures.get(9).time());
        world.judge(PID, new OptionCheck.Verdict(false, List.of(WRONG)));
        world.run();
        world.judge(PID, OptionCheck.Verdict.FINE);
        world.run();
        assertEquals(failures, world.status("x").failures());
        assertEquals(
                List.of("initialize"),
                world.status("x").callbacks().stream()
                        .map(CallbackStatistics::callback)
                        .toList());
    }

    @Test
    void slowCallIsAFailureOnce() {
        plugin.on("initialize", subject -> world.time.advance(Duration.ofSeconds(9)));
        world.add("x", plugin);
        world.run();
        List<PluginFailure> failures = world.status("x").failures();
        assertEquals(1, failures.size());
        assertEquals("initialize", failures.get(0).callback());
        assertTrue(failures.get(0).message().startsWith("It has not returned for 6."));
    }

    @Test
    void pluginWhoseOptionsAreRefusedIsInvalidWithAllReasonsAndNotBound() {
        world.judge(PID, new OptionCheck.Verdict(false, List.of(WRONG, ODD)));
        world.add("x", plugin);
        world.run();
        assertEquals(PluginState.INVALID, world.state("x"));
        assertEquals(List.of(WRONG, ODD), world.status("x").reasons());
        assertEquals(List.of(), plugin.events());

        world.judge(PID, OptionCheck.Verdict.FINE);
        world.run();
        assertEquals(PluginState.RUNNING, world.state("x"));
    }

    @Test
    void runningPluginIsReleasedWhenItsOptionsAreRefused() {
        FakeLink link = world.connect();
        world.add("x", plugin);
        world.run();
        world.judge(PID, new OptionCheck.Verdict(false, List.of(WRONG)));
        assertEquals(PluginState.STOPPING, world.state("x"));
        assertTrue(!world.manager.isRunning("x"));
        world.run();
        assertEquals(PluginState.INVALID, world.state("x"));
        assertEquals(
                List.of("initialize", "connectionAdded " + link, "connectionRemoved " + link, "deinitialize"),
                plugin.events());
    }

    @Test
    void runningPluginWithOddOptionsGoesOnAndSaysSo() {
        world.add("x", plugin);
        world.run();
        world.judge(PID, new OptionCheck.Verdict(true, List.of(ODD)));
        world.judge("org.infinoted.plugin.other", new OptionCheck.Verdict(false, List.of(WRONG)));
        world.run();
        assertEquals(PluginState.RUNNING, world.state("x"));
        assertEquals(List.of(ODD), world.status("x").reasons());
        assertEquals(List.of("initialize"), plugin.events());
    }

    @Test
    void pluginDoesNotRunInAllItsConfigurationsWhileOneIsInvalid() {
        world.add(Services.with(Services.named("x"), "service.pid", PID + "~a"), plugin);
        world.add(Services.with(Services.named("x"), "service.pid", PID + "~b"), new RecordingPlugin());
        world.run();
        assertTrue(world.manager.isRunning("x"));
        world.judge(PID + "~b", new OptionCheck.Verdict(false, List.of(WRONG)));
        world.run();
        assertTrue(!world.manager.isRunning("x"));
    }

    @Test
    void verdictThatChangesWhileItIsAskedForCountsAsItIsThen() {
        var managers = new PluginManager[1];
        var questions = new int[1];
        managers[0] = new PluginManager(
                world.surroundings,
                world.runtime,
                world.limits,
                pid -> {
                    boolean first = ++questions[0] == 1;
                    if (first) {
                        managers[0].optionsChanged(PID); // by another thread, which is answered before this one
                    }
                    return new OptionCheck.Verdict(!first, List.of());
                },
                world.types,
                () -> {});
        managers[0].add(world.reference(), plugin, Services.named("x"));
        world.run();
        assertEquals(PluginState.RUNNING, managers[0].plugins().get(0).state());
        assertEquals(2, questions[0]);
    }

    @Test
    void pluginIsNotThereUntilItsOptionsAreJudged() {
        var managers = new PluginManager[1];
        List<PluginStatus> seen = new ArrayList<>();
        managers[0] = new PluginManager(
                world.surroundings,
                world.runtime,
                world.limits,
                pid -> {
                    managers[0].optionsChanged("org.infinoted.plugin.other"); // starts what may be started
                    seen.addAll(managers[0].plugins());
                    return new OptionCheck.Verdict(false, List.of(WRONG));
                },
                world.types,
                () -> {});
        managers[0].add(world.reference(), plugin, Services.named("x"));
        world.run();
        assertEquals(List.of(), seen);
        assertEquals(PluginState.INVALID, managers[0].plugins().get(0).state());
        assertEquals(List.of(), plugin.events());
    }
}
