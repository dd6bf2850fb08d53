// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.directory.DirectoryException;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.directory.Node;
import org.infinoted.host.access.Acl;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.OpenSession;
import org.infinoted.host.stream.Link;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.Session;

/** The tree as plugins see and change it. Methods may be called from any thread. */
final class PluginDirectory implements HostDirectory {
    private final DirectoryLoop loop;
    private final Tree tree;
    private final NodeCreator creator;
    private final NodeRemover remover;
    private final NoteTypes types;
    private final TreeEvents events;
    private final ServerChat chat;
    private boolean stopping;

    PluginDirectory(
            DirectoryLoop loop,
            Tree tree,
            NodeCreator creator,
            NodeRemover remover,
            NoteTypes types,
            TreeEvents events,
            ServerChat chat) {
        this.loop = loop;
        this.tree = tree;
        this.creator = creator;
        this.remover = remover;
        this.types = types;
        this.events = events;
        this.chat = chat;
    }

    /** Refuses everything from now on. On the directory's loop. */
    void stop() {
        stopping = true;
    }

    @Override
    public CompletionStage<Optional<Node>> find(String path) {
        return answer("find " + path, () -> {
            if (!path.startsWith("/")) {
                throw Failures.failed("A path starts with a slash");
            }
            return path.equals("/") ? DirectoryLoop.done(Optional.of(Node.ROOT)) : find(tree.root(), path.substring(1));
        });
    }

    @Override
    public CompletionStage<List<Node>> children(Node folder) {
        return answer("list " + folder.path(), () -> {
            FolderNode parent = folder(folder);
            return loop.then(
                    tree.read(parent),
                    read -> DirectoryLoop.done(parent.children().stream()
                            .filter(TreeNode::isPresent)
                            .map(TreeNode::value)
                            .toList()));
        });
    }

    @Override
    public CompletionStage<Node> addFolder(Node parent, String name) {
        return answer("add folder " + name + " to " + parent.path(), () -> {
            creator.checkName(name);
            return loop.then(creator.folder(folder(parent), name, Acl.EMPTY, null), this::publish);
        });
    }

    @Override
    public CompletionStage<Node> addDocument(Node parent, String name, String type) {
        return answer("add document " + name + " to " + parent.path(), () -> {
            creator.checkName(name);
            NoteTypes.Named provider = types.find(type).orElseThrow(() -> Failures.typeUnknown(type));
            return loop.then(creator.document(folder(parent), name, provider, Acl.EMPTY, null), this::publish);
        });
    }

    @Override
    public CompletionStage<Void> remove(Node node) {
        return answer("remove " + node.path(), () -> remover.remove(node(node), SequenceNumber.none()));
    }

    @Override
    public Link.Subscription observe(DirectoryListener listener) {
        return events.observe(listener);
    }

    @Override
    public CompletionStage<Session> chat() {
        return answer("open the chat of the server", () -> {
            OpenSession open = chat.open();
            // after the task that lets plugins know of the session
            return CompletableFuture.supplyAsync(open::view, open.home());
        });
    }

    private CompletionStage<Node> publish(TreeNode draft) throws ProtocolException {
        draft.folder().checkPresent();
        creator.publish(draft, SequenceNumber.none(), null);
        return DirectoryLoop.done(draft.value());
    }

    /** Follows a path from a folder; the name at its end may be a folder's or a document's, the first that there is counts. */
    private CompletionStage<Optional<Node>> find(FolderNode folder, String path) {
        int slash = path.indexOf('/');
        return loop.then(tree.read(folder), read -> {
            String name = slash < 0 ? path : path.substring(0, slash);
            List<TreeNode> named =
                    folder.withName(name).stream().filter(TreeNode::isPresent).toList();
            if (slash < 0) {
                return DirectoryLoop.done(named.stream().findFirst().map(TreeNode::value));
            }
            for (TreeNode node : named) {
                if (node instanceof FolderNode next) {
                    return find(next, path.substring(slash + 1));
                }
            }
            return DirectoryLoop.done(Optional.empty());
        });
    }

    private TreeNode node(Node node) throws ProtocolException {
        return tree.find(node.id()).orElseThrow(Failures::noSuchNode);
    }

    private FolderNode folder(Node node) throws ProtocolException {
        TreeNode found = node(node);
        if (found instanceof FolderNode folder) {
            return folder;
        }
        throw Failures.notAFolder(found);
    }

    /** A call of a plugin, on the directory's loop. */
    @FunctionalInterface
    private interface Operation<T> {
        CompletionStage<T> run() throws ProtocolException;
    }

    /** @param what it is, for the text of a failure */
    private <T> CompletionStage<T> answer(String what, Operation<T> operation) {
        var answer = new CompletableFuture<T>();
        loop.whenDone(loop.then(DirectoryLoop.done(), now -> run(operation)), (result, failure) -> {
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(new DirectoryException(
                        "Cannot " + what + ": " + Failures.told(failure).getMessage(), failure));
            }
            return DirectoryLoop.done();
        });
        return answer.minimalCompletionStage();
    }

    private <T> CompletionStage<T> run(Operation<T> operation) throws ProtocolException {
        if (stopping) {
            throw Failures.stopping();
        }
        return operation.run();
    }
}
