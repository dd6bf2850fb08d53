// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads open accounts, charge, release and close at random; in the end nothing is left, and nobody was dropped twice. */
@Tag("random")
class MemoryBudgetRaceTest {
    private static final int THREADS = 4;
    private static final int STEPS = 20_000;
    private static final long LIMIT = 100_000;
    private static final int MOST = 3_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void everythingIsGivenBackInTheEnd() throws Exception {
        long seed = Long.getLong("infinoted.seed", System.nanoTime());
        MemoryBudget budget = new MemoryBudget(LIMIT);
        List<Future<Integer>> done = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed + i);
            done.add(threads.submit(() -> run(budget, random)));
        }
        int dropped = 0;
        for (Future<Integer> each : done) {
            dropped += each.get();
        }
        assertEquals(0, budget.used(), "seed " + seed);
        assertTrue(dropped > 0, "the limit was never reached: seed " + seed);
        // nothing is left of those that are gone: what fits in fits in
        AtomicInteger more = new AtomicInteger();
        MemoryAccount last = budget.open(reason -> more.incrementAndGet());
        last.charge(LIMIT);
        assertEquals(0, more.get(), "seed " + seed);
        last.charge(1);
        assertEquals(1, more.get(), "seed " + seed);
    }

    private static final class Client implements MemoryAccount.Owner {
        private final AtomicInteger drops = new AtomicInteger();
        private final MemoryAccount account;
        private long charged;
        private long inTransit;

        Client(MemoryBudget budget) {
            account = budget.open(this);
        }

        @Override
        public void drop(String reason) {
            drops.incrementAndGet();
        }
    }

    /** Returns how many were dropped. */
    private static int run(MemoryBudget budget, Random random) {
        Deque<Client> clients = new ArrayDeque<>();
        int dropped = 0;
        for (int i = 0; i < STEPS; i++) {
            if (clients.size() < 20) {
                clients.add(new Client(budget));
            }
            Client client = clients.remove();
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    long bytes = random.nextInt(MOST);
                    client.account.charge(bytes);
                    client.charged += bytes;
                }
                case 5 -> {
                    long bytes = random.nextInt(MOST);
                    client.account.chargeInTransit(bytes);
                    client.inTransit += bytes;
                }
                case 6 -> {
                    client.account.releaseInTransit(client.inTransit);
                    client.inTransit = 0;
                }
                case 2 -> client.account.output(random.nextInt(MOST), random.nextInt(MOST));
                case 3 -> client.account.slow(random.nextBoolean());
                default -> {
                    long bytes = client.charged / 2;
                    client.account.release(bytes);
                    client.charged -= bytes;
                }
            }
            if (client.drops.get() > 0 || random.nextInt(50) == 0) {
                dropped += end(client);
            } else {
                clients.add(client);
            }
        }
        for (Client client : clients) {
            dropped += end(client);
        }
        return dropped;
    }

    private static int end(Client client) {
        client.account.output(0, 0);
        client.account.close();
        client.account.release(client.charged);
        client.account.releaseInTransit(client.inTransit);
        int drops = client.drops.get();
        assertTrue(drops <= 1, "dropped " + drops + " times");
        return drops;
    }
}
