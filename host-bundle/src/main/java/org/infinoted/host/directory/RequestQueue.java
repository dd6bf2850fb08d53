// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The requests of one client: each is handled when the one before has completed, whatever became of that. */
final class RequestQueue {
    private final DirectoryLoop loop;
    private final Consumer<Throwable> unanswered;
    private final Deque<Task> waiting = new ArrayDeque<>();
    private @Nullable CompletableFuture<Void> drained; // null while there is nothing to do

    private record Task(Supplier<CompletionStage<Void>> work, Runnable after) {}

    /** @param unanswered told of work that has failed, so that the client has not been answered */
    RequestQueue(DirectoryLoop loop, Consumer<Throwable> unanswered) {
        this.loop = loop;
        this.unanswered = unanswered;
    }

    /**
     * @param work answers the client itself when the request fails; if it throws, or if its stage fails, nobody has answered
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
        loop.whenDone(loop.attempt(task.work::get), (done, failure) -> {
            try {
                if (failure != null) {
                    unanswered.accept(failure);
                }
            } finally {
                end(task, end);
            }
            return DirectoryLoop.done();
        });
    }

    private void end(Task task, CompletableFuture<Void> end) {
        try {
            task.after.run();
        } finally {
            next(end);
        }
    }
}
