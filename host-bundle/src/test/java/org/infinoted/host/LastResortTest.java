// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.infinoted.host.directory.UnsavedDocument;
import org.infinoted.host.directory.UnsavedDocuments;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
@Tag("unit")
class LastResortTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final MemoryStore store = new MemoryStore()
            .withDocument("/a", "InfText", "old")
            .withDocument("/b", "InfText", "old")
            .withDocument("/c", "InfText", "old");
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final Unsaved documents = new Unsaved();
    private int silenced;
    private Executor threads = LastResort.threads();

    @AfterEach
    void release() {
        hanging.countDown();
    }

    /** What a directory has not saved. */
    private static final class Unsaved implements UnsavedDocuments {
        final List<UnsavedDocument> unsaved = new CopyOnWriteArrayList<>();
        final List<String> lost = new ArrayList<>();

        @Override
        public List<UnsavedDocument> unsaved() {
            return unsaved;
        }

        @Override
        public void saved(UnsavedDocument document) {
            unsaved.remove(document);
        }

        @Override
        public List<String> lost() {
            return lost;
        }
    }

    private void add(String path) {
        documents.unsaved.add(new UnsavedDocument(path, "InfText", out -> out.write("new".getBytes(UTF_8))));
    }

    private LastResort save(Duration time) {
        var lastResort = new LastResort(store, documents, () -> silenced++, threads);
        lastResort.save(time);
        return lastResort;
    }

    private Map<String, String> stored() {
        return Map.of(
                "/a", store.content("/a", "InfText"),
                "/b", store.content("/b", "InfText"),
                "/c", store.content("/c", "InfText"));
    }

    @Test
    void whatIsNotSavedIsWritten() {
        add("/a");
        add("/c");
        assertEquals(List.of(), save(LONG).lost());
        assertEquals(Map.of("/a", "new", "/b", "old", "/c", "new"), stored());
        assertEquals(List.of(), documents.unsaved);
        assertEquals(1, silenced);
    }

    @Test
    void clientsAreLeftAloneIfThereIsNothingToSave() {
        save(LONG);
        assertEquals(0, silenced);
    }

    @Test
    void whatIsTypedUntilClientsAreSilentIsSaved() {
        documents.unsaved.add(new UnsavedDocument("/a", "InfText", out -> out.write("older".getBytes(UTF_8))));
        new LastResort(
                        store,
                        documents,
                        () -> {
                            documents.unsaved.clear();
                            add("/a");
                        },
                        threads)
                .save(LONG);
        assertEquals("new", store.content("/a", "InfText"));
    }

    @Test
    void oneThatHangsIsNamedAndTheOthersAreSaved() {
        documents.unsaved.add(new UnsavedDocument("/a", "InfText", out -> {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        add("/b");
        add("/c");
        assertEquals(List.of("/a"), save(SHORT).lost());
        assertEquals(Map.of("/a", "old", "/b", "new", "/c", "new"), stored());
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void oneThatFailsIsNamedAndTheOthersAreSaved(Throwable thrown) {
        documents.unsaved.add(new UnsavedDocument("/a", "InfText", out -> InjectedErrors.throwAny(thrown)));
        add("/b");
        add("/c");
        assertEquals(List.of("/a"), save(LONG).lost());
        assertEquals(Map.of("/a", "old", "/b", "new", "/c", "new"), stored());
    }

    @Test
    void whatTheOrdinaryWayHasLostIsNamedToo() {
        documents.lost.add("/z");
        assertEquals(List.of("/z"), save(LONG).lost());
    }

    @Test
    void whatWasSavedInTheOrdinaryWayAfterAllIsNotLost() {
        documents.unsaved.add(new UnsavedDocument("/a", "InfText", out -> InjectedErrors.throwAny(new Error())));
        LastResort lastResort = save(LONG);
        assertEquals(List.of("/a"), lastResort.lost());

        documents.unsaved.clear();
        lastResort.save(LONG);

        assertEquals(List.of(), lastResort.lost());
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void itIsDoneHereIfThereIsNoThread(Throwable thrown) {
        threads = task -> InjectedErrors.throwAny(thrown);
        add("/a");
        add("/b");
        assertEquals(List.of(), save(LONG).lost());
        assertEquals(Map.of("/a", "new", "/b", "new", "/c", "old"), stored());
    }

    @Test
    void anExecutorThatHasEndedIsNoThread() {
        var ended = Executors.newSingleThreadExecutor();
        ended.shutdown();
        assertThrows(RejectedExecutionException.class, () -> ended.execute(() -> {}));
        threads = ended;
        add("/a");
        assertEquals(List.of(), save(LONG).lost());
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void oneThatFailsHereIsNamedAndTheOthersAreSaved(Throwable thrown) {
        threads = task -> InjectedErrors.throwAny(new OutOfMemoryError("no thread"));
        documents.unsaved.add(new UnsavedDocument("/a", "InfText", out -> InjectedErrors.throwAny(thrown)));
        add("/b");
        add("/c");
        assertEquals(List.of("/a"), save(LONG).lost());
        assertEquals(Map.of("/a", "old", "/b", "new", "/c", "new"), stored());
    }
}
