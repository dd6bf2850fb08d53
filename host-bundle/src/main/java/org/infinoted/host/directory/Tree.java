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
import org.infinoted.host.group.RequestException;
import org.infinoted.xml.Element;

/**
 * Everything that is known of the tree: the root, and what is in the folders that somebody has asked for. A folder is read once
 * and then kept, so changes that somebody makes in the store are not noticed.
 */
final class Tree {
    private final Home home;
    private final Storage storage;
    private final Function<Document, DocumentSession> sessions;
    private final Folder root;
    private final Map<Integer, TreeNode> nodes = new HashMap<>();
    private int lastId;

    /** @param sessions gives a document what its session is in */
    Tree(Home home, Storage storage, Acl rootSheets, Function<Document, DocumentSession> sessions) {
        this.home = home;
        this.storage = storage;
        this.sessions = sessions;
        root = new Folder(Node.ROOT.id(), "", null, rootSheets, false);
        nodes.put(root.id(), root);
        root.present(true);
    }

    Folder root() {
        return root;
    }

    Optional<TreeNode> find(int id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** The node that an attribute of a message names. */
    TreeNode named(Element message, String attribute) throws RequestException {
        TreeNode node = nodes.get(Attributes.requiredNumber(message, attribute));
        if (node == null) {
            throw Failures.noSuchNode();
        }
        return node;
    }

    /** The folder that an attribute of a message names. */
    Folder folderNamed(Element message, String attribute) throws RequestException {
        TreeNode node = named(message, attribute);
        if (node instanceof Folder folder) {
            return folder;
        }
        throw Failures.notAFolder(node);
    }

    /** The document that an attribute of a message names. */
    Document documentNamed(Element message, String attribute) throws RequestException {
        TreeNode node = named(message, attribute);
        if (node instanceof Document document) {
            return document;
        }
        throw Failures.notADocument(node);
    }

    /** A new number for a node. */
    int nextId() {
        return ++lastId;
    }

    /** Makes a document that is not in the tree yet. */
    Document document(int id, String name, String type, Folder parent, Acl sheets) {
        return new Document(id, name, type, parent, sheets, sessions);
    }

    /** Puts a node into its folder, which is in the tree and has been read. */
    void add(TreeNode node) {
        if (!node.parent().isPresent()) {
            throw new IllegalStateException("Its folder has gone: " + node.path());
        }
        nodes.put(node.id(), node);
        node.present(true);
        node.parent().add(node);
    }

    /** Has a folder read, unless it has been. Fails if it cannot be read or has gone in the meantime. */
    CompletionStage<Void> read(Folder folder) {
        if (folder.isRead()) {
            return Home.done();
        }
        if (folder.reading() == null) {
            folder.reading(home.whenDone(storage.list(folder), (found, failure) -> {
                folder.reading(null);
                if (failure != null) {
                    return folder.failed(home, failure);
                }
                folder.checkPresent();
                folder.markRead();
                found.forEach(child -> add(made(folder, child)));
                return Home.done();
            }));
        }
        return folder.reading();
    }

    /**
     * Makes a node unknown, with everything below it. Its folder still has it, until {@link Folder#remove}: those who watch the
     * folder have not been told.
     *
     * @return everything that is unknown now
     */
    List<TreeNode> detach(TreeNode top) {
        List<TreeNode> detached = new ArrayList<>();
        detached.add(top);
        for (int i = 0; i < detached.size(); i++) { // grows while it is walked through
            if (detached.get(i) instanceof Folder folder) {
                detached.addAll(folder.children());
            }
        }
        detached.forEach(node -> {
            nodes.remove(node.id());
            node.present(false);
        });
        return detached;
    }

    private TreeNode made(Folder folder, Storage.Found found) {
        String name = found.node().name();
        String type = found.node().type();
        return type.equals(Node.FOLDER)
                ? new Folder(nextId(), name, folder, found.sheets(), false)
                : document(nextId(), name, type, folder, found.sheets());
    }
}
