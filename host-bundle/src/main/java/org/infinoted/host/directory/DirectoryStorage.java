// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.infinoted.host.access.Acl;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.store.StoreExecutor;
import org.infinoted.note.Note;
import org.infinoted.store.DocumentStore;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoredNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the directory wants of the store. All methods return at once; the work is done on the store's threads, and the stages
 * complete there. Changes are made one after the other, in the order of the calls; a document is saved beside them, and not removed
 * before that has ended.
 */
final class DirectoryStorage {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryStorage.class);

    private final StoreExecutor store;
    private final Set<Save> saves = ConcurrentHashMap.newKeySet();

    /** A document that is being saved. */
    private record Save(DocumentNode document, CompletableFuture<Void> ended) {}

    DirectoryStorage(StoreExecutor store) {
        this.store = store;
    }

    /** A folder or document in the store, with the rights given there. */
    record Found(StoredNode node, Acl sheets) {}

    /** What is directly in a folder. */
    CompletionStage<List<Found>> list(FolderNode folder) {
        String path = folder.path();
        return store.read(documents -> {
            List<Found> found = new ArrayList<>();
            for (StoredNode node : documents.list(path)) {
                found.add(new Found(node, sheets(documents, folder.pathOf(node.name()))));
            }
            return found;
        });
    }

    CompletionStage<Note> read(DocumentNode document, NoteTypes.Named type) {
        return store.read(documents -> {
            try (InputStream stored = documents.readDocument(document.path(), document.type())) {
                return type.type().read(stored);
            }
        });
    }

    /** Makes an empty folder with the rights that the node has. */
    CompletionStage<Void> create(FolderNode folder) {
        return store.write(documents -> {
            documents.createFolder(folder.path());
            protect(documents, folder);
        });
    }

    /** Makes an empty document with the rights that the node has. */
    CompletionStage<Void> create(DocumentNode document, NoteTypes.Named type) {
        return store.write(documents -> {
            documents.createDocument(
                    document.path(),
                    document.type(),
                    out -> type.type().create().snapshot().write(out));
            protect(documents, document);
        });
    }

    CompletionStage<Void> write(DocumentNode document, Note.Snapshot content) {
        Save save = new Save(document, new CompletableFuture<>());
        saves.add(save);
        return store.save(documents -> documents.writeDocument(document.path(), document.type(), content::write))
                .whenComplete((written, failure) -> {
                    saves.remove(save);
                    save.ended.complete(null);
                });
    }

    private CompletionStage<Void> savedIn(TreeNode node) {
        return CompletableFuture.allOf(saves.stream()
                .filter(save -> save.document.isIn(node))
                .map(Save::ended)
                .toArray(CompletableFuture[]::new));
    }

    /** The number of bytes; fails if there is no room for new content of so many. */
    CompletionStage<Long> checkRoom(long bytes) {
        return store.read(documents -> {
            documents.checkRoom(bytes);
            return bytes;
        });
    }

    /** Removes a document, or a folder with everything in it. It is no failure if that is gone already. */
    CompletionStage<Void> remove(TreeNode node) {
        return savedIn(node)
                .thenCompose(saved -> store.write(documents -> {
                    try {
                        documents.remove(node.path(), node.type());
                    } catch (StoreException e) {
                        if (e.reason() != StoreException.Reason.MISSING) {
                            throw e;
                        }
                    }
                }));
    }

    private static void protect(DocumentStore documents, TreeNode node) throws IOException {
        if (node.sheets().isEmpty()) {
            return;
        }
        try {
            documents.writeAcl(node.path(), node.sheets().toStore());
        } catch (IOException e) {
            documents.remove(node.path(), node.type()); // what cannot be protected as wanted must not be there
            throw e;
        }
    }

    /** Rights that cannot be read grant nothing to anybody; they keep nobody from seeing what is beside them. */
    private static Acl sheets(DocumentStore documents, String path) {
        try {
            return Acl.of(documents.readAcl(path));
        } catch (IOException e) {
            LOG.error("The rights given at {} cannot be read, so nobody has any there", path, e);
            return Acl.NOTHING;
        }
    }
}
