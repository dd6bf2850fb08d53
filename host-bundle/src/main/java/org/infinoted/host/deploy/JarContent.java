// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.infinoted.plugin.PluginException;

/**
 * Reads a jar to its end, and the jars within it, whatever their names: the framework takes those on the class path apart.
 * All of them together keep within one limit.
 */
final class JarContent {
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final DeployLimits limits;
    private final Path temporary;
    private long inflated;
    private int entries;

    /** @param temporary a folder for what is in the jar */
    JarContent(DeployLimits limits, Path temporary) {
        this.limits = limits;
        this.temporary = temporary;
    }

    /** @throws PluginException names the entry that is wrong */
    void check(Path jar) throws IOException, PluginException {
        check(jar, true);
    }

    private void check(Path jar, boolean outer) throws IOException, PluginException {
        entries += JarLayout.of(jar, limits.entries() - entries).entries();
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                try (InputStream in = file.getInputStream(entry)) {
                    read(in, entry, outer);
                }
            }
        }
    }

    private void read(InputStream in, ZipEntry entry, boolean outer) throws IOException, PluginException {
        CRC32 crc = new CRC32();
        byte[] start = in.readNBytes(ZIP.length);
        if (outer && Arrays.equals(start, ZIP)) {
            Path inner = Files.createTempFile(temporary, "nested-", ".tmp");
            try {
                try (OutputStream out = Files.newOutputStream(inner)) {
                    copy(start, in, crc, out);
                }
                checkInner(inner, entry);
            } finally {
                Files.delete(inner);
            }
        } else {
            copy(start, in, crc, OutputStream.nullOutputStream());
        }
        if (crc.getValue() != entry.getCrc()) {
            throw new IOException("the content of " + entry.getName() + " has changed on its way");
        }
    }

    private void checkInner(Path inner, ZipEntry entry) throws PluginException {
        try {
            check(inner, false);
        } catch (IOException e) {
            throw new PluginException(
                    "The jar " + EntryNames.shown(entry.getName()) + " within it is damaged (" + e.getMessage()
                            + "): build it once more",
                    e);
        } catch (PluginException e) {
            throw new PluginException("In " + EntryNames.shown(entry.getName()) + ": " + e.getMessage(), e);
        }
    }

    private void copy(byte[] start, InputStream in, CRC32 crc, OutputStream out) throws IOException, PluginException {
        byte[] buffer = new byte[8192];
        System.arraycopy(start, 0, buffer, 0, start.length);
        for (int n = start.length; n >= 0; n = in.read(buffer)) {
            crc.update(buffer, 0, n);
            inflated += n;
            if (inflated > limits.inflatedBytes()) {
                throw new PluginException("What is in the jar is larger than " + limits.inflatedBytes()
                        + " bytes. Leave away what the plugin does not need");
            }
            out.write(buffer, 0, n);
        }
    }
}
