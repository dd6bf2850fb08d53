// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.note.Note;

/** A store that is as fast, or as slow, as the test wants, and fails when the test says so. */
final class FakeSaver implements SessionOpener.Saver {
    /** What was given to be written, in this order. */
    final List<String> written = new ArrayList<>();
    /** Whether writes wait for {@link #finish} and {@link #fail}. */
    boolean slow;

    private final Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();

    @Override
    public CompletionStage<Void> save(Note.Snapshot snapshot) {
        var bytes = new ByteArrayOutputStream();
        try {
            snapshot.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.add(bytes.toString(StandardCharsets.UTF_8));
        var outcome = new CompletableFuture<Void>();
        if (slow) {
            underWay.add(outcome);
        } else {
            outcome.complete(null);
        }
        return outcome;
    }

    /** How many writes have not ended. */
    int underWay() {
        return underWay.size();
    }

    /** The write that began first ends well. */
    void finish() {
        underWay.remove().complete(null);
    }

    /** The write that began first fails. */
    void fail(IOException reason) {
        underWay.remove().completeExceptionally(reason);
    }
}
