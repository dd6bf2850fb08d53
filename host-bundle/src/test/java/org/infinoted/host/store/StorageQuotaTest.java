// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.infinoted.directory.Node;
import org.infinoted.host.access.Permission;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much there may be in the root directory. */
@Tag("unit")
class StorageQuotaTest extends StoreFixture {
    private static final long BLOCK = 4096;
    private static final long MANY = 1L << 40;

    private record FakeDisk(long total, long usable) implements StorageQuota.Disk {}

    private void open(StorageQuota quota) throws IOException {
        store.close();
        store = FileStore.open(
                root, Permission.attributes(), FileStore.Limits.DEFAULT.withQuota(quota), GroupAccess.NONE);
    }

    private void assertCounted() throws IOException {
        long nodes = store.usage().nodes();
        long bytes = store.usage().bytes();
        reopened();
        assertEquals(store.usage().nodes(), nodes, "as at a start");
        assertEquals(store.usage().bytes(), bytes, "as at a start");
    }

    @Test
    void noMoreDocumentsAndFoldersAreMadeThanThereMayBe() throws IOException {
        open(new StorageQuota(3, MANY, 0));
        store.createFolder("/a");
        store.createDocument("/a/b", "InfText", text("x"));
        store.createDocument("/c", "InfText", text("x"));
        String told = assertRefused(Reason.FULL, () -> store.createDocument("/d", "InfText", text("x")))
                .getMessage();
        assertTrue(told.contains("no more than 3"), told);
        assertRefused(Reason.FULL, () -> store.createFolder("/d"));
        store.remove("/c", "InfText");
        store.createFolder("/d");
    }

    @Test
    void whatIsThereAboveTheLimitIsUsedAsItIs() throws IOException {
        store.createFolder("/a");
        store.createDocument("/a/b", "InfText", text("x"));
        open(new StorageQuota(1, 1, 0));
        assertEquals(1, store.list("/a").size());
        store.writeDocument("/a/b", "InfText", text("more".repeat(10_000)));
        assertEquals(40_000, read("/a/b", "InfText").length());
        assertRefused(Reason.FULL, () -> store.createFolder("/c"));
    }

    @Test
    void nothingNewIsMadeWhenTheFilesTakeAllThatTheyMay() throws IOException {
        store.createDocument("/a", "InfText", text("x"));
        open(new StorageQuota(100, 10 * BLOCK, 0));
        store.createDocument("/b", "InfText", text("x"));
        store.writeDocument("/a", "InfText", text("x".repeat((int) (10 * BLOCK))));
        String told = assertRefused(Reason.FULL, () -> store.createDocument("/c", "InfText", text("x")))
                .getMessage();
        assertTrue(told.contains("remove some"), told);
        store.writeDocument("/b", "InfText", text("x".repeat((int) (2 * BLOCK))));
        store.remove("/a", "InfText");
        store.createDocument("/c", "InfText", text("x"));
    }

    @Test
    void uploadsUnderWayNeedRoomTogether() throws IOException {
        open(new StorageQuota(100, 10 * BLOCK, 0));
        store.checkRoom(5 * BLOCK);
        assertRefused(Reason.FULL, () -> store.checkRoom(10 * BLOCK));
    }

    @Test
    void reserveOfTheDiskIsLeftForWhatIsThere() throws IOException {
        var quota = new StorageQuota(100, MANY, 1000);
        var usage = new Usage();
        quota.checkNode(usage, new FakeDisk(MANY, 1000));
        StoreException refused =
                assertThrows(StoreException.class, () -> quota.checkNode(usage, new FakeDisk(MANY, 999)));
        assertEquals(Reason.FULL, refused.reason());
        quota.checkRoom(500, usage, new FakeDisk(MANY, 1500));
        assertThrows(StoreException.class, () -> quota.checkRoom(501, usage, new FakeDisk(MANY, 1500)));
    }

    @Test
    void smallDisksKeepNoMoreThanATwentieth() throws IOException {
        var quota = new StorageQuota(100, MANY, 1000);
        quota.checkNode(new Usage(), new FakeDisk(2000, 100));
        assertThrows(StoreException.class, () -> quota.checkNode(new Usage(), new FakeDisk(2000, 99)));
    }

    @Test
    void diskThatDoesNotTellItsSizeHasNoReserve() {
        var quota = new StorageQuota(100, MANY, 1000);
        assertDoesNotThrow(() -> quota.checkNode(new Usage(), new FakeDisk(0, 0)));
    }

    @Test
    void whatIsMadeGrowsAndGoesIsCountedAsAtTheNextStart() throws IOException {
        store.createFolder("/a");
        store.createFolder("/a/b");
        store.createDocument("/a/b/c", "InfText", text("x".repeat(10_000)));
        store.createDocument("/d", "InfChat", text(""));
        assertCounted();
        assertEquals(4, store.usage().nodes());
        store.writeDocument("/a/b/c", "InfText", text("x"));
        assertCounted();
        store.writeDocument("/d", "InfChat", text("x".repeat(9000)));
        store.writeAcl(
                "/d",
                java.util.List.of(
                        new org.infinoted.store.AclSheet("default", java.util.Map.of("can-add-document", true))));
        assertCounted();
        store.remove("/d", "InfChat");
        assertCounted();
        store.remove("/a", Node.FOLDER);
        assertCounted();
        assertEquals(0, store.usage().nodes());
    }

    @Test
    void whatOthersPutThereIsCountedAtTheNextStart() throws IOException {
        Files.createDirectory(root.resolve("folder"));
        Files.writeString(root.resolve("folder/x.InfText"), "x".repeat(5000));
        Files.writeString(root.resolve("readme.txt"), "x");
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.writeString(root.resolve(".infinoted.tmp-1"), "x".repeat(100_000));
        reopened();
        assertEquals(2, store.usage().nodes());
        assertEquals(BLOCK * (1 + 2 + 1 + 1 + 1), store.usage().bytes(), "with the link and the lock");
    }

    @Test
    void failedWriteCountsNothing() throws IOException {
        store.createDocument("/a", "InfText", text("x"));
        assertThrows(
                IOException.class,
                () -> store.writeDocument("/a", "InfText", out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }));
        assertCounted();
    }

    /** A name is asked of the file system: a folder with thousands of documents is not listed for each new one. */
    @Test
    void nameTakenByADocumentOfAnyTypeThatWasSeenIsRefused() throws IOException {
        Files.writeString(root.resolve("x.InfOther"), "x");
        reopened();
        assertRefused(Reason.EXISTS, () -> store.createDocument("/x", "InfText", text("x")));
        Files.writeString(root.resolve("y.InfOther"), "x");
        assertRefused(Reason.EXISTS, () -> store.createFolder("/y"));
        Files.createDirectory(root.resolve("z"));
        assertRefused(Reason.EXISTS, () -> store.createDocument("/z", "InfText", text("x")));
        try (Stream<Path> all = Files.list(root)) {
            assertEquals(4, all.count());
        }
    }
}
