// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/** How much is in a root directory: counted when it is opened, and kept up to date by all that changes it. Thread-safe. */
final class Usage {
    /** What file systems give out at once; also stands for what a folder and an empty file take. */
    private static final long BLOCK = 4096;

    private final AtomicLong nodes = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** How many documents and folders there are, without the root. */
    long nodes() {
        return nodes.get();
    }

    /** What all files and folders take, in whole blocks. */
    long bytes() {
        return bytes.get();
    }

    /** There is one more entry in a folder. */
    void appeared(Path name, BasicFileAttributes entry) {
        nodes.addAndGet(nodes(name, entry));
        bytes.addAndGet(bytes(entry));
    }

    /** An entry of a folder has gone. */
    void disappeared(Path name, BasicFileAttributes entry) {
        nodes.addAndGet(-nodes(name, entry));
        bytes.addAndGet(-bytes(entry));
    }

    private static int nodes(Path name, BasicFileAttributes entry) {
        boolean document =
                entry.isRegularFile() && FileNames.document(name.toString()).isPresent();
        return document || entry.isDirectory() ? 1 : 0;
    }

    private static long bytes(BasicFileAttributes entry) {
        if (!entry.isRegularFile()) {
            return BLOCK;
        }
        return Math.max(1, (entry.size() + BLOCK - 1) / BLOCK) * BLOCK;
    }
}
