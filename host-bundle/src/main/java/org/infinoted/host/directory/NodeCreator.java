// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.infinoted.host.access.Acl;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.stream.Frame;
import org.infinoted.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates nodes, for clients and plugins. A new node is a draft first: it is in the store and its name is taken, but it is not in
 * the tree. Then it is published or discarded.
 */
final class NodeCreator {
    private static final Logger LOG = LoggerFactory.getLogger(NodeCreator.class);

    private final DirectoryLoop loop;
    private final DirectoryStorage storage;
    private final Tree tree;
    private final TreeEvents events;
    private final Explorations explorations;
    private final DirectoryLimits limits;

    NodeCreator(
            DirectoryLoop loop,
            DirectoryStorage storage,
            Tree tree,
            TreeEvents events,
            Explorations explorations,
            DirectoryLimits limits) {
        this.loop = loop;
        this.storage = storage;
        this.tree = tree;
        this.events = events;
        this.explorations = explorations;
        this.limits = limits;
    }

    /** Refuses a name for whatever does not depend on what else is in the folder. */
    void checkName(String name) throws ProtocolException {
        NodeNames.check(name, limits.nameBytes());
    }

    /**
     * Makes a draft of a folder.
     *
     * @param created counts it until it has gone; null if it is not made by a client
     */
    CompletionStage<FolderNode> folder(FolderNode parent, String name, Acl sheets, @Nullable CreatedNodes created) {
        return draft(parent, name, created, id -> new FolderNode(id, name, parent, sheets, true), storage::create);
    }

    /**
     * Makes a draft of an empty document.
     *
     * @param created counts it until it has gone; null if it is not made by a client
     */
    CompletionStage<DocumentNode> document(
            FolderNode parent, String name, NoteTypes.Named type, Acl sheets, @Nullable CreatedNodes created) {
        return draft(
                parent,
                name,
                created,
                id -> tree.document(id, name, type.name(), parent, sheets),
                document -> storage.create(document, type));
    }

    /**
     * Puts a draft into the tree and tells the clients that have explored its folder. The folder must be in the tree: to be checked
     * again after each wait.
     *
     * @param except a client that is not told, because it knows; null if there is none
     */
    void publish(TreeNode draft, SequenceNumber seq, @Nullable ClientState except) {
        FolderNode parent = draft.folder();
        parent.release(draft.name());
        tree.add(draft);
        explorations.added(draft, except);
        Map<Acl, Frame> messages = new HashMap<>(); // by what the recipient may see
        for (ClientState explorer : parent.explorers()) {
            if (!Objects.equals(explorer, except)) {
                explorer.tell(
                        () -> messages.computeIfAbsent(
                                explorer.visible(draft),
                                visible -> explorer.encode(DirectoryMessages.addNode(draft, visible, seq))),
                        seq);
            }
        }
        messages.values().forEach(Frame::release);
        events.added(draft.value());
    }

    /** Removes a draft from the store, then makes its name available. Completes without failure. */
    CompletionStage<Void> discard(TreeNode draft) {
        FolderNode parent = draft.folder();
        draft.uncount();
        if (!parent.isPresent()) {
            return DirectoryLoop.done(); // gone with its folder
        }
        return loop.whenDone(storage.remove(draft), (removed, failure) -> {
            if (failure != null) {
                LOG.warn("{} was not wanted, but could not be removed: {}", draft.path(), failure.toString());
            }
            parent.release(draft.name());
            return DirectoryLoop.done();
        });
    }

    private <N extends TreeNode> CompletionStage<N> draft(
            FolderNode parent,
            String name,
            @Nullable CreatedNodes created,
            IntFunction<N> maker,
            Creation<N> creation) {
        return loop.then(tree.read(parent), read -> {
            parent.checkPresent();
            if (parent.depth() >= limits.depth()) {
                throw Failures.failed("Nothing can be more than " + limits.depth() + " levels deep");
            }
            if (parent.size() >= limits.childrenPerFolder()) {
                throw Failures.failed("There can be no more than " + limits.childrenPerFolder() + " in one folder");
            }
            if (created != null) {
                created.add();
            }
            if (!parent.reserve(name)) {
                if (created != null) {
                    created.removed();
                }
                throw Failures.nodeExists(name);
            }
            CompletionStage<N> made = loop.attempt(() -> {
                N draft = maker.apply(tree.nextId());
                draft.count(created);
                return creation.store(draft).thenApply(stored -> draft);
            });
            return loop.then(made, DirectoryLoop::done, failure -> {
                if (created != null) {
                    created.removed();
                }
                parent.release(name);
                return parent.failed(loop, failure);
            });
        });
    }

    /** Writes a draft to the store. */
    @FunctionalInterface
    private interface Creation<N> {
        CompletionStage<Void> store(N draft);
    }
}
