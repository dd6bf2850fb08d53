// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.infinoted.store.AclSheet;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;

/** Reads and writes ACL files, each beside the node that it is for. */
final class AclFiles {
    private final AclReader reader;
    private final AclWriter writer;
    private final int maximumBytes;

    AclFiles(List<String> permissions, int maximumBytes) {
        this.reader = new AclReader(permissions);
        this.writer = new AclWriter(List.copyOf(permissions));
        this.maximumBytes = maximumBytes;
    }

    List<AclSheet> read(OpenFolder folder, Location node) throws IOException {
        Path file = file(node);
        if (!folder.exists(file)) {
            return List.of();
        }
        if (!folder.isFile(file)) {
            throw damaged(node, "it is not a regular file");
        }
        try (InputStream in = Channels.newInputStream(folder.read(file))) {
            byte[] content = in.readNBytes(maximumBytes + 1);
            if (content.length > maximumBytes) {
                throw damaged(node, "it is larger than " + maximumBytes + " bytes");
            }
            return reader.read(content);
        } catch (XMLStreamException e) {
            // the parser's messages span several lines and quote the file
            String problem = String.valueOf(e.getMessage()).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\\s]+", " ");
            throw new StoreException(Reason.BAD_CONTENT, message(node, problem.strip()), e);
        }
    }

    /** Replaces the file, or removes it if all sheets are empty. */
    void write(OpenFolder folder, Location node, List<AclSheet> sheets) throws IOException {
        if (sheets.stream().allMatch(sheet -> sheet.permissions().isEmpty())) {
            remove(folder, node);
            folder.force();
        } else {
            byte[] content = writer.write(sheets).getBytes(StandardCharsets.US_ASCII);
            folder.write(file(node), out -> out.write(content));
        }
    }

    /** Removes the file if there is one. */
    void remove(OpenFolder folder, Location node) throws IOException {
        Path file = file(node);
        if (folder.exists(file) && !folder.isFolder(file)) {
            folder.deleteFile(file);
        }
    }

    private static Path file(Location node) throws StoreException {
        return FileNames.step(node.isRoot() ? FileNames.ROOT_ACL : FileNames.acl(node.name()));
    }

    private static StoreException damaged(Location node, String what) {
        return new StoreException(Reason.BAD_CONTENT, message(node, what));
    }

    private static String message(Location node, String what) {
        return "The file with the permissions of " + node + " cannot be used: " + what;
    }
}
