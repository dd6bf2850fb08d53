// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One run: everybody joins, works for so many seconds, and leaves; the documents are made before and removed after. */
final class Run {

    private static final double KEYSTROKES_PER_SECOND = 5;
    private static final double EXPLORATIONS_PER_SECOND = 2;
    private static final double REQUESTS_PER_SECOND = 20;
    /** Typing that is not measured, before the laggards begin. */
    private static final int LEAD_SECONDS = 2;

    private static final int DRAIN_SECONDS = 30;
    private static final int DOCUMENT_CHARACTERS = 100_000;
    private static final int PIECE = 1000;

    private interface Work {

        void run() throws InterruptedException;
    }

    private final Target target;
    private final Scenario scenario;
    private final long seed;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> working = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());

    Run(Target target, Scenario scenario, long seed) {
        this.target = target;
        this.scenario = scenario;
        this.seed = seed;
    }

    /** folder: a name that is free in the root folder. */
    Result measure(String folder) throws IOException, InterruptedException {
        try {
            Client owner = client();
            owner.explore(0);
            int parent = owner.createFolder(0, folder);
            owner.explore(parent);
            Result result = measure(owner, parent);
            try {
                owner.remove(parent);
            } catch (IOException e) {
                result.problems().add("the documents could not be removed: " + e.getMessage());
            }
            return result;
        } finally {
            for (Client client : clients) {
                client.close();
            }
            threads.shutdownNow();
        }
    }

    private Result measure(Client owner, int parent) throws IOException, InterruptedException {
        List<String> text = text();
        int attacked = owner.upload(parent, "attacked", text);
        int other = owner.upload(parent, "other", text);
        List<Laggard> laggards = new ArrayList<>();
        for (int i = 0; i < scenario.laggards(); i++) {
            Laggard laggard = new Laggard(target, attacked, "laggard " + i, scenario.kind(), seed + i);
            laggard.join();
            laggards.add(laggard);
        }
        Client explorer = client();
        explorer.explore(parent);

        long begin = System.nanoTime() + seconds(1);
        long start = begin + seconds(LEAD_SECONDS);
        long end = start + seconds(scenario.seconds());
        Latencies same = new Latencies(start);
        Latencies elsewhere = new Latencies(start);
        Latencies directory = new Latencies(start);
        List<Typist> observers = pair(attacked, "typist", same, begin, end);
        pair(other, "neighbour", elsewhere, begin, end);
        Explorer exploration = new Explorer(explorer, parent, directory, problems::add);
        work(() -> exploration.run(new Pace(EXPLORATIONS_PER_SECOND, begin, end)));
        for (int i = 0; i < laggards.size(); i++) {
            Laggard laggard = laggards.get(i);
            // not all at the same moment
            long offset = seconds(1) * i / (long) (REQUESTS_PER_SECOND * laggards.size());
            work(() -> laggard.run(new Pace(REQUESTS_PER_SECOND, start + offset, end)));
        }

        new Pace(1e3, start - 1, Long.MAX_VALUE).await();
        Cpu before = Cpu.now(target.pid());
        new Pace(1e3, end - 1, Long.MAX_VALUE).await();
        Cpu cores = Cpu.now(target.pid()).per((System.nanoTime() - start) / 1e9, before);
        List<String> found = finish(List.of(same, elsewhere, directory));
        long firstClosed =
                laggards.stream().mapToLong(Laggard::firstClosed).min().orElse(Long.MAX_VALUE);
        return new Result(
                scenario,
                same,
                elsewhere,
                directory,
                cores,
                laggards.stream().mapToInt(Laggard::sentCount).sum(),
                observers.get(0).receivedCount(),
                laggards.stream().mapToInt(Laggard::closedCount).sum(),
                firstClosed == Long.MAX_VALUE ? Double.NaN : (firstClosed - start) / 1e9,
                laggards.stream().mapToInt(Laggard::invalidCount).sum(),
                found);
    }

    private List<Typist> pair(int node, String name, Latencies latencies, long begin, long end)
            throws IOException, InterruptedException {
        List<Typist> pair = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Typist typist = new Typist(client(), node, name + " " + i, i, latencies, problems::add);
            typist.join();
            pair.add(typist);
        }
        for (int i = 0; i < 2; i++) {
            Typist typist = pair.get(i);
            long offset = (long) (seconds(1) / KEYSTROKES_PER_SECOND / 2 * i);
            work(() -> typist.run(new Pace(KEYSTROKES_PER_SECOND, begin + offset, end)));
        }
        return pair;
    }

    /** Waits for all that is under way. What goes wrong after that, while everybody leaves, is no problem. */
    private List<String> finish(List<Latencies> latencies) throws InterruptedException {
        long deadline = System.nanoTime() + seconds(DRAIN_SECONDS);
        for (Latencies each : latencies) {
            each.drain(deadline);
        }
        List<String> found = new ArrayList<>(problems);
        for (Future<?> each : working) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return found;
    }

    private Client client() throws IOException {
        Client client = new Client(target);
        clients.add(client);
        return client;
    }

    private void work(Work work) {
        working.add(threads.submit(() -> {
            work.run();
            return null;
        }));
    }

    private List<String> text() {
        Random random = new Random(seed);
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < DOCUMENT_CHARACTERS / PIECE; i++) {
            StringBuilder piece = new StringBuilder(PIECE);
            for (int k = 1; k <= PIECE; k++) {
                piece.append(k % 50 == 0 ? '\n' : (char) ('a' + random.nextInt(26)));
            }
            pieces.add(piece.toString());
        }
        return pieces;
    }

    private static long seconds(int count) {
        return count * 1_000_000_000L;
    }
}
