// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;

/** The file that a bundle comes from, if its content is still what the bundle has. */
final class InstalledFile {
    private InstalledFile() {}

    /** The SHA-256 of the file, in hexadecimal; empty if the bundle has other content by now, or comes from no file. */
    static Optional<String> checksum(Bundle bundle) {
        try {
            URI location = URI.create(bundle.getLocation());
            if (!"file".equals(location.getScheme())) {
                return Optional.empty();
            }
            Path file = Path.of(location);
            return isContentOf(bundle, file) ? Optional.of(sha256(file)) : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            return Optional.empty(); // it is no file's location, or one of both goes just now
        }
    }

    private static boolean isContentOf(Bundle bundle, Path file) throws IOException {
        Set<String> names = new HashSet<>();
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            for (JarEntry entry :
                    jar.stream().filter(each -> !each.isDirectory()).toList()) {
                URL same = bundle.getEntry(entry.getName());
                if (same == null) {
                    return false;
                }
                try (InputStream one = jar.getInputStream(entry);
                        InputStream other = same.openStream()) {
                    if (!isEqual(one, other)) {
                        return false;
                    }
                }
                names.add(entry.getName());
            }
        }
        return names.equals(BundleJar.names(bundle).stream()
                .filter(name -> !name.endsWith("/"))
                .collect(Collectors.toSet()));
    }

    private static boolean isEqual(InputStream one, InputStream other) throws IOException {
        byte[] part;
        do {
            part = one.readNBytes(8192);
            if (!Arrays.equals(part, other.readNBytes(8192))) {
                return false;
            }
        } while (part.length > 0);
        return true;
    }

    private static String sha256(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
