// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.infinoted.directory.Node;
import org.infinoted.host.access.Acl;
import org.jspecify.annotations.Nullable;

/** A folder: its children, the names that are taken, and the clients that have explored it. */
final class FolderNode extends TreeNode {
    private final NavigableMap<Integer, TreeNode> children = new TreeMap<>(); // by position
    /** By what equal names have in common. Several only if they were on disk like this. */
    private final Map<String, List<TreeNode>> named = new HashMap<>();

    private final Set<String> reserved = new HashSet<>();
    private final Set<ClientState> explorers = new LinkedHashSet<>();
    private int lastPosition;
    private boolean read;
    private @Nullable CompletionStage<Void> reading;

    /** @param read whether everything in it is known: a folder just made is empty, another has to be read from the store */
    FolderNode(int id, String name, @Nullable FolderNode parent, Acl sheets, boolean read) {
        super(id, name, parent, sheets);
        this.read = read;
    }

    @Override
    String type() {
        return Node.FOLDER;
    }

    /** The path of something of this name in this folder. */
    String pathOf(String childName) {
        return parent() == null ? "/" + childName : path() + "/" + childName;
    }

    boolean isRead() {
        return read;
    }

    void markRead() {
        read = true;
        reading = null;
    }

    /** The reading from the store while it is under way; otherwise null. */
    @Nullable
    CompletionStage<Void> reading() {
        return reading;
    }

    /** Notes that the folder is being read; null when that has failed. */
    void reading(@Nullable CompletionStage<Void> underWay) {
        reading = underWay;
    }

    /** Everything directly in here, in the order in which it was added. */
    Collection<TreeNode> children() {
        return Collections.unmodifiableCollection(children.values());
    }

    /** What was added after the one at this position, and is here, in that order. */
    Collection<TreeNode> childrenAfter(int position) {
        return Collections.unmodifiableCollection(
                children.tailMap(position, false).values());
    }

    /** The position of what was added last; 0 if there never was anything. */
    int lastPosition() {
        return lastPosition;
    }

    /** How much is in here or being made. */
    int size() {
        return children.size() + reserved.size();
    }

    /** What has exactly this name. */
    List<TreeNode> withName(String name) {
        return named.getOrDefault(NodeNames.key(name), List.of()).stream()
                .filter(child -> child.name().equals(name))
                .toList();
    }

    /** Keeps others from using a name equal to this one, unless it is taken. */
    boolean reserve(String name) {
        String key = NodeNames.key(name);
        return !named.containsKey(key) && reserved.add(key);
    }

    void release(String name) {
        reserved.remove(NodeNames.key(name));
    }

    void add(TreeNode child) {
        child.position(++lastPosition);
        children.put(child.position(), child);
        named.computeIfAbsent(NodeNames.key(child.name()), key -> new ArrayList<>(1))
                .add(child);
    }

    void remove(TreeNode child) {
        children.remove(child.position());
        named.computeIfPresent(NodeNames.key(child.name()), (key, nodes) -> {
            nodes.remove(child);
            return nodes.isEmpty() ? null : nodes;
        });
    }

    /** The clients that are told of changes directly in here. */
    Set<ClientState> explorers() {
        return explorers;
    }
}
