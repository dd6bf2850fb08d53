// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The explorations under way. A folder may have a hundred thousand children, and a thousand clients may ask for them at once, so
 * they take turns, a piece each, and between two pieces the loop does whatever else there is to do.
 */
final class Explorations {
    /** How many children are sent at once; most folders have fewer. */
    static final int PIECE = 256;

    private final DirectoryLoop loop;
    private final Deque<Exploration> waiting = new ArrayDeque<>();
    private boolean stopping;

    Explorations(DirectoryLoop loop) {
        this.loop = loop;
    }

    /** Sends a client the content of a folder, which has been read. Completes, without failure, when all is sent. */
    CompletionStage<Void> begin(Request request, FolderNode folder) {
        var exploration = new Exploration(request, folder);
        exploration.send(PIECE);
        if (!exploration.isOver()) {
            waiting.add(exploration);
            if (waiting.size() == 1) {
                loop.execute(this::next);
            }
        }
        return exploration.done();
    }

    /** No piece is sent any more. */
    void stop() {
        stopping = true;
    }

    /** A node was published, which one client knows already, if that is not null. */
    void added(TreeNode node, @Nullable ClientState except) {
        waiting.stream()
                .filter(exploration -> exploration.folder().equals(node.folder()))
                .forEach(exploration -> exploration.added(node, except));
    }

    /** A node was removed with everything below it, by a request of this number. */
    void removed(TreeNode top, SequenceNumber seq) {
        for (Exploration exploration : waiting) {
            if (!exploration.folder().isPresent()) {
                exploration.fail(Failures.noSuchNode());
            } else if (exploration.folder().equals(top.folder())) {
                exploration.removed(top, seq);
            }
        }
    }

    private void next() {
        Exploration exploration = waiting.remove();
        if (stopping && !exploration.isOver()) {
            exploration.fail(Failures.stopping());
        }
        if (!exploration.isOver()) {
            exploration.send(PIECE);
        }
        if (!exploration.isOver()) {
            waiting.add(exploration);
        }
        if (!waiting.isEmpty()) {
            loop.execute(this::next);
        }
    }
}
