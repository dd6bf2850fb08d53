// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The requests of one client: each is handled when the one before has completed. */
final class RequestQueue {
    private final DirectoryLoop loop;
    private final Deque<Task> waiting = new ArrayDeque<>();
    private @Nullable CompletableFuture<Void> drained; // null while there is nothing to do

    private record Task(Supplier<CompletionStage<Void>> work, Runnable after) {}

    RequestQueue(DirectoryLoop loop) {
        this.loop = loop;
    }

    /**
     * @param work must not throw; whether its stage fails matters to nobody
     * @param after run when that stage has completed, before the next work begins
     */
    void add(Supplier<CompletionStage<Void>> work, Runnable after) {
        waiting.add(new Task(work, after));
        if (drained == null) {
            drained = new CompletableFuture<>();
            next(drained);
        }
    }

    /** Completes when there is nothing to do any more. */
    CompletionStage<Void> drained() {
        return drained == null ? DirectoryLoop.done() : drained;
    }

    private void next(CompletableFuture<Void> end) {
        Task task = waiting.poll();
        if (task == null) {
            drained = null;
            end.complete(null);
            return;
        }
        loop.whenDone(task.work.get(), (done, failure) -> {
            task.after.run();
            next(end);
            return DirectoryLoop.done();
        });
    }
}
