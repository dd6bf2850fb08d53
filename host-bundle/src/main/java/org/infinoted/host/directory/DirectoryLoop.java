// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.infinoted.host.loop.Loop;
import org.infinoted.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/** The directory's loop, and the way for results from other threads to it. */
final class DirectoryLoop {
    private final Loop loop;

    DirectoryLoop(Loop loop) {
        this.loop = loop;
    }

    /** Something that goes on with a result, on the loop. */
    @FunctionalInterface
    interface Step<T, R> {
        CompletionStage<R> from(T result) throws ProtocolException;
    }

    /** Something that goes on with a result or a failure, on the loop. The other one is null. */
    @FunctionalInterface
    interface Outcome<T, R> {
        CompletionStage<R> from(@Nullable T result, @Nullable Throwable failure) throws ProtocolException;
    }

    long nanoTime() {
        return loop.nanoTime();
    }

    void execute(Runnable task) {
        loop.execute(task);
    }

    /** As {@link Loop#report}. */
    void report(Throwable thrown) {
        loop.report(thrown);
    }

    Loop.Timer schedule(Duration delay, Runnable task) {
        return loop.schedule(delay, task);
    }

    /** Goes on when the stage has succeeded; its failure is passed on. The stage may complete on any thread. */
    <T, R> CompletionStage<R> then(CompletionStage<T> stage, Step<? super T, R> step) {
        return then(stage, step, DirectoryLoop::failed);
    }

    /** Goes on when the stage has completed one way or the other, as {@link #then} does and {@link #whenDone}. */
    <T, R> CompletionStage<R> whenDone(CompletionStage<T> stage, Outcome<? super T, R> outcome) {
        return then(stage, result -> outcome.from(result, null), failure -> outcome.from(null, failure));
    }

    /**
     * Goes on with the result of the stage, or else with its failure, without the wrapping that stages add. The stage may complete on
     * any thread.
     */
    <T, R> CompletionStage<R> then(
            CompletionStage<T> stage, Step<? super T, R> step, Step<? super Throwable, R> otherwise) {
        var brought = new CompletableFuture<R>();
        stage.whenComplete((result, failure) -> {
            Runnable task = () -> forward(
                    attempt(() -> failure == null ? step.from(result) : otherwise.from(cause(failure))), brought);
            try {
                executeSurely(task);
            } catch (Throwable e) { // somebody waits all the same
                brought.completeExceptionally(e);
            }
        });
        return brought;
    }

    /** There may be no memory for a task. After the report of that there is, unless nothing helps. */
    private void executeSurely(Runnable task) {
        try {
            loop.execute(task);
        } catch (Throwable e) {
            loop.report(e);
            loop.execute(task);
        }
    }

    private static <R> void forward(CompletionStage<R> from, CompletableFuture<R> to) {
        from.whenComplete((value, problem) -> {
            if (problem == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(cause(problem));
            }
        });
    }

    /** Something that leads to a stage. */
    @FunctionalInterface
    interface Work<R> {
        CompletionStage<R> begin() throws ProtocolException;
    }

    /** Begins it. Whatever it throws, errors included, is the failure of the stage, since somebody waits for that. */
    <R> CompletionStage<R> attempt(Work<R> work) {
        try {
            return work.begin();
        } catch (Throwable e) {
            loop.report(e);
            return failed(e);
        }
    }

    /**
     * Does something with each of the items, whatever becomes of the others.
     *
     * @return completes when all that has been done
     */
    <T> CompletionStage<Void> forEach(Collection<T> items, Function<? super T, CompletionStage<Void>> step) {
        return all(items.stream().map(item -> attempt(() -> step.apply(item))));
    }

    /** A stage that completes when all these have. */
    static CompletionStage<Void> all(Stream<? extends CompletionStage<?>> stages) {
        return CompletableFuture.allOf(
                stages.map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }

    /** A stage that has succeeded. */
    static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedStage(value);
    }

    /** A stage that has succeeded, with nothing to tell. */
    static CompletionStage<Void> done() {
        return CompletableFuture.completedStage(null);
    }

    /** A stage that has failed. */
    static <T> CompletionStage<T> failed(Throwable failure) {
        return CompletableFuture.failedStage(failure);
    }

    /** The failure itself, freed from what stages wrap around it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
