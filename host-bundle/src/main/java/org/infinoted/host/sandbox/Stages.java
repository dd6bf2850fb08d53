// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Keeps plugins' code off the threads of sessions and of the directory: a stage that a plugin gets completes elsewhere. */
public final class Stages {
    private Stages() {}

    /** A stage that completes as the other does, on the executor, with the failure itself and nothing around it. */
    public static <T> CompletionStage<T> on(Executor executor, CompletionStage<T> stage) {
        var outcome = new CompletableFuture<T>();
        stage.whenComplete((value, failure) -> {
            try {
                executor.execute(() -> {
                    if (failure == null) {
                        outcome.complete(value);
                    } else {
                        outcome.completeExceptionally(
                                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                        ? wrapped.getCause()
                                        : failure);
                    }
                });
            } catch (RejectedExecutionException e) {
                // the server has stopped, and the plugin with it: nobody is there to be told
            }
        });
        return outcome;
    }
}
