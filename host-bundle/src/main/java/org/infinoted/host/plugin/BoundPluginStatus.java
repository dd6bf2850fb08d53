// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.host.status.PluginDescriptor;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginReason.Kind;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.jspecify.annotations.Nullable;

/** Describes the status of plugins that have a descriptor. */
final class BoundPluginStatus {
    private final SessionTypes types;

    BoundPluginStatus(SessionTypes types) {
        this.types = types;
    }

    /**
     * The status of a plugin. Calls no foreign code, so it may be called under a lock.
     *
     * @param best the entry of its identity that should run; null if there is none
     * @param holder the bundle of the plugin of its identity that runs, or has not ended yet; empty if there is none
     */
    PluginStatus of(PluginEntry entry, @Nullable PluginEntry best, String holder) {
        PluginDescriptor descriptor = entry.descriptor;
        PluginBinding<?, ?> binding = entry.binding;
        var reasons = new ArrayList<PluginReason>();
        PluginState state = binding == null ? unbound(entry, best, holder, reasons) : bound(binding, reasons);
        reasons.addAll(entry.verdict().reasons());
        descriptor
                .sessionType()
                .filter(type -> descriptor.problem().isEmpty() && !types.isKnown(type))
                .ifPresent(type -> reasons.add(unknownType(type)));
        return new PluginStatus(
                descriptor.label(),
                descriptor.description(),
                state,
                reasons,
                descriptor.bundle().symbolicName(),
                descriptor.bundle().version(),
                descriptor.bundle().id(),
                descriptor.pid(),
                binding == null ? 0 : binding.connections(),
                binding == null ? 0 : binding.sessions(),
                binding == null ? 0 : binding.waiting(),
                binding == null ? List.of() : binding.statistics(),
                entry.failures.list());
    }

    private static PluginState bound(PluginBinding<?, ?> binding, List<PluginReason> reasons) {
        PluginBinding.Status status = binding.status();
        reasons.addAll(status.reasons());
        return status.state();
    }

    private static PluginState unbound(
            PluginEntry entry, @Nullable PluginEntry best, String holder, List<PluginReason> reasons) {
        if (entry.descriptor.problem().isPresent()) {
            reasons.add(entry.descriptor.problem().get());
            return PluginState.INVALID;
        }
        if (!entry.verdict().usable()) {
            return PluginState.INVALID; // the verdict says why
        }
        if (best != null && best != entry) {
            String other = best.descriptor.bundle().toString();
            reasons.add(new PluginReason(Kind.SAME_NAME, other, "The one from \"" + other + "\" is preferred"));
            return PluginState.SHADOWED;
        }
        if (entry.isStuck()) {
            reasons.add(stuck());
        } else {
            reasons.add(new PluginReason(
                    Kind.SAME_NAME, holder, "It starts when the one of that name that runs now has ended"));
        }
        return PluginState.WAITING;
    }

    /** Why an abandoned plugin cannot get another life. */
    static PluginReason stuck() {
        return new PluginReason(
                Kind.TIME,
                "",
                "A call into the plugin, for which it was quarantined, has still not returned. It starts when that has"
                        + " returned; if that does not happen, stop the bundle and start it again, or put a better one in"
                        + " its place");
    }

    private static PluginReason unknownType(String type) {
        String visible = SafeText.of(type);
        return new PluginReason(
                Kind.SESSION_TYPE,
                visible,
                "There is no note type for sessions of type \"" + visible
                        + "\" now, so the plugin is told of no session. Is the name right, and does the plugin with the"
                        + " note type run?");
    }
}
