// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Types on a thread of its own, a keystroke every few milliseconds, and takes in what others type, until it is told to stop or the
 * document is closed.
 */
public final class Typist implements AutoCloseable {
    private static final long PAUSE_MILLIS = 10;
    private static final int MOST = 5_000;

    private final Editor editor;
    private final Consumer<Editor> keystroke;
    private final long pauseMillis;
    private final CompletableFuture<Integer> typed = new CompletableFuture<>();
    private volatile boolean stopped;

    /**
     * Begins to type. The editor belongs to the typist until {@link #stop}.
     *
     * @param keystroke makes one request
     */
    public Typist(Editor editor, Consumer<Editor> keystroke) {
        this(editor, keystroke, PAUSE_MILLIS);
    }

    /** @param pauseMillis how long it takes in what others type before the next keystroke */
    public Typist(Editor editor, Consumer<Editor> keystroke, long pauseMillis) {
        this.editor = editor;
        this.keystroke = keystroke;
        this.pauseMillis = pauseMillis;
        Thread thread = new Thread(this::type, "typist " + editor.user());
        thread.setDaemon(true);
        thread.start();
    }

    private void type() {
        int count = 0;
        try {
            while (!stopped && !editor.isClosed() && count < MOST) {
                keystroke.accept(editor);
                count++;
                long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
                long left = pauseMillis;
                while (left > 0 && editor.read(left).isPresent() && !editor.isClosed()) {
                    left = TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime());
                }
            }
            typed.complete(count);
        } catch (UncheckedIOException e) {
            typed.complete(count); // the connection has ended; tests that mind will notice
        } catch (RuntimeException | AssertionError e) {
            typed.completeExceptionally(e);
        }
    }

    /** Stops typing. What has come in until then is in the editor's text; the editor is the caller's again. */
    public Editor stop() {
        stopped = true;
        awaitEnd();
        return editor;
    }

    /** Waits until the document is closed. Returns the number of keystrokes. */
    public int awaitEnd() {
        try {
            return typed.get(TestClient.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError("Typing failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("Somebody types on and on", e);
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
