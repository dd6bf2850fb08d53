// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Puts what Config Admin remembers from the last run in order, before anything reads it. */
final class StoredConfigurations {
    /** Where a configuration keeps the URL of its file. */
    static final String FILE_NAME = "felix.fileinstall.filename";

    private static final String WATCHER = "org.apache.felix.fileinstall";

    private final ConfigurationAdmin admin;

    StoredConfigurations(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /**
     * Forgets configurations whose file went away while no server ran, a login's among them, and those that an earlier
     * launcher made for its own run.
     */
    void sweep() throws IOException {
        for (var stored : list("(|(" + FILE_NAME + "=*)(" + CommandLineConfiguration.MARK + "=*))")) {
            var file = stored.getProperties().get(FILE_NAME);
            if (file == null || Files.notExists(Path.of(URI.create(file.toString())))) {
                stored.delete();
            }
        }
    }

    /**
     * Watches the folder for plugins; the one for configuration is watched through the framework's properties.
     *
     * @param poll milliseconds between two looks at the folder
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
            var found = admin.listConfigurations(filter);
            return found == null ? new Configuration[0] : found;
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(filter, e);
        }
    }
}
