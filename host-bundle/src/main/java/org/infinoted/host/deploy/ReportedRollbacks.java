// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.infinoted.host.status.ExtraReasons;
import org.infinoted.plugin.PluginReason;

/**
 * The bundles whose newer version was rolled back, and why. {@link #reasons} may be called by any thread. Everything
 * else belongs to the deployer's thread, which finishes its other work before it shows pending reasons.
 */
public final class ReportedRollbacks implements ExtraReasons {
    private final Map<String, PluginReason> pending = new HashMap<>();
    private final Runnable changed;
    private volatile Map<String, PluginReason> shown = Map.of();

    /** @param changed called after each change of what is shown, on the thread that makes it */
    public ReportedRollbacks(Runnable changed) {
        this.changed = changed;
    }

    @Override
    public List<PluginReason> reasons(String symbolicName) {
        return Optional.ofNullable(shown.get(symbolicName)).stream().toList();
    }

    void put(String symbolicName, String version, String text) {
        pending.put(symbolicName, new PluginReason(PluginReason.Kind.ROLLED_BACK, version, text));
    }

    void remove(String symbolicName) {
        pending.remove(symbolicName);
    }

    /** Shows pending reasons. */
    void show() {
        if (!pending.equals(shown)) {
            shown = Map.copyOf(pending);
            changed.run();
        }
    }
}
