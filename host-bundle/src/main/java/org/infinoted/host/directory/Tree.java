// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.infinoted.directory.Node;
import org.infinoted.host.access.Acl;
import org.infinoted.host.group.Attributes;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;

/**
 * The part of the tree that is in memory: the root, and the content of the folders that have been asked for. A folder is read once
 * and then kept, so later changes to the files are not noticed.
 */
final class Tree {
    private final DirectoryLoop loop;
    private final DirectoryStorage storage;
    private final Function<DocumentNode, DocumentSession> sessions;
    private final FolderNode root;
    private final Map<Integer, TreeNode> nodes = new HashMap<>();
    private int lastId;

    /** @param sessions gives a document what its session is in */
    Tree(
            DirectoryLoop loop,
            DirectoryStorage storage,
            Acl rootSheets,
            Function<DocumentNode, DocumentSession> sessions) {
        this.loop = loop;
        this.storage = storage;
        this.sessions = sessions;
        root = new FolderNode(Node.ROOT.id(), "", null, rootSheets, false);
        nodes.put(root.id(), root);
        root.present(true);
    }

    FolderNode root() {
        return root;
    }

    Optional<TreeNode> find(int id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** The node that an attribute of a message names. */
    TreeNode named(Element message, String attribute) throws ProtocolException {
        TreeNode node = nodes.get(Attributes.requiredNumber(message, attribute));
        if (node == null) {
            throw Failures.noSuchNode();
        }
        return node;
    }

    /** The folder that an attribute of a message names. */
    FolderNode folderNamed(Element message, String attribute) throws ProtocolException {
        TreeNode node = named(message, attribute);
        if (node instanceof FolderNode folder) {
            return folder;
        }
        throw Failures.notAFolder(node);
    }

    /** The document that an attribute of a message names. */
    DocumentNode documentNamed(Element message, String attribute) throws ProtocolException {
        TreeNode node = named(message, attribute);
        if (node instanceof DocumentNode document) {
            return document;
        }
        throw Failures.notADocument(node);
    }

    /** A new number for a node. */
    int nextId() {
        return ++lastId;
    }

    /** Makes a document that is not in the tree yet. */
    DocumentNode document(int id, String name, String type, FolderNode parent, Acl sheets) {
        return new DocumentNode(id, name, type, parent, sheets, sessions);
    }

    /** Puts a node into its folder, which is in the tree and has been read. */
    void add(TreeNode node) {
        if (!node.folder().isPresent()) {
            throw new IllegalStateException("Its folder has gone: " + node.path());
        }
        nodes.put(node.id(), node);
        node.present(true);
        node.folder().add(node);
    }

    /** Has a folder read, unless it has been. Fails if it cannot be read or has gone in the meantime. */
    CompletionStage<Void> read(FolderNode folder) {
        if (folder.isRead()) {
            return DirectoryLoop.done();
        }
        CompletionStage<Void> reading = folder.reading();
        if (reading == null) {
            reading = loop.then(
                    storage.list(folder),
                    found -> {
                        folder.reading(null);
                        folder.checkPresent();
                        folder.markRead();
                        found.forEach(child -> add(made(folder, child)));
                        return DirectoryLoop.done();
                    },
                    failure -> {
                        folder.reading(null);
                        return folder.failed(loop, failure);
                    });
            folder.reading(reading);
        }
        return reading;
    }

    /**
     * Takes a node out of the tree, with everything below it. Its folder still has it, until {@link FolderNode#remove}: the clients
     * that have explored the folder have not been told.
     *
     * @return all that was taken out
     */
    List<TreeNode> detach(TreeNode top) {
        List<TreeNode> detached = new ArrayList<>();
        detached.add(top);
        for (int i = 0; i < detached.size(); i++) { // grows while it is walked through
            if (detached.get(i) instanceof FolderNode folder) {
                detached.addAll(folder.children());
            }
        }
        detached.forEach(node -> {
            nodes.remove(node.id());
            node.present(false);
            node.uncount();
        });
        return detached;
    }

    private TreeNode made(FolderNode folder, DirectoryStorage.Found found) {
        String name = found.node().name();
        String type = found.node().type();
        return type.equals(Node.FOLDER)
                ? new FolderNode(nextId(), name, folder, found.sheets(), false)
                : document(nextId(), name, type, folder, found.sheets());
    }
}
