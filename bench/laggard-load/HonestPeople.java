// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Those who notice what others do: people who type in documents of a folder, and one who explores it. */
final class HonestPeople implements Closeable {

    private static final double KEYSTROKES_PER_SECOND = 5;
    private static final double EXPLORATIONS_PER_SECOND = 2;
    private static final int DRAIN_SECONDS = 30;
    private static final int DOCUMENT_CHARACTERS = 100_000;
    private static final int PIECE = 1000;

    interface Work {

        void run() throws InterruptedException;
    }

    private final Target target;
    private final long seed;
    private final long begin;
    private final long end;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> working = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<Latencies> measured = new ArrayList<>();
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    private final Client owner;
    private final int folder;

    /** folder: a name that is free in the root folder. Typing lasts from begin to end, as System.nanoTime() tells them. */
    HonestPeople(Target target, String folder, long seed, long begin, long end)
            throws IOException, InterruptedException {
        this.target = target;
        this.seed = seed;
        this.begin = begin;
        this.end = end;
        owner = client();
        owner.explore(0);
        this.folder = owner.createFolder(0, folder);
        owner.explore(this.folder);
    }

    /** A document with a text that follows from the seed. */
    int document(String name) throws IOException, InterruptedException {
        return owner.upload(folder, name, text(DOCUMENT_CHARACTERS, seed));
    }

    /** Two people who type in the document. Returns one of them. */
    Typist pair(int node, String name, Latencies latencies) throws IOException, InterruptedException {
        measured.add(latencies);
        List<Typist> pair = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Typist typist = new Typist(client(), node, name + " " + i, i, latencies, problems::add);
            typist.join();
            pair.add(typist);
        }
        for (int i = 0; i < 2; i++) {
            Typist typist = pair.get(i);
            long offset = (long) (1e9 / KEYSTROKES_PER_SECOND / 2 * i);
            work(() -> typist.run(new Pace(KEYSTROKES_PER_SECOND, begin + offset, end)));
        }
        return pair.get(0);
    }

    /** Somebody who makes folders and looks into them. */
    void explorer(Latencies latencies) throws IOException, InterruptedException {
        measured.add(latencies);
        Client explorer = client();
        explorer.explore(folder);
        Explorer exploration = new Explorer(explorer, folder, latencies, problems::add);
        work(() -> exploration.run(new Pace(EXPLORATIONS_PER_SECOND, begin, end)));
    }

    /** Does something else beside. */
    void work(Work work) {
        working.add(threads.submit(() -> {
            work.run();
            return null;
        }));
    }

    /** Waits for all that is under way, and tells what went wrong. What goes wrong after that, while everybody leaves, is no problem. */
    List<String> finish() throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN_SECONDS * 1_000_000_000L;
        for (Latencies each : measured) {
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

    /** Removes the folder with all that is in it. */
    void removeAll() throws IOException, InterruptedException {
        owner.remove(folder);
    }

    private Client client() throws IOException {
        Client client = new Client(target);
        clients.add(client);
        return client;
    }

    /** Letters in lines of 50, in pieces. */
    static List<String> text(int characters, long seed) {
        Random random = new Random(seed);
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < characters / PIECE; i++) {
            StringBuilder piece = new StringBuilder(PIECE);
            for (int k = 1; k <= PIECE; k++) {
                piece.append(k % 50 == 0 ? '\n' : (char) ('a' + random.nextInt(26)));
            }
            pieces.add(piece.toString());
        }
        return pieces;
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        threads.shutdownNow();
    }
}
