// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.infinoted.host.whiteboard.ServiceWhiteboardTest.Board;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.ServiceReference;

/**
 * Services come, change and go on several threads, while handlers are attached and detached on others. What each thread does is
 * determined by the seed, which the name of a failed test has; {@code -Dwhiteboard.seed=...} runs that one alone.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // for a turn that never comes
@Tag("random")
class ServiceWhiteboardScheduleTest {
    private static final int OWNERS = 3;
    private static final int THREADS = OWNERS + 2;
    private static final int SERVICES = 3;
    private static final int STEPS = 300;
    private static final int RUNS = RandomRuns.count(10, 500);

    private final Board board = new Board();
    /** Which handler has a service, and with which properties. */
    private final Map<ServiceReference<Object>, Holding> held = new ConcurrentHashMap<>();

    private final List<String> wrong = new ArrayList<>();

    private record Holding(Object handler, Map<String, Object> properties) {}

    private ServiceHandler<Object> handler(Random random) {
        Object name = new Object();
        return new ServiceHandler<>(
                added -> {
                    pause(random);
                    check(held.put(added.reference(), new Holding(name, added.properties())) == null, "added twice");
                },
                modified -> {
                    pause(random);
                    Holding before = held.put(modified.reference(), new Holding(name, modified.properties()));
                    check(before != null && before.handler == name, "modified, but not there");
                },
                removed -> {
                    pause(random);
                    Holding before = held.remove(removed.reference());
                    check(before != null && before.handler == name, "removed, but not there");
                });
    }

    private static void pause(Random random) {
        for (int i = random.nextInt(2_000); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    private void check(boolean condition, String otherwise) {
        if (!condition) {
            synchronized (wrong) {
                wrong.add(otherwise);
            }
        }
    }

    /** Brings and takes away services that are its own, as Declarative Services would. Returns the properties of those left. */
    private Map<ServiceReference<Object>, Map<String, Object>> own(Random random) {
        List<ServiceReference<Object>> references = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            references.add(ServiceWhiteboardTest.reference("service " + i));
        }
        Map<ServiceReference<Object>, Map<String, Object>> there = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            ServiceReference<Object> reference = references.get(random.nextInt(SERVICES));
            if (there.containsKey(reference) && random.nextBoolean()) {
                board.remove(reference);
                there.remove(reference);
                assertNull(held.get(reference), "still in use after its removal");
            } else {
                Map<String, Object> properties = Map.of("step", step);
                board.put(reference, reference, properties);
                there.put(reference, properties);
            }
        }
        return there;
    }

    private Void attachAndDetach(Random random) {
        for (int step = 0; step < STEPS; step++) {
            if (random.nextBoolean()) {
                board.attach(handler(random));
            } else {
                board.detach();
            }
        }
        return null;
    }

    static LongStream seeds() {
        Long one = Long.getLong("whiteboard.seed");
        return one == null ? LongStream.range(0, RUNS) : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsMissedAndNothingToldTwice(long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<Map<ServiceReference<Object>, Map<String, Object>>>> owners = new ArrayList<>();
        for (int i = 0; i < OWNERS; i++) {
            var random = new Random(seed * THREADS + i);
            owners.add(threads.submit(() -> own(random)));
        }
        List<Callable<Void>> hosts = List.of(
                () -> attachAndDetach(new Random(seed * THREADS + OWNERS)),
                () -> attachAndDetach(new Random(seed * THREADS + OWNERS + 1)));
        for (Future<Void> host : threads.invokeAll(hosts)) {
            host.get();
        }
        Map<ServiceReference<Object>, Map<String, Object>> there = new HashMap<>();
        for (var owner : owners) {
            there.putAll(owner.get());
        }
        threads.shutdown();

        board.detach();
        assertTrue(held.isEmpty(), () -> "in use although nobody uses them: " + held);
        board.attach(handler(new Random(seed)));
        Map<ServiceReference<Object>, Map<String, Object>> used = new HashMap<>();
        held.forEach((reference, holding) -> used.put(reference, holding.properties));
        assertEquals(there, used);
        assertEquals(List.of(), wrong);
    }
}
