// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.osgi.framework.Bundle;

/**
 * The health of a bundle: whether its plugins run.
 *
 * @param reason why, unless they run
 */
record BundleHealth(Kind kind, String reason) {
    private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([\\w.]+)");

    enum Kind {
        /** All run, except those that another plugin of the same name keeps from running. */
        WELL,
        /** Others of the same name keep all of them from running. */
        SHADOWED,
        /** Some do not run yet, or there are none yet. */
        PENDING,
        /** Some have failed. */
        BAD,
        /** The bundle is not started, or not yet. */
        IDLE
    }

    /** @param all the plugins of all bundles */
    static BundleHealth of(Bundle bundle, List<PluginStatus> all) {
        List<PluginStatus> its = its(bundle, all);
        int state = bundle.getState();
        if (state != Bundle.ACTIVE && state != Bundle.STARTING) {
            return new BundleHealth(Kind.IDLE, "The bundle has not started" + reasons(its));
        }
        if (its.isEmpty()) {
            return new BundleHealth(
                    Kind.PENDING,
                    "The bundle has started, but none of its plugins is there: its component could not" + " be made");
        }
        if (its.stream().allMatch(status -> status.state() == PluginState.SHADOWED)) {
            return new BundleHealth(Kind.SHADOWED, reasons(its));
        }
        List<PluginStatus> ill = its.stream()
                .filter(status -> status.state() != PluginState.RUNNING && status.state() != PluginState.SHADOWED)
                .toList();
        if (ill.isEmpty()) {
            return new BundleHealth(Kind.WELL, "");
        }
        boolean bad = ill.stream().anyMatch(status -> switch (status.state()) {
            case FAILED, INVALID, QUARANTINED -> true;
            default -> false;
        });
        return new BundleHealth(bad ? Kind.BAD : Kind.PENDING, plugins(ill));
    }

    /** Why a bundle does not start, from the framework's exception. */
    static String ofStart(Bundle bundle, List<PluginStatus> all, Exception failure) {
        List<PluginStatus> its = its(bundle, all);
        if (!reasons(its).isEmpty()) {
            return "It does not start" + reasons(its);
        }
        String message = String.valueOf(failure.getMessage());
        Matcher missing = PACKAGE.matcher(message);
        return missing.find()
                ? "It needs the package " + missing.group(1) + ", which no bundle exports in that version"
                : "It does not start: " + message;
    }

    /** The plugins of a bundle. */
    static List<PluginStatus> its(Bundle bundle, List<PluginStatus> all) {
        String name = String.valueOf(bundle.getSymbolicName());
        String version = bundle.getVersion().toString();
        return all.stream()
                .filter(status ->
                        status.symbolicName().equals(name) && status.version().equals(version))
                .toList();
    }

    private static String plugins(List<PluginStatus> ill) {
        return ill.stream()
                .map(status -> "Plugin \"" + status.name() + "\" is " + status.state()
                        + (reason(status).isEmpty() ? "" : ": " + reason(status)))
                .collect(Collectors.joining("; "));
    }

    private static String reasons(List<PluginStatus> its) {
        String reasons = its.stream()
                .map(BundleHealth::reason)
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? "" : ": " + reasons;
    }

    /**
     * The reasons of a plugin, without those about an earlier rollout, and without the one that its bundle is not
     * started, which is no cause.
     */
    private static String reason(PluginStatus status) {
        return status.reasons().stream()
                .filter(reason ->
                        reason.kind() != PluginReason.Kind.ROLLED_BACK && reason.kind() != PluginReason.Kind.BUNDLE)
                .map(PluginReason::text)
                .collect(Collectors.joining("; "));
    }
}
