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
import org.infinoted.directory.Node;
import org.infinoted.testdoubles.ManualExecutor;
import org.infinoted.testdoubles.MemoryStore;

/** Several honest clients do anything at once, while the store is slow, answers in any order, and fails now and then. */
final class DirectoryRun {
    private static final int CLIENTS = 3;
    private static final Duration IDLE = Duration.ofSeconds(60);
    /** Not removal: what cannot be removed is left in the store, as it must. */
    private static final Set<String> FAILING =
            Set.of("list", "createFolder", "createDocument", "readDocument", "writeDocument");

    final DirectoryFixture server;
    private final MemoryStore store = new MemoryStore().withFolder("/old").withDocument("/old/doc", "InfText", "");
    private final Random random;
    private final List<RandomClient> clients = new ArrayList<>();

    /** @param random decides everything */
    DirectoryRun(Random random) {
        this.random = random;
        server = new DirectoryFixture(store);
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new RandomClient(server.accept(), random).login());
        }
        store.failEach(operation ->
                FAILING.contains(operation) && random.nextInt(20) == 0 ? new IOException("A disk error") : null);
    }

    /** Somebody does something. */
    void step() {
        RandomClient client = clients.get(random.nextInt(CLIENTS));
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> client.act();
            case 3, 4 -> server.home.runAll();
            case 5 -> server.sessionLoop.runAll();
            case 6 -> server.network.runAll();
            case 7 -> runOne(server.readers, random.nextInt(3));
            case 8 -> runOne(random.nextBoolean() ? server.writer : server.saver, 0);
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

    /** Lets everything come to rest. From now on the store does not fail. */
    void settle() {
        store.failEach(operation -> null);
        boolean any = true;
        while (any) {
            server.settle();
            any = false;
            for (RandomClient client : clients) {
                any |= client.listen();
            }
        }
    }

    /** When everything has come to rest: what clients have been told, what is in the tree, and what is in the store is the same. */
    void check() {
        Map<Integer, List<Node>> tree = tree();
        clients.forEach(client -> client.check(tree));
        clients.forEach(RandomClient::disconnect);
        server.settle();
        assertEquals(store.everything(), paths(tree()), "what is in the store is in the tree");
        server.close();
    }

    /** All folders, with what is in them. */
    private Map<Integer, List<Node>> tree() {
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
