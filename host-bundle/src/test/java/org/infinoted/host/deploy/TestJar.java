// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes jars of which only the manifest matters. */
final class TestJar {
    private final Map<String, String> headers = new TreeMap<>(Map.of(
            "Bundle-ManifestVersion",
            "2",
            "Bundle-SymbolicName",
            "org.example.plugin",
            "Bundle-Version",
            "1.0.0",
            "Import-Package",
            "org.infinoted.plugin;version=\"[1.0,2)\""));

    TestJar with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    TestJar without(String header) {
        headers.remove(header);
        return this;
    }

    Path write(Path file) throws IOException {
        return write(file, new byte[0]);
    }

    /** @param content of another file in the jar */
    Path write(Path file, byte[] content) throws IOException {
        return write(file, Map.of("content", content));
    }

    /** @param content of other files in the jar, by their names */
    Path write(Path file, Map<String, byte[]> content) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            StringBuilder manifest = new StringBuilder("Manifest-Version: 1.0\n");
            headers.forEach((key, value) ->
                    manifest.append(key).append(": ").append(value).append('\n'));
            zip.write(manifest.toString().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> each : content.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        return file;
    }
}
