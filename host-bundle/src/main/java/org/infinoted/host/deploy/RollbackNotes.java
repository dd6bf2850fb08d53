// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.infinoted.host.plugin.PluginNotes;
import org.infinoted.plugin.PluginReason;

/** Which bundles' newer versions were taken back, and why. Thread-safe. */
public final class RollbackNotes implements PluginNotes {
    private final Map<String, PluginReason> reasons = new ConcurrentHashMap<>();
    private final Runnable changed;

    /** @param changed called after each change, on the thread that makes it */
    public RollbackNotes(Runnable changed) {
        this.changed = changed;
    }

    @Override
    public List<PluginReason> reasons(String symbolicName) {
        return Optional.ofNullable(reasons.get(symbolicName)).stream().toList();
    }

    void put(String symbolicName, String version, String text) {
        reasons.put(symbolicName, new PluginReason(PluginReason.Kind.ROLLED_BACK, version, text));
        changed.run();
    }

    void remove(String symbolicName) {
        if (reasons.remove(symbolicName) != null) {
            changed.run();
        }
    }
}
