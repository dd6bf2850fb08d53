// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/**
 * The folders for jars.
 *
 * @param plugins the watched folder; empty if there is none
 * @param kept the versions that ran
 * @param temporary for files that are being written; on the same file system as the others
 */
record DeployFolders(Optional<PluginFolder> plugins, Path kept, Path temporary) {
    /** The framework property that names the home of the server. */
    private static final String HOME = "infinoted.home";

    /**
     * The folders in the server's home, or in the bundle's private storage if there is no home. Deletes the content of
     * the temporary one.
     */
    static DeployFolders of(BundleContext context) throws IOException {
        String home = context.getProperty(HOME);
        DeployFolders folders;
        if (home != null) {
            Path folder = Path.of(home).toAbsolutePath().normalize();
            folders = new DeployFolders(
                    Optional.of(new PluginFolder(folder.resolve("plugins"))),
                    folder.resolve("previous-plugins"),
                    folder.resolve("tmp").resolve("deploy"));
        } else {
            Path folder = context.getDataFile("deploy").toPath();
            folders = new DeployFolders(Optional.empty(), folder.resolve("previous-plugins"), folder.resolve("tmp"));
        }
        Files.createDirectories(folders.temporary);
        try (Stream<Path> files = Files.list(folders.temporary)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return folders;
    }

    /** A new file in the temporary folder. */
    Path temporaryFile() throws IOException {
        return Files.createTempFile(temporary, "plugin-", ".jar");
    }
}
