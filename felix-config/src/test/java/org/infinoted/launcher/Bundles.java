// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes small bundles for tests. */
final class Bundles {
    private Bundles() {}

    /** Writes a bundle without code. */
    static void write(Path jar, String symbolicName) throws IOException {
        write(jar, Map.of("Bundle-SymbolicName", symbolicName), Map.of());
    }

    static void write(Path jar, Map<String, String> headers, Map<String, byte[]> entries) throws IOException {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        headers.forEach(main::putValue);
        Files.createDirectories(jar.getParent());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
    }

    /** The entries of a jar that holds these classes and a text. */
    static Map<String, byte[]> entries(String textPath, String text, Class<?>... classes) {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put(textPath, text.getBytes(StandardCharsets.UTF_8));
        for (var type : classes) {
            var path = type.getName().replace('.', '/') + ".class";
            try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
                var bytes = new ByteArrayOutputStream();
                in.transferTo(bytes);
                entries.put(path, bytes.toByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return entries;
    }
}
