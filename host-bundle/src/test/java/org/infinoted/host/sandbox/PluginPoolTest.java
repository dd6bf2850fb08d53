// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plugin has threads of its own, and may make so many more. */
@Timeout(30)
@Tag("unit")
class PluginPoolTest {
    private static final int MOST = 5;

    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final PluginPool pool = new PluginPool("greedy", MOST, told::add);

    @AfterEach
    void end() {
        over.countDown();
        pool.retire();
    }

    /** Runs it as the plugin. */
    private <R> R as(PluginPool plugin, Callable<R> code) throws Exception {
        var result = new CompletableFuture<R>();
        plugin.execute(() -> {
            try {
                result.complete(code.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private Thread sleeper() {
        var thread = new Thread(() -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void threadsOnWhichAPluginIsCalledHaveItsNameAndAreNotCounted() throws Exception {
        var names = new ArrayList<String>();
        for (int i = 0; i < 3 * MOST; i++) {
            names.add(as(pool, () -> Thread.currentThread().getName()));
        }
        assertTrue(names.stream().allMatch(name -> name.startsWith("infinoted-plugin-greedy-")), names.toString());
        assertEquals(List.of(), told);
    }

    @Test
    void threadBeyondTheLimitIsRefusedAndThePluginTold() throws Exception {
        for (int i = 0; i < MOST; i++) {
            as(pool, this::sleeper);
        }
        assertEquals(List.of(), told);

        var refusal = assertThrows(IllegalStateException.class, () -> as(pool, this::sleeper));

        assertEquals(
                "It has made 5 threads that still live, and wants more than the server lets it have (plugin-threads)",
                refusal.getMessage());
        assertEquals(List.of("It has made 5 threads that still live, and wants more"), told);
    }

    @Test
    void pluginIsToldOnceUntilThereIsRoomAgain() throws Exception {
        List<Thread> made = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            while (made.size() < MOST) {
                made.add(as(pool, this::sleeper));
            }
            assertThrows(IllegalStateException.class, () -> as(pool, this::sleeper));
            assertThrows(IllegalStateException.class, () -> as(pool, this::sleeper));
            assertEquals(round, told.size());
            Thread ended = made.remove(0);
            ended.interrupt();
            ended.join();
        }
    }

    @Test
    void threadsOfThreadsAreCountedToo() throws Exception {
        Thread root = as(pool, () -> {
            var made = new Thread(() -> {
                while (told.isEmpty()) {
                    sleeper();
                }
            });
            made.setUncaughtExceptionHandler((thread, thrown) -> {});
            made.start();
            return made;
        });
        root.join();
        assertEquals(1, told.size());
    }

    @Test
    void threadsThatHaveEndedMakeRoomForOthers() throws Exception {
        for (int i = 0; i < 10 * MOST; i++) {
            as(pool, () -> {
                var brief = new Thread(() -> {});
                brief.start();
                brief.join();
                return brief;
            });
        }
        assertEquals(List.of(), told);
    }

    @Test
    void pluginsHaveLimitsOfTheirOwnWhoeverStartsThem() throws Exception {
        var other = as(pool, () -> {
            var made = new PluginPool("other", MOST, told::add);
            made.execute(() -> {});
            return made;
        });
        for (int i = 0; i < MOST; i++) {
            as(pool, this::sleeper);
            as(other, this::sleeper);
        }
        assertEquals(List.of(), told);
        other.retire();
    }

    @Test
    void threadsOfTheServerThatAPluginCausesAreNotItsOwn() throws Exception {
        Thread servers = as(pool, () -> new PluginThreads("server").newThread(() -> {}));
        assertEquals(PluginThreads.top(), servers.getThreadGroup());
    }

    @Test
    void threadsThatAreLeftBehindDoNotKeepThePlugin() throws Exception {
        var plugin = new WeakReference<>(leave());
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (plugin.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        assertEquals(null, plugin.get());
    }

    /** The life of a plugin that leaves a thread; a method of its own, so that nothing is left on the stack. */
    private Object leave() throws Exception {
        var plugin = new ArrayList<String>();
        var life = new PluginPool("careless", MOST, plugin::add);
        as(life, this::sleeper);
        life.retire();
        return plugin;
    }

    @Test
    void groupOfAPluginThatHasGoneIsNotKept() throws Exception {
        ThreadGroup group = as(pool, () -> Thread.currentThread().getThreadGroup());
        pool.retire();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (isKnown(group) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertFalse(isKnown(group));
    }

    private static boolean isKnown(ThreadGroup group) {
        var groups = new ThreadGroup[1000];
        int count = PluginThreads.top().enumerate(groups);
        return Arrays.asList(groups).subList(0, count).contains(group);
    }
}
