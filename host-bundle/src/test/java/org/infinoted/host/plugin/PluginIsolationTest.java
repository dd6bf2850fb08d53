// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.host.sandbox.PluginLimits;
import org.infinoted.host.sandbox.PluginThreads;
import org.infinoted.host.sandbox.PluginTimer;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.UserListener;
import org.infinoted.testdoubles.FakeSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;

/** Plugins that block, throw and flood, on real threads: they harm nobody but themselves. */
@Timeout(60)
@Tag("unit")
class PluginIsolationTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool(new PluginThreads("plugin"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new PluginThreads("plugin-timer"));
    private final CountDownLatch released = new CountDownLatch(1);
    private final RecordingPlugin bad = new RecordingPlugin();
    private final RecordingPlugin good = new RecordingPlugin();
    private PluginManagerFixture fixture;

    @BeforeEach
    void start() {
        fixture = new PluginManagerFixture(
                threads, PluginTimer.of(clock), System::nanoTime, PluginManagerFixture.limits(SHORT));
    }

    @AfterEach
    void stop() throws InterruptedException {
        released.countDown();
        fixture.manager.close();
        clock.shutdownNow();
        threads.shutdown();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }

    /** Blocks until the test lets it go, whoever interrupts it. */
    private void block() {
        boolean interrupted = false;
        while (true) {
            try {
                released.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        bad.note(interrupted ? "returned interrupted" : "returned");
    }

    /** Has everything happen that a plugin is told of, except that it goes. */
    private void liveThrough() throws InterruptedException {
        good.takeEvents();
        FakeLink link = fixture.connect();
        FakeSession session = fixture.open("/a", PluginManagerFixture.TEXT);
        good.await("sessionAdded " + session);
        fixture.publish(session, new SessionEvent.Saved());
        fixture.close(link);
        fixture.sessions.remove(session);
        good.await("sessionRemoved " + session);
        assertTrue(good.events().contains("connectionRemoved " + link));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initialize",
                "connectionAdded",
                "connectionRemoved",
                "sessionAdded",
                "sessionRemoved",
                "deinitialize",
                "listener",
                "task"
            })
    void pluginThatBlocksForEverDelaysNobodyAndIsAbandonedWhenItGoes(String callback) throws Exception {
        var time = new ManualTime();
        fixture = new PluginManagerFixture(threads, time, time::nanoTime, PluginManagerFixture.limits(LONG));
        var blocked = new CountDownLatch(1);
        bad.on(callback, subject -> {
            blocked.countDown();
            block();
        });
        if (callback.equals("listener")) {
            FakeSession session = fixture.open("/stays", PluginManagerFixture.TEXT);
            bad.on("initialize", subject -> {
                bad.context().listen(session, (where, event) -> {
                    blocked.countDown();
                    block();
                });
                fixture.publish(session, new SessionEvent.Saved());
            });
        } else if (callback.equals("task")) {
            bad.on("initialize", subject -> {
                bad.context().schedule(Duration.ofSeconds(1), () -> {
                    blocked.countDown();
                    block();
                });
                bad.note("scheduled");
            });
        }
        ServiceReference<?> service = fixture.add("bad", bad);
        fixture.add("good", good);
        if (callback.endsWith("ed") || callback.equals("deinitialize")) {
            fixture.await("bad", PluginState.RUNNING); // so that it is told of what comes and goes from here on
        } else if (callback.equals("task")) {
            bad.await("scheduled");
            time.advance(Duration.ofSeconds(1));
        }
        liveThrough();
        if (!callback.equals("deinitialize")) {
            assertTrue(blocked.await(10, TimeUnit.SECONDS));
        }
        int scheduled = time.scheduled();
        CompletableFuture<Void> removed = CompletableFuture.runAsync(() -> fixture.manager.remove(service), threads);
        time.awaitScheduled(scheduled + 1); // the time that it has for its end
        assertTrue(blocked.await(10, TimeUnit.SECONDS));
        liveThrough();
        assertFalse(removed.isDone());
        time.advance(LONG);
        removed.get(10, TimeUnit.SECONDS);

        assertEquals(
                List.of("good"),
                fixture.manager.plugins().stream().map(status -> status.name()).toList());
        assertTrue(fixture.log.hasPart("WARN Abandoned plugin \"bad\" from \"org.example.bundle1/0.1.0\""));
        liveThrough();

        bad.takeEvents();
        released.countDown();
        bad.await("returned interrupted");
        liveThrough();
        assertEquals(List.of("returned interrupted"), bad.events()); // and nothing after it
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initialize",
                "connectionAdded",
                "connectionRemoved",
                "sessionAdded",
                "sessionRemoved",
                "deinitialize"
            })
    void pluginThatThrowsHarmsNobody(String callback) throws Exception {
        bad.on(callback, subject -> {
            throw new AssertionError("thrown in " + callback);
        });
        fixture = new PluginManagerFixture(
                threads, PluginTimer.of(clock), System::nanoTime, PluginManagerFixture.limits(LONG));
        ServiceReference<?> service = fixture.add("bad", bad);
        fixture.add("good", good);
        if (callback.endsWith("ed") || callback.equals("deinitialize")) {
            fixture.await("bad", PluginState.RUNNING);
        }
        liveThrough();
        if (!callback.equals("deinitialize")) {
            bad.await(event -> event.startsWith(callback));
        }
        fixture.manager.remove(service);
        liveThrough();
        assertTrue(bad.events().contains("deinitialize"));
        assertTrue(fixture.log.hasPart("thrown in " + callback));
        assertEquals(PluginState.RUNNING, fixture.state("good"));
    }

    @Test
    void pluginThatTakesLongIsReportedWithItsStackThenQuarantinedAndInterrupted() throws Exception {
        var time = new ManualTime();
        var slow = new PluginManagerFixture(threads, time, time::nanoTime, PluginLimits.DEFAULT);
        bad.on("connectionAdded", subject -> block());
        FakeLink link = slow.connect();
        slow.add("bad", bad);
        slow.add("good", good);
        bad.await("connectionAdded " + link);

        time.advance(Duration.ofSeconds(7));
        assertTrue(slow.log.hasPart("WARN Plugin \"bad\" is in connectionAdded of " + link + " since PT"));
        assertTrue(slow.log.stacks().get(0).contains("PluginIsolationTest.block"));
        assertEquals(PluginState.STARTING, slow.state("bad"));

        time.advance(Duration.ofSeconds(30));
        assertEquals(PluginState.QUARANTINED, slow.state("bad"));
        assertEquals(
                "It has not returned from connectionAdded of " + link + " for more than 30.0 s",
                slow.status("bad").reason());
        assertEquals(
                1,
                slow.log.lines().stream()
                        .filter(line -> line.contains("\"bad\" is in connectionAdded"))
                        .count());
        released.countDown();
        bad.await("returned interrupted");
        good.await("connectionAdded " + link);
        slow.manager.close();
        assertFalse(bad.events().contains("deinitialize"));
        assertTrue(good.events().contains("deinitialize"));
    }

    @Test
    void callbackThatTookLongIsReportedAlsoIfNobodyLookedMeanwhile() throws Exception {
        var own = new PluginManagerFixture();
        bad.on("connectionAdded", subject -> own.time.advance(Duration.ofSeconds(6)));
        FakeLink link = own.connect();
        own.add("bad", bad);
        own.run();
        assertTrue(own.log.has("WARN Plugin \"bad\" took PT6S in connectionAdded of " + link));
    }

    @Test
    void whatAnAbandonedPluginHasRegisteredAndItsUsersAreTakenBack() throws Exception {
        FakeSession session = fixture.open("/a", PluginManagerFixture.TEXT);
        var blocked = new CountDownLatch(1);
        bad.on("sessionAdded", subject -> {
            bad.context().listen(session, new UserListener() {});
            bad.context().listen(new DirectoryListener() {});
            bad.context().join(session, "bot");
            fixture.access.joinings.get(0).succeed();
            blocked.countDown();
            block();
        });
        ServiceReference<?> service = fixture.add("bad", bad);
        assertTrue(blocked.await(10, TimeUnit.SECONDS));
        FakeAccess.FakeUser user = fixture.access.joinings.get(0).user();
        assertTrue(user.isOpen());

        fixture.manager.remove(service);

        assertTrue(fixture.log.hasPart("WARN Abandoned plugin \"bad\""));
        assertFalse(user.isOpen());
        assertEquals(0, fixture.listenersOf(session));
        assertEquals(List.of(), fixture.directory.listeners);
    }

    @Test
    void lateReturnOfAnAbandonedInitializeStartsNothing() throws Exception {
        bad.on("initialize", subject -> block());
        ServiceReference<?> service = fixture.add("bad", bad);
        bad.await("initialize");
        fixture.manager.remove(service);
        released.countDown();
        bad.await("returned interrupted");
        fixture.add("good", good);
        liveThrough();
        assertEquals(List.of("initialize", "returned interrupted"), bad.events());
    }

    @Test
    void pluginThatIsFloodedWhileItBlocksIsQuarantinedAndLosesNothingBeforeThat() throws Exception {
        PluginLimits usual = PluginManagerFixture.limits(LONG);
        var flooded = new PluginManagerFixture(
                threads,
                PluginTimer.of(clock),
                System::nanoTime,
                new PluginLimits(
                        100,
                        10,
                        usual.callBudget(),
                        usual.callLimit(),
                        LONG,
                        LONG,
                        usual.failures(),
                        usual.failureWindow()));
        bad.on("initialize", subject -> bad.context().execute(this::block));
        FakeSession session = flooded.open("/a", PluginManagerFixture.TEXT);
        bad.on("sessionAdded", subject -> {
            bad.context().listen(session, (where, event) -> bad.note("event"));
            bad.note("listening");
        });
        flooded.add("bad", bad);
        bad.await("listening");
        for (int i = 0; i < 1000 && flooded.state("bad") != PluginState.QUARANTINED; i++) {
            flooded.publish(session, new SessionEvent.Saved());
        }
        assertEquals(PluginState.QUARANTINED, flooded.state("bad"));
        released.countDown();
        bad.await("deinitialize");
        assertTrue(bad.events().contains("sessionRemoved session /a"));
        flooded.manager.close();
    }

    @Test
    void removeReturnsWhenDeinitializeHasReturned() throws Exception {
        var patient = new PluginManagerFixture(
                threads, PluginTimer.of(clock), System::nanoTime, PluginManagerFixture.limits(LONG));
        ServiceReference<?> service = patient.add("good", good);
        FakeLink link = patient.connect();
        good.await("connectionAdded " + link);
        patient.manager.remove(service);
        assertEquals(
                List.of("initialize", "connectionAdded " + link, "connectionRemoved " + link, "deinitialize"),
                good.events());
        patient.manager.close();
    }

    @Test
    void pluginThatRemovesItselfDoesNotWaitForItself() throws Exception {
        var patient = new PluginManagerFixture(
                threads, PluginTimer.of(clock), System::nanoTime, PluginManagerFixture.limits(LONG));
        var service = new ServiceReference<?>[1];
        good.on("connectionAdded", subject -> {
            patient.manager.remove(service[0]);
            good.note("removed");
        });
        service[0] = patient.add("good", good);
        FakeLink link = patient.connect();
        good.await("deinitialize");
        assertEquals(
                List.of(
                        "initialize",
                        "connectionAdded " + link,
                        "removed",
                        "connectionRemoved " + link,
                        "deinitialize"),
                good.events());
        patient.manager.close();
    }

    @Test
    void interruptedRemoverDoesNotWait() throws Exception {
        var patient = new PluginManagerFixture(
                threads, PluginTimer.of(clock), System::nanoTime, PluginManagerFixture.limits(LONG));
        bad.on("deinitialize", subject -> block());
        ServiceReference<?> service = patient.add("bad", bad);
        bad.await("initialize");
        Thread.currentThread().interrupt();
        patient.manager.remove(service);
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), patient.manager.plugins());
        patient.manager.close();
    }

    @Test
    void closeEndsThePluginsInReverseOrderEachInFull() throws Exception {
        var patient = new PluginManagerFixture(
                threads, PluginTimer.of(clock), System::nanoTime, PluginManagerFixture.limits(LONG));
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        patient.open("/a", PluginManagerFixture.TEXT);
        for (String name : List.of("a", "b", "c")) {
            var plugin = new RecordingPlugin();
            plugin.on("sessionRemoved", subject -> order.add(name + " leaves the session"));
            plugin.on("deinitialize", subject -> order.add(name + " ends"));
            patient.add(name, plugin);
            plugin.await("sessionAdded session /a");
        }
        patient.manager.close();
        assertEquals(
                List.of(
                        "c leaves the session",
                        "c ends",
                        "b leaves the session",
                        "b ends",
                        "a leaves the session",
                        "a ends"),
                order);
        patient.add("late", good);
        assertEquals(List.of(), patient.manager.plugins());
        assertEquals(List.of(), good.events());
    }

    @Test
    void closeAbandonsWhatDoesNotEndAndEndsTheRest() throws Exception {
        var time = new ManualTime();
        fixture = new PluginManagerFixture(threads, time, time::nanoTime, PluginManagerFixture.limits(LONG));
        var blocked = new CountDownLatch(1);
        bad.on("deinitialize", subject -> {
            blocked.countDown();
            block();
        });
        fixture.add("good", good);
        fixture.add("bad", bad);
        fixture.await("good", PluginState.RUNNING);
        fixture.await("bad", PluginState.RUNNING);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(fixture.manager::close, threads);
        assertTrue(blocked.await(10, TimeUnit.SECONDS));
        assertFalse(good.events().contains("deinitialize"));
        time.advance(LONG);
        closed.get(10, TimeUnit.SECONDS);
        assertTrue(good.events().contains("deinitialize"));
        assertTrue(fixture.log.hasPart("WARN Abandoned plugin \"bad\""));
    }

    @Test
    void pluginThatLeaksThreadsIsQuarantinedAndMakesNoMore() throws Exception {
        var leaked = new CopyOnWriteArrayList<Thread>();
        bad.on("connectionAdded", subject -> {
            var thread = new Thread(this::block);
            thread.setDaemon(true);
            thread.start();
            leaked.add(thread);
        });
        fixture.add("bad", bad);
        fixture.add("good", good);
        bad.await("initialize");
        for (int i = 0; i < 3 * PluginManagerFixture.THREADS; i++) {
            fixture.connect();
        }
        fixture.await("bad", PluginState.QUARANTINED);
        bad.await("deinitialize");
        assertEquals(PluginManagerFixture.THREADS, leaked.size());
        assertEquals(
                List.of(new PluginReason(
                        PluginReason.Kind.THREADS,
                        "",
                        "It has made " + PluginManagerFixture.THREADS + " threads that still live, and wants more")),
                fixture.status("bad").reasons());
        liveThrough();
    }

    @Test
    void closeIsBoundedInTimeAsAWhole() throws Exception {
        PluginLimits usual = PluginManagerFixture.limits(LONG);
        var hurried = new PluginManagerFixture(
                threads,
                PluginTimer.of(clock),
                System::nanoTime,
                new PluginLimits(
                        100,
                        10,
                        usual.callBudget(),
                        usual.callLimit(),
                        LONG,
                        SHORT,
                        usual.failures(),
                        usual.failureWindow()));
        bad.on("deinitialize", subject -> block());
        hurried.add("bad", bad);
        bad.await("initialize");
        hurried.manager.close();
        assertTrue(hurried.log.hasPart("The server stops, and the time for that is over"));
    }

    @Test
    void closeByAPluginDoesNotWaitForThatPlugin() throws Exception {
        var patient = new PluginManagerFixture(
                threads, PluginTimer.of(clock), System::nanoTime, PluginManagerFixture.limits(LONG));
        bad.on(
                "initialize",
                subject -> bad.context().execute(() -> {
                    patient.manager.close();
                    bad.note("closed");
                }));
        patient.add("good", good);
        good.await("initialize");
        patient.add("bad", bad);
        bad.await("deinitialize");
        assertEquals(List.of("initialize", "closed", "deinitialize"), bad.events());
        assertTrue(good.events().contains("deinitialize"));
    }
}
