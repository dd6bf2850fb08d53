// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.cm.SynchronousConfigurationListener;

/**
 * Overrides configuration from the files in {@code etc} with the command line whenever a component gets its
 * configuration. The files and what Config Admin stores stay as they are, so nothing of the command line remains when
 * the server has ended.
 *
 * <p>A component gets the values of a configuration plugin only if it has a configuration at all. A component without
 * one gets an empty one, and again when its file is deleted: synchronously, so that no component ever sees the gap.
 */
final class CommandLineConfiguration implements ConfigurationPlugin, SynchronousConfigurationListener {
    /** Marks configurations that only live as long as this process. */
    static final String MARK = "infinoted.launcher";

    static final String HOST = "org.infinoted.host";

    private final Map<String, Map<String, Object>> overrides = new HashMap<>();

    /** The highest change count seen for each of our configurations. */
    private final Map<String, Long> changeCounts = new ConcurrentHashMap<>();

    private final Map<String, Object> hostDefaults;
    private final ConfigurationAdmin admin;

    CommandLineConfiguration(Settings settings, ServerHome home, ConfigurationAdmin admin) {
        this.admin = admin;
        hostDefaults = Map.of(
                "root-directory", home.data().toString(),
                "required-plugins", Settings.DEFAULT_PLUGINS.toArray(String[]::new));
        var host = new HashMap<String, Object>();
        settings.port().ifPresent(port -> host.put("port", port));
        settings.listenAddress().ifPresent(address -> host.put("listen-address", address));
        settings.securityPolicy().ifPresent(policy -> host.put("security-policy", policy));
        settings.rootDirectory().ifPresent(root -> host.put("root-directory", root.toString()));
        settings.plugins().ifPresent(plugins -> host.put("required-plugins", plugins.toArray(String[]::new)));
        overrides.put(HOST, host);
        settings.pluginParameters()
                .forEach((plugin, values) -> overrides.put(PluginJars.PREFIX + plugin, Map.copyOf(values)));
    }

    /** The configurations that the command line contributes to. */
    Set<String> pids() {
        return overrides.keySet();
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> receiver, Dictionary<String, Object> properties) {
        properties.remove(MARK);
        if (HOST.equals(properties.get("service.pid"))) {
            hostDefaults.forEach((key, value) -> {
                if (properties.get(key) == null) {
                    properties.put(key, value);
                }
            });
        }
        Optional.ofNullable(overrides.get(String.valueOf(properties.get("service.pid"))))
                .ifPresent(values -> values.forEach(properties::put));
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (!pids().contains(event.getPid())) {
            return;
        }
        try {
            if (event.getType() == ConfigurationEvent.CM_DELETED) {
                createIfMissing(event.getPid());
            } else if (event.getType() == ConfigurationEvent.CM_UPDATED) {
                changeCounts.merge(
                        event.getPid(),
                        admin.getConfiguration(event.getPid(), "?").getChangeCount(),
                        Math::max);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void createIfMissing(String pid) throws IOException {
        try {
            if (admin.listConfigurations("(service.pid=" + pid + ")") == null) {
                Configuration configuration = admin.getConfiguration(pid, "?");
                long seen = changeCounts.getOrDefault(pid, 0L);
                do {
                    // SCR ignores a configuration as old unless its change count is higher than the one it knows.
                    configuration.update(new Hashtable<>(Map.of(MARK, "empty")));
                } while (configuration.getChangeCount() <= seen);
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("the names of plugins are checked to need no escape: " + pid, e);
        }
    }

    /** The configuration that the host finally gets, for messages. */
    Dictionary<String, Object> host() throws IOException {
        return admin.getConfiguration(HOST, "?").getProcessedProperties(null);
    }

    /** The names under {@code required-plugins}; a file can hold a single name that is no array. */
    static String[] names(Object value) {
        return value instanceof String[] names
                ? names
                : Arrays.stream(String.valueOf(value).split(","))
                        .map(String::trim)
                        .toArray(String[]::new);
    }
}
