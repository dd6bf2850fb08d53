// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.infinoted.connection.Connection;
import org.infinoted.host.sandbox.PluginThreads;
import org.infinoted.host.sandbox.PluginTimer;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.PluginState;
import org.infinoted.session.Session;
import org.infinoted.testdoubles.FakeSession;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;

/** Connections, sessions and plugins come and go on threads of their own. */
@Timeout(120)
@Tag("random")
class PluginRaceTest {
    private static final int ROUNDS = RandomRuns.count(1_000, 50_000);
    private static final int PACE = 20;
    private static final int MOST = 50;

    @Test
    void eachPluginSeesEachThingAddedAndRemovedOnce() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool(new PluginThreads("plugin"));
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(new PluginThreads("timer"));
        ExecutorService hands = Executors.newCachedThreadPool();
        try {
            var fixture = new PluginManagerFixture(
                    threads,
                    PluginTimer.of(clock),
                    System::nanoTime,
                    PluginManagerFixture.limits(Duration.ofSeconds(30)));
            List<CheckingPlugin> plugins = new ArrayList<>();
            List<Future<?>> work = new ArrayList<>();
            var enough = new AtomicBoolean();
            var pace = new Semaphore(0); // so that the mailboxes can follow
            for (int hand = 0; hand < 2; hand++) {
                Random random = new Random(hand);
                work.add(hands.submit(() -> {
                    comeAndGo(fixture, random, pace, enough);
                    return null;
                }));
            }
            for (int i = 0; i < ROUNDS; i++) {
                pace.release(PACE);
                var plugin = new CheckingPlugin();
                plugins.add(plugin);
                ServiceReference<?> service = fixture.add("p" + i % 3, plugin);
                if (i % 4 != 0) {
                    fixture.manager.remove(service);
                    assertTrue(!plugin.alive, "in use after remove has returned");
                }
            }
            enough.set(true);
            pace.release(work.size());
            for (Future<?> hand : work) {
                hand.get(60, TimeUnit.SECONDS);
            }
            assertTrue(fixture.manager.plugins().stream()
                    .anyMatch(
                            status -> status.state() == PluginState.RUNNING || status.state() == PluginState.STARTING));
            fixture.manager.close();
            for (CheckingPlugin plugin : plugins) {
                assertEquals(List.of(), plugin.violations);
                assertTrue(!plugin.alive && plugin.present.isEmpty());
            }
        } finally {
            hands.shutdownNow();
            clock.shutdownNow();
            threads.shutdownNow();
        }
    }

    private static void comeAndGo(PluginManagerFixture fixture, Random random, Semaphore pace, AtomicBoolean enough)
            throws InterruptedException {
        List<FakeLink> links = new ArrayList<>();
        List<FakeSession> sessions = new ArrayList<>();
        for (int i = 0; !enough.get(); i++) {
            pace.acquire();
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (links.size() < MOST) {
                        links.add(fixture.connect());
                    }
                }
                case 1 -> {
                    if (sessions.size() < MOST) {
                        sessions.add(fixture.open("/" + i, PluginManagerFixture.TEXT));
                    }
                }
                case 2 -> {
                    if (!links.isEmpty()) {
                        fixture.close(links.remove(random.nextInt(links.size())));
                    }
                }
                default -> {
                    if (!sessions.isEmpty()) {
                        fixture.sessions.remove(sessions.remove(random.nextInt(sessions.size())));
                    }
                }
            }
        }
    }

    /** Without synchronisation of its own: that is what the mailbox is for. */
    private static final class CheckingPlugin implements Plugin<Object, Object> {
        private final Set<Object> present = new HashSet<>();
        private final List<String> violations = new ArrayList<>();
        private final AtomicBoolean called = new AtomicBoolean();
        private boolean alive;

        @Override
        public void initialize(PluginContext<Object, Object> context) {
            alone(() -> {
                require(!alive);
                alive = true;
            });
        }

        @Override
        public void deinitialize() {
            alone(() -> {
                require(alive && present.isEmpty());
                alive = false;
            });
        }

        @Override
        public Object connectionAdded(Connection connection) {
            return added(connection);
        }

        @Override
        public void connectionRemoved(Connection connection, Object info) {
            removed(connection, info);
        }

        @Override
        public Object sessionAdded(Session session) {
            return added(session);
        }

        @Override
        public void sessionRemoved(Session session, Object info) {
            removed(session, info);
        }

        private Object added(Object subject) {
            alone(() -> require(alive && present.add(subject)));
            return subject;
        }

        private void removed(Object subject, Object info) {
            alone(() -> require(alive && subject == info && present.remove(subject)));
        }

        private void alone(Runnable callback) {
            require(!called.getAndSet(true));
            callback.run();
            called.set(false);
        }

        private void require(boolean condition) {
            if (!condition) {
                violations.add(String.valueOf(new Exception().getStackTrace()[2]));
            }
        }
    }
}
