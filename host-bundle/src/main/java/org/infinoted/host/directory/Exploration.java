// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one {@code explore-node}, sent piece by piece. It announces how many children there are, so it sends exactly those that
 * the folder had when it began, also those that are removed meanwhile. Those that are added meanwhile follow after its end.
 */
final class Exploration {
    private final Request request;
    private final FolderNode folder;
    private final int last; // the position of the last child that belongs to the answer
    private final Set<TreeNode> known = new HashSet<>(); // added meanwhile, and not news to the client
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int sent; // the position up to which children were sent
    private boolean begun;

    /** @param folder has been read */
    Exploration(Request request, FolderNode folder) {
        this.request = request;
        this.folder = folder;
        this.last = folder.lastPosition();
    }

    FolderNode folder() {
        return folder;
    }

    /** Completes, without failure, when the answer is complete. */
    CompletionStage<Void> done() {
        return done;
    }

    boolean isOver() {
        return done.isDone();
    }

    /** Sends the next piece, with so many children at most. */
    void send(int most) {
        ClientState client = request.from();
        if (client.isGone()) {
            done.complete(null);
            return;
        }
        List<Element> piece = new ArrayList<>();
        if (!begun) {
            begun = true;
            piece.add(DirectoryMessages.exploreBegin(folder.children().size(), request.seq()));
        }
        boolean complete = addChildren(piece, most);
        if (complete) {
            piece.add(DirectoryMessages.exploreEnd(request.seq()));
            for (TreeNode late : folder.childrenAfter(last)) {
                if (!known.contains(late)) {
                    piece.add(DirectoryMessages.addNode(late, client.visible(late), SequenceNumber.none()));
                }
            }
        }
        client.send(piece);
        if (complete) {
            client.explore(folder);
            done.complete(null);
        }
    }

    /** Whether there are no more. */
    private boolean addChildren(List<Element> piece, int most) {
        int count = 0;
        for (TreeNode child : folder.childrenAfter(sent)) {
            if (child.position() > last) {
                return true;
            }
            if (count++ == most) {
                return false;
            }
            piece.add(DirectoryMessages.addNode(child, request.from().visible(child), request.seq()));
            sent = child.position();
        }
        return true;
    }

    /**
     * A node was added to the folder.
     *
     * @param except a client that knows it already; null if there is none
     */
    void added(TreeNode node, @Nullable ClientState except) {
        if (request.from().equals(except)) {
            known.add(node);
        }
    }

    /** A node of the folder has gone, by a request of this number. */
    void removed(TreeNode node, SequenceNumber seq) {
        ClientState client = request.from();
        if (node.position() > last && !known.remove(node)) {
            return; // the client was not told of it
        }
        if (node.position() <= last && node.position() > sent) {
            client.send(DirectoryMessages.addNode(node, client.visible(node), request.seq()));
        }
        client.send(DirectoryMessages.removeNode(node.id(), seq));
    }

    /** The folder has gone, or the server stops: the client is told before it is told of that. */
    void fail(Throwable failure) {
        request.reply(DirectoryMessages.requestFailed(Failures.told(failure), request.seq()));
        done.complete(null);
    }
}
