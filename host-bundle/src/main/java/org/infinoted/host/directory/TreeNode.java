// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.infinoted.directory.Node;
import org.infinoted.host.access.Acl;
import org.infinoted.host.access.AclScope;
import org.infinoted.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * A folder or a document. Its place in the tree never changes. The place and the rights may be read from any thread: sessions do so
 * when a user joins.
 */
abstract sealed class TreeNode implements AclScope permits FolderNode, DocumentNode {
    private final int id;
    private final String name;
    private final @Nullable FolderNode parent;
    private volatile Acl sheets;
    private volatile boolean present; // changed on the loop
    private int position;
    private @Nullable CompletionStage<Void> removal;
    private @Nullable CreatedNodes countedBy;

    /** @param parent the folder that this is in; null for the root */
    TreeNode(int id, String name, @Nullable FolderNode parent, Acl sheets) {
        this.id = id;
        this.name = name;
        this.parent = parent;
        this.sheets = sheets;
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }

    /** As the protocol writes it. */
    abstract String type();

    /** The folder that this is in; null for the root. */
    @Override
    public @Nullable FolderNode parent() {
        return parent;
    }

    /** The folder that this is in. The root is in none and must not be asked. */
    FolderNode folder() {
        return Objects.requireNonNull(parent, "the root is in no folder");
    }

    @Override
    public Acl sheets() {
        return sheets;
    }

    String path() {
        return parent == null ? "/" : parent.pathOf(name);
    }

    /** How many names the path has. */
    int depth() {
        int depth = 0;
        for (TreeNode node = this; node.parent != null; node = node.parent) {
            depth++;
        }
        return depth;
    }

    /** Whether this is the other one, or anywhere below it. */
    boolean isIn(TreeNode other) {
        for (TreeNode node = this; node != null; node = node.parent) {
            if (node == other) {
                return true;
            }
        }
        return false;
    }

    /** The node as plugins see it. */
    Node value() {
        return new Node(id, path(), type());
    }

    /** Whether the node is in the tree: it has been added, and has not been removed. */
    boolean isPresent() {
        return present;
    }

    /** For the tree alone. */
    void present(boolean inTree) {
        present = inTree;
    }

    /** The place among all that was ever added to its folder, from 1 on. */
    int position() {
        return position;
    }

    /** For the folder alone. */
    void position(int added) {
        position = added;
    }

    /** Refuses to go on with a node that is not in the tree any more. */
    void checkPresent() throws ProtocolException {
        if (!present) {
            throw Failures.noSuchNode();
        }
    }

    /** The removal from the store of this node or of a folder that it is in, while it is under way; otherwise null. */
    @Nullable
    CompletionStage<Void> removalUnderWay() {
        for (TreeNode node = this; node != null; node = node.parent) {
            if (node.removal != null) {
                return node.removal;
            }
        }
        return null;
    }

    /**
     * Fails for what went wrong in the store with this node or in it, unless that is because the node has gone: then it says so.
     */
    <T> CompletionStage<T> failed(DirectoryLoop loop, Throwable failure) {
        if (!present) {
            return DirectoryLoop.failed(Failures.noSuchNode());
        }
        CompletionStage<Void> underWay = removalUnderWay();
        return underWay == null
                ? DirectoryLoop.failed(failure)
                : loop.whenDone(underWay, (removed, removalFailure) -> failed(loop, failure));
    }

    /** Notes by whom the node is counted; null for nobody. */
    void count(@Nullable CreatedNodes created) {
        countedBy = created;
    }

    /** The node has gone, or never came: it is not counted any more. */
    void uncount() {
        if (countedBy != null) {
            countedBy.removed();
            countedBy = null;
        }
    }

    /** Notes that the node is being removed from the store; null when that has failed. */
    void removal(@Nullable CompletionStage<Void> underWay) {
        removal = underWay;
    }
}
