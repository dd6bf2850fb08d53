// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.IOException;
import java.nio.file.FileStore;

/** The disk as the operating system describes it. */
record RootDisk(FileStore volume) implements StorageQuota.Disk {
    @Override
    public long total() throws IOException {
        return volume.getTotalSpace();
    }

    @Override
    public long usable() throws IOException {
        return volume.getUsableSpace();
    }
}
