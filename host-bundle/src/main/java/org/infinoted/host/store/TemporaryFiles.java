// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary files that exist while others are written. Their names are short enough for every folder that can hold
 * documents, and end in something that no server takes for a type.
 */
final class TemporaryFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);
    private static final String PREFIX = ".infinoted.tmp-";
    private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "[0-9]+");
    private static final AtomicLong LAST = new AtomicLong();

    private TemporaryFiles() {}

    /** A name that is free in the folder. */
    static Path unusedName(OpenFolder folder) throws IOException {
        Path candidate;
        do {
            candidate = Path.of(PREFIX + LAST.incrementAndGet());
        } while (folder.exists(candidate));
        return candidate;
    }

    /** Removes the temporary files of earlier processes here and below. Folders that cannot be read are skipped. */
    static void removeAll(OpenFolder folder) {
        try {
            for (Path entry : folder.names()) {
                if (NAME.matcher(entry.toString()).matches() && folder.isFile(entry)) {
                    folder.deleteFile(entry);
                    LOG.info("Removed {} in {}, left by a write that was cut short", entry, folder);
                } else if (folder.isFolder(entry)) {
                    try (OpenFolder child = folder.folder(entry)) {
                        removeAll(child);
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("Could not look for left temporary files in {}", folder, e);
        }
    }
}
