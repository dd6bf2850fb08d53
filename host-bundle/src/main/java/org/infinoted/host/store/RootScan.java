// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import org.infinoted.store.StoredNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once at everything in a root directory when it is opened: counts it, notes which types of documents there are, and removes
 * the temporary files of earlier processes. Folders that cannot be read are skipped.
 */
final class RootScan {
    private static final Logger LOG = LoggerFactory.getLogger(RootScan.class);

    private final Usage usage;
    private final Set<String> types;

    RootScan(Usage usage, Set<String> types) {
        this.usage = usage;
        this.types = types;
    }

    void scan(OpenFolder folder) {
        try {
            for (Path entry : folder.names()) {
                Optional<BasicFileAttributes> attributes = folder.attributes(entry);
                if (attributes.isPresent()) {
                    scan(folder, entry, attributes.get());
                }
            }
        } catch (IOException e) {
            LOG.warn("Could not look into folder {}: {}", folder, e.toString());
        }
    }

    private void scan(OpenFolder folder, Path entry, BasicFileAttributes attributes) throws IOException {
        usage.appeared(entry, attributes);
        if (attributes.isDirectory()) {
            try (OpenFolder child = folder.folder(entry)) {
                scan(child);
            } catch (IOException e) {
                LOG.warn(
                        "Could not look into {} in folder {}: {}",
                        FileNames.quote(entry.toString()),
                        folder,
                        e.toString());
            }
        } else if (attributes.isRegularFile() && TemporaryFiles.isTemporary(entry)) {
            folder.deleteFile(entry);
            LOG.info("Removed {} in {}, left by a write that was cut short", entry, folder);
        } else if (attributes.isRegularFile()) {
            FileNames.document(entry.toString()).map(StoredNode::type).ifPresent(types::add);
        }
    }
}
