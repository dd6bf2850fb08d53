// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;

/**
 * The properties that the framework starts with: {@code conf/framework.properties} of the distribution, overridden by
 * {@code etc/framework.properties} of the home, and both by what depends on this very start.
 */
final class FrameworkSettings {
    /** Telnet access to the shell; off unless a properties file sets it. */
    private static final String TELNET_PORT = "osgi.shell.telnet.port";

    static final String POLL = "felix.fileinstall.poll";

    private final Map<String, String> values = new HashMap<>();
    private final OptionalInt consolePort;

    /** @param consolePort where the web console listens; empty for none */
    FrameworkSettings(Distribution distribution, ServerHome home, OptionalInt consolePort) throws StartException {
        this.consolePort = consolePort;
        read(distribution.conf().resolve("framework.properties"));
        read(home.etc().resolve("framework.properties"));
        values.put("org.osgi.framework.storage", home.cache().toString());
        values.put("felix.cm.dir", home.storedConfiguration().toString());
        values.put("felix.fileinstall.dir", home.etc().toString());
        values.put("felix.fileinstall.tmpdir", home.temporary().toString());
        values.put(
                "org.ops4j.pax.logging.StaticLogbackFile",
                distribution.conf().resolve("logback.xml").toString());
        values.put("infinoted.home", home.folder().toString());
        consolePort.ifPresent(port -> values.put("org.osgi.service.http.port", Integer.toString(port)));
    }

    private void read(Path file) throws StartException {
        if (!Files.exists(file)) {
            return;
        }
        var properties = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException(ExitStatus.CONFIGURATION, "cannot read " + file + ": " + e.getMessage());
        }
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    }

    Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** How many milliseconds pass between two scans of a folder. */
    String poll() {
        return values.getOrDefault(POLL, "500");
    }

    /** Bundles for the console and telnet are not even installed when they are not wanted, for the quickest start. */
    boolean wants(BundleSet set) {
        return switch (set.name()) {
            case "console" -> consolePort.isPresent();
            case "telnet" -> values.containsKey(TELNET_PORT);
            default -> true;
        };
    }
}
