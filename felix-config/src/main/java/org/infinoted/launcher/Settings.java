// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The values from the command line. An empty optional was not given: then a file in {@code etc} decides, or the default
 * of the component that uses it.
 *
 * @param home the home; empty for a temporary one
 * @param rootDirectory the folder of the documents
 * @param plugins names of the plugins that must run; empty if not given
 * @param pluginParameters plugin name to key to value
 */
record Settings(
        Optional<Path> home,
        Optional<Path> rootDirectory,
        OptionalInt port,
        Optional<String> listenAddress,
        Optional<String> securityPolicy,
        Optional<List<String>> plugins,
        Map<String, Map<String, String>> pluginParameters,
        OptionalInt consolePort) {
    static final int DEFAULT_CONSOLE_PORT = 8181;
    static final List<String> DEFAULT_PLUGINS = List.of("note-text", "note-chat", "logging");

    /** The plugins to install and to require. */
    List<String> pluginsOrDefault() {
        return plugins.orElse(DEFAULT_PLUGINS);
    }
}
