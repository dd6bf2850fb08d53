// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.infinoted.host.directory.UnsavedDocument;
import org.infinoted.host.directory.UnsavedDocuments;
import org.infinoted.store.DocumentStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the documents that the ordinary way has not saved, past loops and the queue of the store, which may be stuck. Each is
 * written by a task of its own, so that one that hangs holds up no other. Thread-safe; whoever saves waits.
 */
final class LastResort {
    private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

    private final DocumentStore store;
    private final UnsavedDocuments documents;
    private final Executor threads;
    private final Runnable silence;
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    /**
     * @param silence has clients see nothing any more: what is saved then has all that they have ever seen
     * @param threads runs tasks at once, each on a thread of its own, as long as there is memory for threads
     */
    LastResort(DocumentStore store, UnsavedDocuments documents, Runnable silence, Executor threads) {
        this.store = store;
        this.documents = documents;
        this.silence = silence;
        this.threads = threads;
    }

    /** Threads that are made when they are needed, and keep no process from ending. */
    static Executor threads() {
        return task -> {
            var thread = new Thread(task, "infinoted-last-resort");
            thread.setDaemon(true);
            thread.start();
        };
    }

    /** The paths of the documents that were to be saved, and could not be, in this way or the ordinary one. */
    List<String> lost() {
        Set<String> all = new TreeSet<>(lost);
        all.addAll(documents.lost());
        return List.copyOf(all);
    }

    /** Saves what is not saved. Returns when that is done, or the time is over. Each document that was not saved is in the log. */
    void save(Duration time) {
        lost.clear();
        if (documents.unsaved().isEmpty()) {
            return;
        }
        silence.run();
        List<UnsavedDocument> unsaved = documents.unsaved(); // once more: now they are final
        unsaved.forEach(document -> lost.add(document.path()));
        LOG.warn("{} documents are saved as a last resort", unsaved.size());
        var written = new CountDownLatch(unsaved.size());
        unsaved.forEach(document -> begin(document, written));
        try {
            if (!written.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.error("Not all documents could be saved within {} s", time.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lost().forEach(path -> LOG.error("{} could not be saved: its last changes are lost", path));
    }

    private void begin(UnsavedDocument document, CountDownLatch written) {
        Runnable task = () -> {
            try {
                write(document);
            } finally {
                written.countDown();
            }
        };
        try {
            threads.execute(task);
        } catch (RuntimeException | Error e) { // no thread: then here
            LOG.debug("There is no thread that saves {}", document.path(), e);
            task.run();
        }
    }

    private void write(UnsavedDocument document) {
        try {
            document.writeTo(store);
            lost.remove(document.path());
            documents.saved(document);
            LOG.info("{} was saved as a last resort", document.path());
        } catch (Throwable e) { // errors too: the others are to be saved
            LOG.error("{} could not be saved", document.path(), e);
        }
    }
}
