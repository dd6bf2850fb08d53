// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the server's answer on behalf of a waiting person. */
public final class Answer {
    /** Starting a bundle, saving a document and stopping a plugin take far less time. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private Answer() {}

    /** @throws ActionException if it failed, or takes longer than the patience */
    public static <T> T await(CompletionStage<T> stage, Duration patience) throws ActionException {
        try {
            return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new ActionException(text(cause), cause);
        } catch (TimeoutException e) {
            throw new ActionException(
                    "Not done after " + patience.toSeconds() + " s, but it goes on; look again in a while", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionException("Interrupted before it was done", e);
        }
    }

    /** The message of a failure, or its class name if it has none. */
    public static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
