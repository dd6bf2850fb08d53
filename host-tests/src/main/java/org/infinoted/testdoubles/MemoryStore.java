// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testdoubles;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.infinoted.directory.Node;
import org.infinoted.store.AclSheet;
import org.infinoted.store.DocumentStore;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;
import org.infinoted.store.StoredNode;
import org.jspecify.annotations.Nullable;

/** A store in memory, which fails when the test says so. */
public final class MemoryStore implements DocumentStore {
    private record Key(String path, String type) {}

    private final Map<String, Map<Key, String>> folders = new TreeMap<>();
    private final Map<String, List<AclSheet>> acls = new HashMap<>();
    private final Map<String, IOException> failures = new HashMap<>();
    private Function<String, @Nullable IOException> failing = operation -> null;
    private final List<String> calls = new ArrayList<>();

    public MemoryStore() {
        folders.put("/", new TreeMap<>(Comparator.comparing(Key::path).thenComparing(Key::type)));
    }

    /** Puts a folder there, behind the server's back. */
    public MemoryStore withFolder(String path) {
        putFolder(path);
        return this;
    }

    /** Puts a document there, behind the server's back. */
    public MemoryStore withDocument(String path, String type, String content) {
        existingParent(path).put(new Key(path, type), content);
        return this;
    }

    /** Has rights given at a node, behind the server's back. */
    public MemoryStore withAcl(String path, AclSheet... sheets) {
        acls.put(path, List.of(sheets));
        return this;
    }

    /** Makes each call of this operation on this path fail, such as {@code "remove /doc"}; null ends that. */
    public void fail(String call, @Nullable IOException failure) {
        failures.put(call, failure);
    }

    /** Asks the function before each call, giving the operation, for its failure; null lets it succeed. */
    public void failEach(Function<String, @Nullable IOException> asked) {
        failing = asked;
    }

    /** What was called: operation and path. */
    public List<String> calls() {
        return calls;
    }

    /** What a document contains; null if there is none. */
    public @Nullable String content(String path, String type) {
        Map<Key, String> folder = folders.get(parent(path));
        return folder == null ? null : folder.get(new Key(path, type));
    }

    /** The rights given at a node. */
    public List<AclSheet> acls(String path) {
        return acls.getOrDefault(path, List.of());
    }

    /** All documents and folders: paths with types. */
    public List<String> everything() {
        List<String> everything = new ArrayList<>();
        folders.forEach((path, nodes) -> nodes.keySet().forEach(key -> everything.add(key.path() + " " + key.type())));
        everything.sort(null);
        return everything;
    }

    @Override
    public List<StoredNode> list(String folder) throws IOException {
        begin("list", folder);
        List<StoredNode> nodes = new ArrayList<>();
        for (Key key : folder(folder).keySet()) {
            nodes.add(new StoredNode(key.path().substring(key.path().lastIndexOf('/') + 1), key.type()));
        }
        return nodes;
    }

    @Override
    public void createFolder(String path) throws IOException {
        begin("createFolder", path);
        checkName(path);
        if (folders.containsKey(path)) {
            throw new StoreException(Reason.EXISTS, "There is " + path);
        }
        folder(parent(path));
        putFolder(path);
    }

    @Override
    public void createDocument(String path, String type, Content content) throws IOException {
        begin("createDocument", path);
        checkName(path);
        Map<Key, String> parent = folder(parent(path));
        if (parent.containsKey(new Key(path, type))) {
            throw new StoreException(Reason.EXISTS, "There is " + path);
        }
        parent.put(new Key(path, type), written(content));
    }

    @Override
    public InputStream readDocument(String path, String type) throws IOException {
        begin("readDocument", path);
        return new ByteArrayInputStream(existing(path, type).getBytes(UTF_8));
    }

    @Override
    public void writeDocument(String path, String type, Content content) throws IOException {
        begin("writeDocument", path);
        existing(path, type);
        folder(parent(path)).put(new Key(path, type), written(content));
    }

    @Override
    public void remove(String path, String type) throws IOException {
        begin("remove", path);
        existing(path, type);
        folder(parent(path)).remove(new Key(path, type));
        if (type.equals(Node.FOLDER)) {
            folders.keySet().removeIf(folder -> folder.equals(path) || folder.startsWith(path + "/"));
        }
        acls.remove(path);
    }

    @Override
    public List<AclSheet> readAcl(String path) throws IOException {
        begin("readAcl", path);
        return acls.getOrDefault(path, List.of());
    }

    @Override
    public void writeAcl(String path, List<AclSheet> sheets) throws IOException {
        begin("writeAcl", path);
        acls.put(path, List.copyOf(sheets));
    }

    /** Fails, too, if the test says so for {@code "checkRoom"}. */
    @Override
    public void checkRoom(long bytes) throws IOException {
        IOException failure = failures.getOrDefault("checkRoom", failing.apply("checkRoom"));
        if (failure != null) {
            throw failure;
        }
    }

    private void begin(String operation, String path) throws IOException {
        String call = operation + " " + path;
        calls.add(call);
        IOException failure = failures.getOrDefault(call, failing.apply(operation));
        if (failure != null) {
            throw failure;
        }
    }

    private static void checkName(String path) throws StoreException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.equals(".") || name.equals("..")) {
            throw new StoreException(Reason.BAD_NAME, "No name: " + name);
        }
    }

    private void putFolder(String path) {
        folders.put(path, new TreeMap<>(Comparator.comparing(Key::path).thenComparing(Key::type)));
        existingParent(path).put(new Key(path, Node.FOLDER), "");
    }

    private Map<Key, String> existingParent(String path) {
        return Objects.requireNonNull(folders.get(parent(path)), "there is no folder for " + path);
    }

    private Map<Key, String> folder(String path) throws StoreException {
        Map<Key, String> folder = folders.get(path);
        if (folder == null) {
            throw new StoreException(Reason.MISSING, "There is no " + path);
        }
        return folder;
    }

    private String existing(String path, String type) throws StoreException {
        String content = folder(parent(path)).get(new Key(path, type));
        if (content == null) {
            throw new StoreException(Reason.MISSING, "There is no " + path);
        }
        return content;
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    private static String written(Content content) throws IOException {
        var out = new ByteArrayOutputStream();
        content.writeTo(out);
        return out.toString(UTF_8);
    }
}
