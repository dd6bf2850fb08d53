// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.infinoted.plugin.PluginStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the bundles of all plugins. For one thread, on which the framework may be called. */
final class Rollouts {
    private static final Logger LOG = LoggerFactory.getLogger(Rollouts.class);

    private final BundleContext context;
    private final Supplier<List<PluginStatus>> plugins;
    private final BundleUpdates updates;
    private final DeployFolders folders;
    private final KeptJars kept;
    private final ReportedRollbacks reasons;
    private final DeployLimits limits;
    private final Map<Long, Rollout> rollouts = new HashMap<>();

    /** @param plugins the present status of all plugins */
    Rollouts(
            BundleContext context,
            Supplier<List<PluginStatus>> plugins,
            DeployFolders folders,
            KeptJars kept,
            ReportedRollbacks reasons,
            DeployLimits limits) {
        this.context = context;
        this.plugins = plugins;
        this.updates = new BundleUpdates(context);
        this.folders = folders;
        this.kept = kept;
        this.reasons = reasons;
        this.limits = limits;
    }

    /**
     * Checks all bundles, and acts on the results.
     *
     * @param now in nanoseconds
     * @return whether that must be repeated soon, even if nothing happens
     */
    boolean look(long now) {
        if (context.getBundle(0).getState() != Bundle.ACTIVE) {
            return context.getBundle(0).getState()
                    == Bundle.STARTING; // it is no fault that nothing runs while it stops
        }
        List<PluginStatus> all = plugins.get();
        int level = context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel();
        boolean again = false;
        for (Bundle bundle : context.getBundles()) {
            // before its start level is reached, it is no fault that it does not run
            if (isPlugins(bundle, all) && bundle.adapt(BundleStartLevel.class).getStartLevel() <= level) {
                again |= look(bundle, all, now);
            }
        }
        forgetUninstalled();
        return again;
    }

    private boolean look(Bundle bundle, List<PluginStatus> all, long now) {
        try {
            return rollouts.computeIfAbsent(
                            bundle.getBundleId(), id -> new Rollout(bundle, updates, folders, kept, reasons, limits))
                    .look(all, now);
        } catch (IOException e) {
            LOG.error("No version of {} can be kept or put back: {}", bundle, e.getMessage(), e);
            return false;
        } catch (IllegalStateException e) {
            LOG.debug("{} goes away just now", bundle, e);
            return true;
        }
    }

    private void forgetUninstalled() {
        for (Map.Entry<Long, Rollout> known : Map.copyOf(rollouts).entrySet()) {
            if (context.getBundle(known.getKey()) == null) {
                rollouts.remove(known.getKey());
                try {
                    known.getValue().close();
                } catch (IOException e) {
                    LOG.warn("A temporary file could not be deleted: {}", e.getMessage());
                }
            }
        }
    }

    /** The bundle of that name; the one that runs if there are several. */
    Optional<Bundle> bundle(String symbolicName) {
        List<Bundle> named = Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .toList();
        return named.stream()
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .findFirst()
                .or(() -> named.stream().findFirst());
    }

    /** Whether a bundle contains plugins, and is not one of the server's own. */
    boolean isPlugins(Bundle bundle) throws IOException {
        return isPlugins(bundle, plugins.get());
    }

    private boolean isPlugins(Bundle bundle, List<PluginStatus> all) {
        String name = bundle.getSymbolicName();
        if (bundle.getBundleId() == 0 || bundle.equals(context.getBundle()) || !JarCheck.isName(name)) {
            return false;
        }
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null || (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0) {
            return false;
        }
        try {
            return folders.plugins().filter(folder -> folder.holds(bundle)).isPresent()
                    || !BundleHealth.its(bundle, all).isEmpty()
                    || !kept.of(name).isEmpty();
        } catch (IOException e) {
            LOG.error("{}", e.getMessage(), e);
            return false;
        }
    }

    /** The fingerprint of a bundle's content; empty if it is not known. */
    String fingerprint(Bundle bundle) {
        Rollout rollout = rollouts.get(bundle.getBundleId());
        return rollout == null ? "" : rollout.fingerprint();
    }

    /** The checksums of the files whose contents run, by the symbolic names of the bundles. */
    Map<String, String> checksums() {
        Map<String, String> result = new TreeMap<>();
        for (Map.Entry<Long, Rollout> each : rollouts.entrySet()) {
            Bundle bundle = context.getBundle(each.getKey());
            if (bundle != null) {
                each.getValue().checksum().ifPresent(sum -> result.put(bundle.getSymbolicName(), sum));
            }
        }
        return result;
    }

    /** The version that people can roll back to: the last one that ran and is not in place. */
    Optional<KeptJars.Kept> previous(String symbolicName) throws IOException {
        String present = bundle(symbolicName).map(this::fingerprint).orElse("");
        return kept.of(symbolicName).stream()
                .filter(version -> !version.fingerprint().equals(present))
                .findFirst();
    }

    /** The versions that people can roll back to, by the symbolic names of the bundles. */
    Map<String, String> previous() {
        Map<String, String> result = new TreeMap<>();
        try {
            for (String name : new TreeSet<>(kept.names())) {
                previous(name).ifPresent(version -> result.put(name, version.version()));
            }
        } catch (IOException e) {
            LOG.error("{}", e.getMessage(), e);
        }
        return result;
    }
}
