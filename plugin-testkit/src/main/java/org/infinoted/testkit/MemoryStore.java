// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.infinoted.directory.Node;
import org.infinoted.store.AclSheet;
import org.infinoted.store.DocumentStore;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoredNode;

/** Documents and folders in memory. */
final class MemoryStore implements DocumentStore {
    private static final byte[] FOLDER = {};

    private final Map<Key, byte[]> nodes =
            new TreeMap<>(Comparator.comparing(Key::path).thenComparing(Key::type));
    private final Map<String, List<AclSheet>> sheets = new HashMap<>();

    private record Key(String path, String type) {
        String parent() {
            return path.substring(0, Math.max(1, path.lastIndexOf('/')));
        }

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    @Override
    public List<StoredNode> list(String folder) throws IOException {
        checkFolder(folder);
        return nodes.keySet().stream()
                .filter(key -> key.parent().equals(folder))
                .map(key -> new StoredNode(key.name(), key.type()))
                .toList();
    }

    @Override
    public void createFolder(String path) throws IOException {
        create(new Key(path, Node.FOLDER), FOLDER);
    }

    @Override
    public void createDocument(String path, String type, Content content) throws IOException {
        create(new Key(path, type), written(content));
    }

    private void create(Key key, byte[] content) throws IOException {
        checkFolder(key.parent());
        if (nodes.putIfAbsent(key, content) != null) {
            throw new StoreException(StoreException.Reason.EXISTS, "There is " + key.path() + " already");
        }
    }

    @Override
    public InputStream readDocument(String path, String type) throws IOException {
        checkThere(new Key(path, type));
        return new ByteArrayInputStream(nodes.get(new Key(path, type)));
    }

    @Override
    public void writeDocument(String path, String type, Content content) throws IOException {
        checkThere(new Key(path, type));
        nodes.put(new Key(path, type), written(content));
    }

    @Override
    public void remove(String path, String type) throws IOException {
        checkThere(new Key(path, type));
        nodes.remove(new Key(path, type));
        nodes.keySet().removeIf(key -> type.equals(Node.FOLDER) && key.path().startsWith(path + '/'));
    }

    @Override
    public List<AclSheet> readAcl(String path) {
        return sheets.getOrDefault(path, List.of());
    }

    @Override
    public void writeAcl(String path, List<AclSheet> newSheets) {
        sheets.put(path, List.copyOf(newSheets));
    }

    private void checkFolder(String path) throws StoreException {
        if (!path.equals("/")) {
            checkThere(new Key(path, Node.FOLDER));
        }
    }

    private void checkThere(Key key) throws StoreException {
        if (!nodes.containsKey(key)) {
            throw new StoreException(StoreException.Reason.MISSING, "There is no " + key.path());
        }
    }

    private static byte[] written(Content content) throws IOException {
        var out = new ByteArrayOutputStream();
        content.writeTo(out);
        return out.toByteArray();
    }
}
