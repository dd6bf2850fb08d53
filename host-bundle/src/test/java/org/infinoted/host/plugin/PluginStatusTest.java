// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.infinoted.host.status.OptionVerdicts;
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

    private final PluginManagerFixture fixture = new PluginManagerFixture();
    private final RecordingPlugin plugin = new RecordingPlugin();

    /** A note type that says what its sessions are, or throws. */
    private PluginReason reason() {
        List<PluginReason> reasons = fixture.status("x").reasons();
        assertEquals(1, reasons.size(), reasons.toString());
        return reasons.get(0);
    }

    @Test
    void runningPluginHasNoReasonAndSaysWhatItIsToldOf() {
        fixture.connect();
        fixture.connect();
        fixture.open("/a", PluginManagerFixture.TEXT);
        fixture.open("/b", PluginManagerFixture.CHAT);
        fixture.add(Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfSession"), plugin);
        assertEquals(1, fixture.status("x").waiting());
        fixture.run();
        PluginStatus status = fixture.status("x");
        assertEquals(PluginState.RUNNING, status.state());
        assertEquals(List.of(), status.reasons());
        assertEquals(2, status.connections());
        assertEquals(2, status.sessions());
        assertEquals(0, status.waiting());
        assertEquals(1, status.bundleId());
        assertEquals(PID, status.pid());
        fixture.connect();
        fixture.connect();
        assertEquals(2, fixture.status("x").waiting());
    }

    @Test
    void whatAPluginHasRefusedOrLeftIsNotCounted() {
        FakeLink left = fixture.connect();
        FakeLink refused = fixture.connect();
        plugin.on("connectionAdded", subject -> {
            if (subject == refused) {
                throw new Exception("no");
            }
        });
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        assertEquals(1, fixture.status("x").connections());
        fixture.close(left);
        fixture.run();
        assertEquals(0, fixture.status("x").connections());
        fixture.close(refused);
        fixture.run();
        assertEquals(0, fixture.status("x").connections());
        fixture.manager.release(service);
    }

    @Test
    void pidIsThatOfTheConfigurationOrFollowsFromTheName() {
        Map<String, Object> named = Services.named("x");
        fixture.add(Services.with(named, "service.pid", List.of("other", PID + "~a")), plugin);
        fixture.add(Services.with(named, "service.pid", "org.example.own"), new RecordingPlugin());
        assertEquals(PID + "~a", fixture.status("x~a").pid());
        assertEquals("org.example.own", fixture.status("x").pid());
    }

    @Test
    void exceptionInInitializeNamesTheCallbackAndTheException() {
        plugin.on("initialize", subject -> {
            throw new IllegalStateException("no\u001b[2J");
        });
        fixture.add("x", plugin);
        fixture.run();
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
        fixture.add("x", plugin);
        for (int i = 0; i <= 10; i++) {
            fixture.open("/" + i, PluginManagerFixture.TEXT);
        }
        fixture.run();
        assertEquals(PluginState.QUARANTINED, fixture.state("x"));
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
        plugin.on("deinitialize", subject -> fixture.time.advance(Duration.ofSeconds(6)));
        fixture.add("x", plugin);
        fixture.run();
        assertEquals(
                List.of(
                        new PluginReason(Kind.CALLBACK, "initialize", "no"),
                        new PluginReason(Kind.TIME, "deinitialize", "It has not ended within 5.0 s")),
                fixture.status("x").reasons());
    }

    @Test
    void shadowedPluginAndTheOneThatWaitsNameTheBundleOfTheOther() {
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.add("x", new RecordingPlugin());
        fixture.run();
        PluginReason shadowed = fixture.manager.plugins().get(1).reasons().get(0);
        assertEquals(Kind.SAME_NAME, shadowed.kind());
        assertEquals("org.example.bundle1/0.1.0", shadowed.subject());
        fixture.manager.release(service);
        PluginReason waits = fixture.manager.plugins().get(1).reasons().get(0);
        assertEquals(Kind.SAME_NAME, waits.kind());
        assertEquals("org.example.bundle1/0.1.0", waits.subject());
    }

    @Test
    void serviceWithoutNameGoesByItsBundle() {
        fixture.add(Map.of(), plugin);
        PluginStatus status = fixture.status("org.example.bundle1");
        assertEquals(PluginState.INVALID, status.state());
        assertEquals(Kind.NAME, status.reasons().get(0).kind());
        assertEquals(Plugin.NAME, status.reasons().get(0).subject());
        assertEquals("", status.pid());
    }

    @Test
    void sessionTypeThatNoNoteTypeProvidesIsAWarningUntilOneDoes() {
        var notes = new FakeNoteType(List.of("InfChatSession", "InfSession"));
        fixture.add(Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfChatSession"), plugin);
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x"));
        assertEquals(Kind.SESSION_TYPE, reason().kind());
        assertEquals("InfChatSession", reason().subject());
        fixture.types.add("InfChat", notes);
        assertEquals(List.of(), fixture.status("x").reasons());
        fixture.types.remove(notes);
        assertEquals(Kind.SESSION_TYPE, reason().kind());
    }

    @Test
    void nameOfANoteTypeIsASessionTypeEvenIfItDoesNotSayMore() {
        fixture.types.add("InfOdd", new FakeNoteType(List.of()) {
            @Override
            public List<String> sessionTypes() {
                throw new IllegalStateException("no");
            }
        });
        fixture.add(Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfOdd"), plugin);
        fixture.run();
        assertEquals(List.of(), fixture.status("x").reasons());
    }

    @Test
    void callbacksAreCountedWithTheirTimesAndFailures() {
        int[] number = new int[1];
        plugin.on("connectionAdded", subject -> {
            fixture.time.advance(Duration.ofMillis(++number[0]));
            if (number[0] == 7) {
                throw new Exception("no");
            }
        });
        IntStream.range(0, 100).forEach(i -> fixture.connect());
        fixture.add("x", plugin);
        fixture.run();
        List<CallbackStatistics> statistics = fixture.status("x").callbacks();
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
        fixture.add("x", plugin);
        fixture.run();
        FakeLink last = null;
        for (int i = 0; i < 12; i++) {
            last = fixture.connect();
            fixture.run();
            fixture.time.advance(Duration.ofSeconds(1));
            fixture.close(last);
            fixture.run();
        }
        List<PluginFailure> failures = fixture.status("x").failures();
        assertEquals(10, failures.size());
        assertEquals(
                new PluginFailure(
                        fixture.time.instant(),
                        "connectionRemoved of " + last,
                        "java.lang.IllegalStateException: no " + last),
                failures.get(0));
        assertEquals(fixture.time.instant().minusSeconds(9), failures.get(9).time());
        fixture.judge(PID, new OptionVerdicts.Verdict(false, List.of(WRONG)));
        fixture.run();
        fixture.judge(PID, OptionVerdicts.Verdict.FINE);
        fixture.run();
        assertEquals(failures, fixture.status("x").failures());
        assertEquals(
                List.of("initialize"),
                fixture.status("x").callbacks().stream()
                        .map(CallbackStatistics::callback)
                        .toList());
    }

    @Test
    void slowCallIsAFailureOnce() {
        plugin.on("initialize", subject -> fixture.time.advance(Duration.ofSeconds(9)));
        fixture.add("x", plugin);
        fixture.run();
        List<PluginFailure> failures = fixture.status("x").failures();
        assertEquals(1, failures.size());
        assertEquals("initialize", failures.get(0).callback());
        assertTrue(failures.get(0).message().startsWith("It has not returned for 6."));
    }

    @Test
    void pluginWhoseOptionsAreRefusedIsInvalidWithAllReasonsAndNotBound() {
        fixture.judge(PID, new OptionVerdicts.Verdict(false, List.of(WRONG, ODD)));
        fixture.add("x", plugin);
        fixture.run();
        assertEquals(PluginState.INVALID, fixture.state("x"));
        assertEquals(List.of(WRONG, ODD), fixture.status("x").reasons());
        assertEquals(List.of(), plugin.events());

        fixture.judge(PID, OptionVerdicts.Verdict.FINE);
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x"));
    }

    @Test
    void runningPluginIsReleasedWhenItsOptionsAreRefused() {
        FakeLink link = fixture.connect();
        fixture.add("x", plugin);
        fixture.run();
        fixture.judge(PID, new OptionVerdicts.Verdict(false, List.of(WRONG)));
        assertEquals(PluginState.STOPPING, fixture.state("x"));
        assertTrue(!fixture.manager.isRunning("x"));
        fixture.run();
        assertEquals(PluginState.INVALID, fixture.state("x"));
        assertEquals(
                List.of("initialize", "connectionAdded " + link, "connectionRemoved " + link, "deinitialize"),
                plugin.events());
    }

    @Test
    void runningPluginWithOddOptionsGoesOnAndSaysSo() {
        fixture.add("x", plugin);
        fixture.run();
        fixture.judge(PID, new OptionVerdicts.Verdict(true, List.of(ODD)));
        fixture.judge("org.infinoted.plugin.other", new OptionVerdicts.Verdict(false, List.of(WRONG)));
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x"));
        assertEquals(List.of(ODD), fixture.status("x").reasons());
        assertEquals(List.of("initialize"), plugin.events());
    }

    @Test
    void pluginDoesNotRunInAllItsConfigurationsWhileOneIsInvalid() {
        fixture.add(Services.with(Services.named("x"), "service.pid", PID + "~a"), plugin);
        fixture.add(Services.with(Services.named("x"), "service.pid", PID + "~b"), new RecordingPlugin());
        fixture.run();
        assertTrue(fixture.manager.isRunning("x"));
        fixture.judge(PID + "~b", new OptionVerdicts.Verdict(false, List.of(WRONG)));
        fixture.run();
        assertTrue(!fixture.manager.isRunning("x"));
    }

    @Test
    void verdictThatChangesWhileItIsAskedForCountsAsItIsThen() {
        var managers = new PluginManager[1];
        var questions = new int[1];
        managers[0] = new PluginManager(
                fixture.surroundings,
                fixture.runtime,
                fixture.limits,
                pid -> {
                    boolean first = ++questions[0] == 1;
                    if (first) {
                        managers[0].optionsChanged(PID); // by another thread, which is answered before this one
                    }
                    return new OptionVerdicts.Verdict(!first, List.of());
                },
                fixture.types,
                () -> {});
        managers[0].add(fixture.reference(), plugin, Services.named("x"));
        fixture.run();
        assertEquals(PluginState.RUNNING, managers[0].plugins().get(0).state());
        assertEquals(2, questions[0]);
    }

    @Test
    void pluginIsNotThereUntilItsOptionsAreJudged() {
        var managers = new PluginManager[1];
        List<PluginStatus> seen = new ArrayList<>();
        managers[0] = new PluginManager(
                fixture.surroundings,
                fixture.runtime,
                fixture.limits,
                pid -> {
                    managers[0].optionsChanged("org.infinoted.plugin.other"); // starts what may be started
                    seen.addAll(managers[0].plugins());
                    return new OptionVerdicts.Verdict(false, List.of(WRONG));
                },
                fixture.types,
                () -> {});
        managers[0].add(fixture.reference(), plugin, Services.named("x"));
        fixture.run();
        assertEquals(List.of(), seen);
        assertEquals(PluginState.INVALID, managers[0].plugins().get(0).state());
        assertEquals(List.of(), plugin.events());
    }
}
