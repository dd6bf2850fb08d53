// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a plugin is at one moment. A value.
 *
 * @param name the plugin's name, followed by {@code ~} and the id of its configuration if it is one of several: {@code
 *     autosave~nightly}. What has no valid name, or is not known yet, goes by the symbolic name of its bundle
 * @param description one sentence on what it does; may be empty
 * @param state what it is doing
 * @param reasons why it is in this state, and what else should be known of it, the most important first; empty if it is as it
 *     should be
 * @param symbolicName of its bundle
 * @param version of its bundle, as a version's text; empty if the bundle has gone
 * @param bundleId the framework's number of its bundle
 * @param pid the PID of its options; empty if it has none
 * @param connections how many connections it is told of
 * @param sessions how many sessions it is told of
 * @param waiting how many calls wait in its mailbox
 * @param callbacks what was called and how long it took, in alphabetical order
 * @param failures what went wrong lately, the newest first; at most 10
 */
public record PluginStatus(
        String name,
        String description,
        PluginState state,
        List<PluginReason> reasons,
        String symbolicName,
        String version,
        long bundleId,
        String pid,
        int connections,
        int sessions,
        int waiting,
        List<CallbackStatistics> callbacks,
        List<PluginFailure> failures) {
    public PluginStatus {
        reasons = List.copyOf(reasons);
        callbacks = List.copyOf(callbacks);
        failures = List.copyOf(failures);
    }

    /** Symbolic name and version of its bundle, as people write them: {@code name/version}. */
    public String bundle() {
        return version.isEmpty() ? symbolicName : symbolicName + '/' + version;
    }

    /** The same with further reasons, after those that there are. */
    public PluginStatus with(List<PluginReason> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<PluginReason> all = new ArrayList<>(reasons);
        all.addAll(more);
        return new PluginStatus(
                name,
                description,
                state,
                all,
                symbolicName,
                version,
                bundleId,
                pid,
                connections,
                sessions,
                waiting,
                callbacks,
                failures);
    }

    /** The texts of all reasons in one line; empty if there are none. */
    public String reason() {
        return reasons.stream().map(PluginReason::text).collect(Collectors.joining("; "));
    }
}
