// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.infinoted.store.DocumentStore;

/**
 * Gives a {@link DocumentStore} threads of its own, for callers that must not block. Thread-safe; only {@link #close}
 * waits.
 *
 * <p>Changes run one at a time, in the order of the calls. So do saves, which may take long: nobody who changes something else waits
 * for them, so they run concurrently with changes. Reads run at any time, concurrently with other reads and with both. To read what
 * a change writes, or to change what is being saved, wait for the stage first.
 *
 * <p>Stages complete on a thread of the store, or fail there with what the work threw. A caller that belongs to a loop
 * posts the result back to it.
 */
public final class StoreExecutor {
    private final DocumentStore store;
    private final ExecutorService readers;
    private final ExecutorService writer;
    private final ExecutorService saver;
    private final Consumer<Throwable> faults;

    @GuardedBy("this")
    private final Set<Task<?>> unfinished = new LinkedHashSet<>();

    @GuardedBy("this")
    private boolean refusing;

    @GuardedBy("this")
    private boolean stopped;

    /** Work that reads from the store. */
    @FunctionalInterface
    public interface Reading<T> {
        T from(DocumentStore store) throws IOException;
    }

    /** Work that changes the store. */
    @FunctionalInterface
    public interface Change {
        void in(DocumentStore store) throws IOException;
    }

    private static final class Task<T> extends CompletableFuture<T> {
        private final boolean change;
        private final Callable<T> work;

        Task(boolean change, Callable<T> work) {
            this.change = change;
            this.work = work;
        }
    }

    /**
     * @param readers how many may read at the same time; 4 is plenty for files
     * @param faults told of what work throws, on any thread
     */
    public StoreExecutor(DocumentStore store, int readers, Consumer<Throwable> faults) {
        this(
                store,
                Executors.newFixedThreadPool(readers, task -> thread("infinoted-store-reader", task, faults)),
                Executors.newSingleThreadExecutor(task -> thread("infinoted-store-writer", task, faults)),
                Executors.newSingleThreadExecutor(task -> thread("infinoted-store-saver", task, faults)),
                faults);
    }

    /**
     * Uses these executors, and shuts them down when it closes.
     *
     * @param writer runs one task at a time, in order
     * @param saver runs one task at a time, in order; may be the writer
     */
    public StoreExecutor(
            DocumentStore store,
            ExecutorService readers,
            ExecutorService writer,
            ExecutorService saver,
            Consumer<Throwable> faults) {
        this.store = store;
        this.readers = readers;
        this.writer = writer;
        this.saver = saver;
        this.faults = faults;
    }

    /** Reads from the store. */
    public <T> CompletionStage<T> read(Reading<T> reading) {
        return submit(readers, new Task<>(false, () -> reading.from(store)));
    }

    /** Changes the store, in one step relative to other changes. The work may also read. */
    public CompletionStage<Void> write(Change change) {
        return submit(writer, task(change));
    }

    /** Replaces the content of a document, while other nodes may be changed. */
    public CompletionStage<Void> save(Change change) {
        return submit(saver, task(change));
    }

    private Task<Void> task(Change change) {
        return new Task<>(true, () -> {
            change.in(store);
            return null;
        });
    }

    /**
     * Accepts nothing more, and waits until all work is done or the time is over. Work that has not begun by then never
     * runs; work that has begun is not interrupted. The stages of both fail.
     *
     * @return how many changes are not done
     */
    public int close(Duration patience) {
        CompletableFuture<?>[] awaited;
        synchronized (this) {
            refusing = true;
            awaited = unfinished.toArray(CompletableFuture[]::new);
        }
        awaitAll(awaited, patience);
        List<Task<?>> left;
        synchronized (this) {
            stopped = true;
            left = List.copyOf(unfinished);
        }
        readers.shutdown();
        writer.shutdown();
        saver.shutdown();
        left.forEach(StoreExecutor::failAsClosed);
        return (int) left.stream().filter(task -> task.change).count();
    }

    private <T> CompletionStage<T> submit(ExecutorService threads, Task<T> task) {
        synchronized (this) {
            if (refusing) {
                failAsClosed(task);
                return task;
            }
            unfinished.add(task);
            try {
                // inside the lock, so that changes are queued in the order in which they were accepted
                threads.execute(() -> run(task));
            } catch (Throwable e) { // there is no memory, or no thread
                unfinished.remove(task);
                faults.accept(e);
                task.completeExceptionally(e);
            }
        }
        return task.minimalCompletionStage();
    }

    private <T> void run(Task<T> task) {
        synchronized (this) {
            if (stopped) {
                return; // close() has its stage fail
            }
        }
        T result = null;
        Throwable failure = null;
        try {
            result = task.work.call();
        } catch (Throwable e) { // errors too: somebody waits for the stage
            faults.accept(e);
            failure = e;
        }
        synchronized (this) {
            unfinished.remove(task);
        }
        if (failure == null) {
            task.complete(result);
        } else {
            task.completeExceptionally(failure);
        }
    }

    private static void awaitAll(CompletableFuture<?>[] tasks, Duration patience) {
        try {
            CompletableFuture.allOf(tasks).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // a failed task has told its caller; unfinished ones are counted by close()
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void failAsClosed(Task<?> task) {
        task.completeExceptionally(new IOException("The store was closed before this was done"));
    }

    private static Thread thread(String name, Runnable task, Consumer<Throwable> faults) {
        Thread thread = new Thread(task, name);
        thread.setUncaughtExceptionHandler((ended, thrown) -> faults.accept(thrown));
        thread.setDaemon(true);
        return thread;
    }
}
