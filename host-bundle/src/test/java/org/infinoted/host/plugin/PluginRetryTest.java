// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.infinoted.host.sandbox.PluginLimits;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginReason.Kind;
import org.infinoted.plugin.PluginState;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/** Plugins that were put aside, FAILED or QUARANTINED, get another life. */
@Tag("unit")
class PluginRetryTest {
    private final PluginManagerFixture fixture = new PluginManagerFixture();
    private final RecordingPlugin plugin = new RecordingPlugin();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);
    private int failing = 1;

    @AfterEach
    void stop() throws InterruptedException {
        released.countDown();
        threads.shutdown();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }

    private void failToInitialize() {
        plugin.on("initialize", subject -> {
            if (failing-- > 0) {
                throw new PluginException("no disk");
            }
        });
    }

    private static String refusal(CompletableFuture<Void> retry) {
        assertTrue(retry.isDone(), "not answered");
        var thrown = assertThrows(CompletionException.class, retry::join);
        assertEquals(PluginException.class, thrown.getCause().getClass());
        return thrown.getCause().getMessage();
    }

    private CompletableFuture<Void> retry(String name) {
        return fixture.manager.retry(name).toCompletableFuture();
    }

    /** Lets it fail to take more sessions than it may. */
    private void quarantine() {
        plugin.on("sessionAdded", subject -> {
            throw new Exception("no");
        });
        for (int i = 0; i <= 10; i++) {
            fixture.open("/" + i, PluginManagerFixture.TEXT);
        }
        fixture.run();
        assertEquals(PluginState.QUARANTINED, fixture.state("x"));
        plugin.on("sessionAdded", subject -> {});
        plugin.takeEvents();
    }

    @Test
    void failedPluginThatIsRetriedBeginsAnewAndIsToldOfAll() {
        failToInitialize();
        var link = fixture.connect();
        fixture.add("x", plugin);
        fixture.run();
        plugin.takeEvents();
        CompletableFuture<Void> retry = retry("x");
        assertFalse(retry.isDone());
        fixture.run();
        assertEquals(List.of("initialize", "connectionAdded " + link), plugin.events());
        assertEquals(PluginState.RUNNING, fixture.state("x"));
        assertTrue(retry.isDone());
        retry.join();
    }

    @Test
    void retryThatFailsAgainSaysWhy() {
        failing = 2;
        failToInitialize();
        fixture.add("x", plugin);
        fixture.run();
        CompletableFuture<Void> retry = retry("x");
        fixture.run();
        assertEquals("The plugin \"x\" is FAILED: no disk", refusal(retry));
        assertEquals(PluginState.FAILED, fixture.state("x"));
    }

    @Test
    void quarantinedPluginThatIsRetriedBeginsAnew() {
        fixture.add("x", plugin);
        fixture.run();
        quarantine();
        CompletableFuture<Void> retry = retry("x");
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x"));
        assertEquals(11, fixture.status("x").sessions());
        retry.join();
    }

    @Test
    void quarantinedPluginBeginsAnewOnANewConfigurationAndNotBefore() {
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        quarantine();
        fixture.time.advance(Duration.ofMinutes(10));
        fixture.run();
        assertEquals(PluginState.QUARANTINED, fixture.state("x"));
        fixture.manager.modified(service, Services.with(Services.named("x"), "minimum", 7));
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x"));
    }

    @Test
    void failedPluginDoesNotBeginAnewWithAConfigurationThatIsRefused() {
        failToInitialize();
        var verdict = new OptionVerdicts.Verdict[] {OptionVerdicts.Verdict.FINE};
        var manager = new PluginManager(
                fixture.surroundings, fixture.runtime, fixture.limits, pid -> verdict[0], fixture.types, () -> {});
        ServiceReference<?> service = fixture.reference();
        manager.add(service, plugin, Services.named("x"));
        fixture.run();
        assertEquals(PluginState.FAILED, manager.plugins().get(0).state());
        verdict[0] = new OptionVerdicts.Verdict(false, List.of());
        manager.modified(service, Services.named("x"));
        fixture.run();
        assertEquals(PluginState.INVALID, manager.plugins().get(0).state());
        assertEquals(List.of("initialize", "deinitialize"), plugin.events());
    }

    @Test
    void onlyWhatWasPutAsideCanBeRetried() {
        fixture.add("x", plugin);
        fixture.run();
        assertEquals("The plugin \"x\" is neither FAILED nor QUARANTINED", refusal(retry("x")));
        assertEquals("There is no plugin \"y\"", refusal(retry("y")));
        assertEquals(List.of("initialize"), plugin.events());
    }

    @Test
    void retriesBeforeTheNextLifeAreOne() {
        failToInitialize();
        fixture.add("x", plugin);
        while (fixture.state("x") != PluginState.FAILED) {
            fixture.executor.run(0); // it fails, and has not ended yet
        }
        CompletableFuture<Void> first = retry("x");
        CompletableFuture<Void> second = retry("x");
        fixture.run();
        first.join();
        second.join();
        assertEquals(List.of("initialize", "deinitialize", "initialize"), plugin.events());
    }

    @Test
    void retryOfAPluginThatGoesMeanwhileIsRefused() {
        failToInitialize();
        ServiceReference<?> service = fixture.add("x", plugin);
        while (fixture.state("x") != PluginState.FAILED) {
            fixture.executor.run(0); // it fails, and has not ended yet
        }
        CompletableFuture<Void> retry = retry("x");
        fixture.manager.release(service);
        assertEquals("The plugin \"x\" is not given another chance. Its service has gone", refusal(retry));
        fixture.run();
        assertEquals(List.of(), fixture.manager.plugins());
    }

    @Test
    void retryWhoseNextLifeIsStoppedBeforeItRunsIsRefused() {
        failToInitialize();
        ServiceReference<?> service = fixture.add("x", plugin);
        fixture.run();
        CompletableFuture<Void> retry = retry("x");
        fixture.manager.release(service);
        fixture.run();
        assertEquals("The plugin \"x\" is STOPPING", refusal(retry));
    }

    /** A plugin that is abandoned while a call of it blocks. */
    private PluginManagerFixture stuck(ManualTime time) throws Exception {
        var real = new PluginManagerFixture(threads, time, time::nanoTime, PluginLimits.DEFAULT);
        plugin.on("connectionAdded", subject -> {
            if (failing-- > 0) {
                awaitReleased();
            }
        });
        real.connect();
        real.add("x", plugin);
        plugin.await(event -> event.startsWith("connectionAdded"));
        time.advance(PluginLimits.DEFAULT.callLimit().plusSeconds(2));
        assertEquals(PluginState.QUARANTINED, real.state("x"));
        assertEquals(Kind.TIME, real.status("x").reasons().get(0).kind());
        assertEquals("connectionAdded", real.status("x").reasons().get(0).subject());
        return real;
    }

    private void awaitReleased() {
        boolean waits = true;
        while (waits) {
            try {
                released.await();
                waits = false;
            } catch (InterruptedException e) {
                plugin.note("interrupted");
            }
        }
    }

    @Test
    void abandonedPluginIsNotRetriedWhileItsOldCallHasNotReturnedAndIsAfterwards() throws Exception {
        PluginManagerFixture real = stuck(new ManualTime());
        assertTrue(refusal(real.manager.retry("x").toCompletableFuture()).startsWith("A call into the plugin"));
        assertEquals(PluginState.QUARANTINED, real.state("x"));
        plugin.await("interrupted");
        plugin.takeEvents();

        released.countDown();
        CompletableFuture<Void> retry = null;
        long end = System.nanoTime() + 10_000_000_000L;
        do { // the call returns at some moment
            retry = real.manager.retry("x").toCompletableFuture();
        } while (retry.isCompletedExceptionally() && System.nanoTime() < end);
        retry.get(10, TimeUnit.SECONDS);
        assertEquals(PluginState.RUNNING, real.state("x"));
        assertEquals("initialize", plugin.events().get(0));
        real.manager.close();
    }

    @Test
    void abandonedPluginThatIsReconfiguredWaitsForItsOldCallAndThenBeginsAnew() throws Exception {
        PluginManagerFixture real = stuck(new ManualTime());
        long id = real.status("x").bundleId();
        plugin.await("interrupted");
        plugin.takeEvents();
        real.manager.modified(
                Services.reference(id, "org.example.bundle" + id), Services.with(Services.named("x"), "minimum", 7));
        assertEquals(PluginState.WAITING, real.state("x"));
        assertEquals(Kind.TIME, real.status("x").reasons().get(0).kind());
        assertEquals(List.of(), plugin.events());

        released.countDown();
        real.await("x", PluginState.RUNNING);
        assertEquals("initialize", plugin.events().get(0));
        real.manager.close();
    }

    @Test
    void abandonedPluginThatGoesWhileItsOldCallHasNotReturnedIsForgottenAndMakesRoom() throws Exception {
        PluginManagerFixture real = stuck(new ManualTime());
        long id = real.status("x").bundleId();
        ServiceReference<?> service = Services.reference(id, "org.example.bundle" + id);
        real.manager.modified(service, Services.with(Services.named("x"), "minimum", 7));
        real.manager.remove(service);
        assertEquals(List.of(), real.manager.plugins());
        var next = new RecordingPlugin();
        real.add("x", next);
        real.await("x", PluginState.RUNNING);
        real.manager.close();
    }
}
