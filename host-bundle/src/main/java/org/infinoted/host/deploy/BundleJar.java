// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/**
 * Makes a jar of a bundle's content. The file from which the bundle was installed cannot be used: it may have been
 * replaced since by one that the framework has not read yet, or has refused.
 */
final class BundleJar {
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
    /** Readers of a stream want the manifest first, and what signs it next. */
    private static final Comparator<String> ORDER = Comparator.<String, Boolean>comparing(
                    name -> !name.equals(JarFile.MANIFEST_NAME))
            .thenComparing(name -> !name.startsWith("META-INF/"))
            .thenComparing(Comparator.naturalOrder());

    private BundleJar() {}

    /**
     * Writes the jar.
     *
     * @return the fingerprint of its content, in hexadecimal: equal for bundles with equal content
     */
    static String write(Bundle bundle, Path file) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names(bundle)) {
                ZipEntry entry = new ZipEntry(name);
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                long length = name.endsWith("/") ? 0 : copy(bundle, name, new DigestOutputStream(zip, digest));
                digest.update(ByteBuffer.allocate(1 + Long.BYTES)
                        .put((byte) 0)
                        .putLong(length)
                        .flip());
                zip.closeEntry();
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static long copy(Bundle bundle, String name, OutputStream to) throws IOException {
        URL entry = bundle.getEntry(name);
        if (entry == null) {
            throw new IOException(bundle + " has no " + name + " any more");
        }
        try (InputStream in = entry.openStream()) {
            return in.transferTo(to);
        }
    }

    static SortedSet<String> names(Bundle bundle) throws IOException {
        SortedSet<String> names = new TreeSet<>(ORDER);
        collect(bundle, "/", names);
        if (!names.contains(JarFile.MANIFEST_NAME)) {
            throw new IOException(bundle + " has no manifest; what there is: " + names);
        }
        return names;
    }

    private static void collect(Bundle bundle, String folder, SortedSet<String> names) {
        Enumeration<String> paths = bundle.getEntryPaths(folder);
        for (String path : paths == null ? Collections.<String>emptyList() : Collections.list(paths)) {
            if (names.add(path) && path.endsWith("/")) {
                collect(bundle, path, names);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
