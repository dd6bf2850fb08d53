// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Keeps a plugin's code off the threads of sessions and of the directory: a stage given to the plugin completes on its
 * own executor, and what the plugin does then is a call of its code.
 */
public final class Stages {
    private final Executor executor;
    private final PluginCode code;

    public Stages(Executor executor, PluginCode code) {
        this.executor = executor;
        this.code = code;
    }

    /** A stage that completes as the other does, on the executor; a failure is not wrapped. */
    public <T> CompletionStage<T> of(CompletionStage<T> stage) {
        var outcome = new CompletableFuture<T>();
        stage.whenComplete((value, failure) -> {
            try {
                executor.execute(() -> complete(outcome, value, failure));
            } catch (RejectedExecutionException e) {
                // the server has stopped, and the plugin with it: nobody is left to tell
            }
        });
        return outcome;
    }

    private <T> void complete(CompletableFuture<T> outcome, T value, Throwable failure) {
        PluginCode.Action action = failure == null
                ? () -> outcome.complete(value)
                : () -> outcome.completeExceptionally(
                        failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                ? wrapped.getCause()
                                : failure);
        try {
            code.call(new ActiveCall(), "what depends on a stage", action.asBody());
        } catch (PluginCodeException e) {
            // logged already
        }
    }
}
