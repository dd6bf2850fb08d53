// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.IOException;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;

/**
 * How much the root directory may hold before nothing new is made in it. What is there already is saved whatever the quota says, as
 * long as the disk has room; the reserve is for that.
 *
 * @param nodes how many documents and folders there may be; at least 1
 * @param bytes how much all files together may take, in blocks of 4 KiB; at least 1
 * @param reserve how many bytes of the disk stay free, but never more than a twentieth of the disk; 0 or more
 */
public record StorageQuota(long nodes, long bytes, long reserve) {
    /** 100 000 documents and folders, 10 GiB, 64 MiB. */
    public static final StorageQuota DEFAULT = new StorageQuota(100_000, 10L << 30, 64L << 20);

    private static final int LARGEST_SHARE = 20;

    public StorageQuota {
        if (nodes < 1 || bytes < 1 || reserve < 0) {
            throw new IllegalArgumentException("The quota of the storage must be positive");
        }
    }

    /** The disk that the root directory is on. */
    interface Disk {
        /** How many bytes it has in all; 0 if it does not tell. */
        long total() throws IOException;

        /** How many bytes this process may still write. */
        long usable() throws IOException;
    }

    /** Refuses one more document or folder when there is no room for it. */
    void checkNode(Usage usage, Disk disk) throws IOException {
        if (usage.nodes() >= nodes) {
            throw full("There are " + usage.nodes() + " documents and folders; the server makes no more than " + nodes);
        }
        checkRoom(0, usage, disk);
    }

    /** Refuses new content of so many bytes when there is no room for it. */
    void checkRoom(long wanted, Usage usage, Disk disk) throws IOException {
        if (usage.bytes() + wanted >= bytes) {
            throw full("The documents take " + mega(usage.bytes()) + " MiB of the " + mega(bytes)
                    + " that they may take; remove some first");
        }
        long total = disk.total();
        if (total > 0 && disk.usable() - wanted < Math.min(reserve, total / LARGEST_SHARE)) {
            throw full("The disk of the server is nearly full; what there is can still be saved, but nothing new made");
        }
    }

    private static StoreException full(String message) {
        return new StoreException(Reason.FULL, message);
    }

    private static long mega(long bytes) {
        return bytes >> 20;
    }
}
