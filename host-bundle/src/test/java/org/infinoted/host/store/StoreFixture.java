// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.infinoted.host.access.Permission;
import org.infinoted.store.DocumentStore.Content;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A file store on a fresh root, with files outside the root that must not change. */
abstract class StoreFixture {
    @TempDir
    Path directory;

    Path root;
    Path outside;
    FileStore store;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
        outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("secret.InfText"), "secret");
        store = reopened();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        assertEquals("secret", Files.readString(outside.resolve("secret.InfText")));
    }

    /** The store as after a restart. */
    FileStore reopened() throws IOException {
        if (store != null) {
            store.close();
        }
        store = FileStore.open(root, Permission.attributes(), FileStore.Limits.DEFAULT, GroupAccess.NONE);
        return store;
    }

    static Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    String read(String path, String type) throws IOException {
        try (InputStream in = store.readDocument(path, type)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Everything on disk below the root but the lock, as relative paths. */
    Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> !file.equals(root) && !file.equals(root.resolve(RootLock.FILE_NAME)))
                    .map(file -> root.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static StoreException assertRefused(Reason reason, Executable operation) {
        StoreException refused = assertThrows(StoreException.class, operation);
        assertEquals(reason, refused.reason(), refused.getMessage());
        return refused;
    }
}
