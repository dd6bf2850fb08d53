// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.infinoted.directory.Node;
import org.infinoted.testdoubles.ManualExecutor;
import org.infinoted.testdoubles.MemoryStore;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several clients do anything at once, while the store is slow, answers in any order, and fails now and then. A run is determined by
 * its seed, which the name of a failed test has; {@code -Ddirectory.seed=...} runs that one alone.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // for what never comes to rest
@Tag("random")
class RandomScheduleTest {
    private static final int RUNS = RandomRuns.count(200, 5_000);
    private static final int STEPS = 300;
    private static final int CLIENTS = 3;
    private static final Duration IDLE = Duration.ofSeconds(60);
    /** Not removal: what cannot be removed is left in the store, as it must. */
    private static final Set<String> FAILING =
            Set.of("list", "createFolder", "createDocument", "readDocument", "writeDocument");

    static LongStream seeds() {
        Long one = Long.getLong("directory.seed");
        return one == null ? LongStream.range(0, RUNS) : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everybodySeesOneConsistentTreeAndIsAnsweredOnce(long seed) {
        var random = new Random(seed);
        var store = new MemoryStore().withFolder("/old").withDocument("/old/doc", "InfText", "");
        var server = new DirectoryFixture(store);
        List<RandomClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new RandomClient(server.accept(), random).login());
        }
        store.failEach(operation ->
                FAILING.contains(operation) && random.nextInt(20) == 0 ? new IOException("A disk error") : null);

        for (int step = 0; step < STEPS; step++) {
            RandomClient client = clients.get(random.nextInt(CLIENTS));
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> client.act();
                case 3, 4 -> server.home.runAll();
                case 5 -> server.sessionLoop.runAll();
                case 6 -> server.network.runAll();
                case 7 -> runOne(server.readers, random.nextInt(3));
                case 8 -> runOne(server.writer, 0);
                default -> client.listen();
            }
            if (random.nextInt(60) == 0) {
                server.sessionLoop.advance(IDLE);
            }
            if (random.nextInt(100) == 0) {
                int leaver = random.nextInt(CLIENTS);
                clients.get(leaver).disconnect();
                clients.set(leaver, new RandomClient(server.accept(), random).login());
            }
        }

        store.failEach(operation -> null);
        settle(server, clients);
        Map<Integer, List<Node>> tree = tree(server);
        clients.forEach(client -> client.check(tree));
        clients.forEach(RandomClient::disconnect);
        server.settle();
        assertEquals(store.everything(), paths(tree(server)), "what is in the store is in the tree");
        server.close();
    }

    private static void settle(DirectoryFixture server, List<RandomClient> clients) {
        boolean any = true;
        while (any) {
            server.settle();
            any = false;
            for (RandomClient client : clients) {
                any |= client.listen();
            }
        }
    }

    /** All folders, with what is in them. */
    private static Map<Integer, List<Node>> tree(DirectoryFixture server) {
        Map<Integer, List<Node>> tree = new TreeMap<>();
        Deque<Node> folders = new ArrayDeque<>(List.of(Node.ROOT));
        while (!folders.isEmpty()) {
            Node folder = folders.remove();
            CompletionStage<List<Node>> children = server.directory.plugins().children(folder);
            server.settle();
            tree.put(folder.id(), children.toCompletableFuture().join());
            tree.get(folder.id()).stream().filter(Node::isFolder).forEach(folders::add);
        }
        return tree;
    }

    private static List<String> paths(Map<Integer, List<Node>> tree) {
        return tree.values().stream()
                .flatMap(List::stream)
                .map(node -> node.path() + " " + node.type())
                .sorted()
                .toList();
    }

    private static void runOne(ManualExecutor executor, int index) {
        if (index < executor.waiting()) {
            executor.run(index);
        }
    }
}
