// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns a command line into settings, or reports all of its errors at once. */
final class SettingsReader {
    private static final Pattern PLUGIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private final CommandLine line;
    private final Path defaultHome;
    private final PluginJars plugins;
    private final List<String> errors;

    /**
     * @param defaultHome the home when neither a home nor a root directory is given
     * @param plugins knows the names of all plugins
     */
    SettingsReader(CommandLine line, Path defaultHome, PluginJars plugins) {
        this.line = line;
        this.defaultHome = defaultHome;
        this.plugins = plugins;
        this.errors = new ArrayList<>(line.errors());
    }

    Settings read() throws StartException {
        Optional<Path> root = path(Option.ROOT_DIRECTORY);
        Optional<Path> home = path(Option.HOME);
        if (!line.has(Option.HOME) && !line.has(Option.ROOT_DIRECTORY)) {
            home = Optional.of(defaultHome);
        }
        var settings = new Settings(
                home,
                root,
                number(Option.PORT, 1),
                listenAddress(),
                securityPolicy(),
                pluginNames(home),
                pluginParameters(),
                number(Option.CONSOLE_PORT, 0));
        if (!errors.isEmpty()) {
            throw new StartException(ExitStatus.USAGE, errors);
        }
        return settings;
    }

    private Optional<Path> path(Option option) {
        Optional<String> value = line.value(option);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (!value.get().isEmpty()) {
                return Optional.of(Path.of(value.get()).toAbsolutePath().normalize());
            }
            refuse(option, "", "a path is needed");
        } catch (InvalidPathException e) {
            refuse(option, value.get(), "this is not a path: " + e.getReason());
        }
        return Optional.empty();
    }

    private OptionalInt number(Option option, int least) {
        Optional<String> value = line.value(option);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.get().matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(value.get());
            if (number >= least && number <= 65535) {
                return OptionalInt.of(number);
            }
        }
        refuse(option, value.get(), "port numbers range from 1 to 65535" + (least == 0 ? ", 0 means none" : ""));
        return OptionalInt.empty();
    }

    private Optional<String> listenAddress() {
        Optional<String> value = line.value(Option.LISTEN_ADDRESS);
        if (value.isPresent() && !IpLiteral.isValid(value.get())) {
            refuse(Option.LISTEN_ADDRESS, value.get(), "an IPv4 or IPv6 address is needed, not a host name");
        }
        return value;
    }

    private Optional<String> securityPolicy() {
        Optional<String> value = line.value(Option.SECURITY_POLICY);
        value.filter(policy -> !policy.equals("no-tls")).ifPresent(policy -> {
            if (policy.equals("allow-tls") || policy.equals("require-tls")) {
                errors.add("--security-policy=" + policy + " is not available yet; use no-tls");
            } else {
                refuse(Option.SECURITY_POLICY, policy, "the policies are no-tls, allow-tls and require-tls");
            }
        });
        return value;
    }

    private Optional<List<String>> pluginNames(Optional<Path> home) {
        if (!line.has(Option.PLUGINS)) {
            return Optional.empty();
        }
        List<String> names = line.all(Option.PLUGINS);
        if (names.equals(List.of(""))) {
            return Optional.of(List.of());
        }
        var seen = new ArrayList<String>();
        for (String name : names) {
            if (!PLUGIN_NAME.matcher(name).matches()) {
                refuse(Option.PLUGINS, name, "one plugin name is needed; give the option once for each plugin");
            } else if (seen.contains(name)) {
                refuse(Option.PLUGINS, name, "this plugin is named twice");
            } else if (!plugins.exists(name, home)) {
                refuse(Option.PLUGINS, name, "there is no such plugin; available are " + plugins.available(home));
            }
            seen.add(name);
        }
        return Optional.of(names);
    }

    private Map<String, Map<String, String>> pluginParameters() {
        var result = new TreeMap<String, Map<String, String>>();
        for (String given : line.all(Option.PLUGIN_PARAMETER)) {
            // The value may be a secret, so it is not repeated in messages.
            String[] parts = given.split(":", 3);
            if (parts.length < 3 || !PLUGIN_NAME.matcher(parts[0]).matches() || parts[1].isBlank()) {
                errors.add(Option.PLUGIN_PARAMETER.longName() + " must have the form PLUGIN:KEY:VALUE");
                continue;
            }
            Map<String, String> keys = result.computeIfAbsent(parts[0], p -> new LinkedHashMap<>());
            if (keys.putIfAbsent(parts[1], parts[2]) != null) {
                errors.add(Option.PLUGIN_PARAMETER.longName() + "=" + parts[0] + ":" + parts[1]
                        + " can only be given once");
            }
        }
        return result;
    }

    private void refuse(Option option, String value, String rule) {
        errors.add(option.longName() + "=" + value + " is not valid: " + rule);
    }
}
