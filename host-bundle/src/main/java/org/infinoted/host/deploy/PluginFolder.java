// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/**
 * The watched folder of plugins' jars.
 *
 * @param path absolute
 */
record PluginFolder(Path path) {
    /** Whether this is where a bundle was installed from. */
    boolean holds(Bundle bundle) {
        try {
            URI location = URI.create(bundle.getLocation());
            return "file".equals(location.getScheme())
                    && path.equals(Path.of(location).normalize().getParent());
        } catch (IllegalArgumentException e) {
            return false; // a location need not be a URI, or a file's
        }
    }

    /**
     * Puts a jar into the folder atomically. It replaces the one with the same symbolic name, if there is one.
     *
     * @param jar is moved; on the same file system
     */
    void put(Path jar, String symbolicName) throws IOException {
        Files.createDirectories(path);
        Path place = path.resolve(symbolicName + ".jar");
        for (Path present : jars()) {
            if (JarCheck.symbolicName(present).filter(symbolicName::equals).isPresent()) {
                place = present;
                break;
            }
        }
        Files.move(jar, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
