// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.infinoted.host.sandbox.PluginBundle;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.plugin.Pids;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginReason;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * The properties of a plugin's service at one moment. Immutable. Plugins are ordered by ranking, highest first, then by
 * age.
 *
 * @param id the service's number
 * @param name the plugin's name; empty if the service has none that is valid
 * @param identity the name, and the id of its configuration if it is one of several: {@code autosave~nightly}. Of
 *     several services of one identity, one runs
 * @param sessionType the type of sessions that the plugin is told of; empty for all
 * @param label the identity; without a valid name the symbolic name of the bundle
 * @param pid the PID of its configuration, or of the one that it would have; empty if there is no valid name
 * @param problem why the service is refused; empty if it is not
 */
public record PluginDescriptor(
        long id,
        int ranking,
        String name,
        String identity,
        String label,
        String description,
        String pid,
        Optional<String> sessionType,
        PluginBundle bundle,
        Optional<PluginReason> problem)
        implements Comparable<PluginDescriptor> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Comparator<PluginDescriptor> ORDER =
            Comparator.comparingInt(PluginDescriptor::ranking).reversed().thenComparingLong(PluginDescriptor::id);

    /** @param properties those of the service, with whatever the configuration adds */
    public static PluginDescriptor of(ServiceReference<?> reference, Plugin<?, ?> plugin, Map<String, ?> properties) {
        Object type = properties.get(Plugin.SESSION_TYPE);
        Object given = properties.get(Plugin.NAME);
        Optional<PluginReason> problem = problem(given, type);
        String name = problem.isEmpty() && given instanceof String valid ? valid : "";
        String identity = name + SafeText.of(configuration(properties));
        PluginBundle bundle = PluginBundle.of(reference, plugin);
        return new PluginDescriptor(
                id(reference),
                properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                name,
                identity,
                problem.isEmpty() ? identity : bundle.symbolicName(),
                properties.get(Constants.SERVICE_DESCRIPTION) instanceof String text ? SafeText.of(text) : "",
                problem.isEmpty() ? pid(properties).orElse(Pids.PLUGIN_PREFIX + name) : "",
                type instanceof String text ? Optional.of(text) : Optional.empty(),
                bundle,
                problem);
    }

    private static Optional<PluginReason> problem(@Nullable Object name, @Nullable Object type) {
        if (!isName(name)) {
            String text = "The service property " + Plugin.NAME
                    + " must be lower case letters, digits and hyphens, at most 64, but "
                    + (name == null
                            ? "is missing: put @PluginName on the component"
                            : "is \"" + SafeText.of(name.toString()) + '"');
            return Optional.of(new PluginReason(PluginReason.Kind.NAME, Plugin.NAME, text));
        }
        if (type != null && !(type instanceof String)) {
            String text = "The service property " + Plugin.SESSION_TYPE + " must be one String, not a "
                    + type.getClass().getSimpleName();
            return Optional.of(new PluginReason(PluginReason.Kind.SESSION_TYPE, "", text));
        }
        return Optional.empty();
    }

    /** Whether this can be a plugin's name. */
    static boolean isName(@Nullable Object name) {
        return name instanceof String text && NAME.matcher(text).matches();
    }

    /** The service's id, which never changes. */
    public static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    @Override
    public int compareTo(PluginDescriptor other) {
        return ORDER.compare(this, other);
    }

    /** The plugin's name in the log. */
    @Override
    public String toString() {
        return "plugin \"" + identity + "\" from \"" + bundle + '"';
    }

    /** The PID of the configuration that a component has; empty if it has none. */
    static Optional<String> pid(Map<String, ?> properties) {
        List<String> pids = strings(properties.get(Constants.SERVICE_PID));
        return pids.stream()
                .filter(pid -> pid.startsWith(Pids.PLUGIN_PREFIX))
                .findFirst()
                .or(() -> pids.stream().findFirst());
    }

    /** {@code ~} and the name of the configuration if it is one of several, otherwise empty. */
    static String configuration(Map<String, ?> properties) {
        Object factory = properties.get("service.factoryPid");
        for (String pid : strings(properties.get(Constants.SERVICE_PID))) {
            int tilde = pid.indexOf('~');
            if (tilde >= 0) {
                return pid.substring(tilde);
            }
            if (factory instanceof String prefix && pid.startsWith(prefix + '.')) {
                return '~'
                        + pid.substring(
                                prefix.length() + 1); // the form of factory PIDs before Config Admin had the tilde
            }
        }
        String component = properties.get("component.name") instanceof String text ? text : "";
        int tilde = component.indexOf('~');
        return tilde < 0 ? "" : component.substring(tilde);
    }

    private static List<String> strings(@Nullable Object value) {
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof String[] texts) {
            return Arrays.asList(texts);
        }
        return value instanceof Collection<?> texts
                ? texts.stream().map(String::valueOf).toList()
                : List.of();
    }
}
