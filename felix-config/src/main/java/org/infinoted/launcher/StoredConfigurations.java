// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Cleans up the configurations that Config Admin has stored in earlier runs, before anything reads them. */
final class StoredConfigurations {
    /** Where a configuration keeps the URL of its file. */
    static final String FILE_NAME = "felix.fileinstall.filename";

    private static final String WATCHER = "org.apache.felix.fileinstall";

    private final ConfigurationAdmin admin;

    StoredConfigurations(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /**
     * Deletes configurations whose file was deleted while no server ran, for example the console login's, and those
     * that an earlier launcher made for its own run.
     */
    void sweep() throws IOException {
        for (Configuration stored : list("(|(" + FILE_NAME + "=*)(" + CommandLineConfiguration.MARK + "=*))")) {
            Object file = stored.getProperties().get(FILE_NAME);
            if (file == null || isGone(file.toString())) {
                stored.delete();
            }
        }
    }

    /** What names no file, since somebody has written it by hand, does not keep the server from starting. */
    private static boolean isGone(String url) {
        try {
            return Files.notExists(Path.of(URI.create(url)));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return false;
        }
    }

    /**
     * Watches the folder for plugins; the one for configuration is watched through the framework's properties.
     *
     * @param poll milliseconds between two scans of the folder
     */
    void watchPlugins(ServerHome home, String poll) throws IOException {
        admin.getFactoryConfiguration(WATCHER, "plugins", "?")
                .update(new Hashtable<>(Map.of(
                        CommandLineConfiguration.MARK,
                        "plugins",
                        "felix.fileinstall.dir",
                        home.plugins().toString(),
                        "felix.fileinstall.filter",
                        ".*\\.jar",
                        "felix.fileinstall.tmpdir",
                        home.temporary().resolve("plugins").toString(),
                        FrameworkSettings.POLL,
                        poll,
                        "felix.fileinstall.noInitialDelay",
                        "true",
                        "felix.fileinstall.start.level",
                        "8",
                        "felix.fileinstall.bundles.new.start",
                        "true")));
    }

    private Configuration[] list(String filter) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? new Configuration[0] : found;
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(filter, e);
        }
    }
}
