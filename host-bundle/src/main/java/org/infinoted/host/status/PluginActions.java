// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.Plugins;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** All plugins, including those without a service, and the actions that people can perform on them. Thread-safe. */
public final class PluginActions implements Plugins {
    private final BundleContext context;
    private final BoundPlugins bound;
    private final UnboundPlugins unbound;
    private final ExtraReasons extra;
    private final Executor executor;

    /**
     * @param extra further reasons about plugins
     * @param executor starts and stops bundles, which takes as long as their plugins take
     */
    public PluginActions(
            BundleContext context, BoundPlugins bound, UnboundPlugins unbound, ExtraReasons extra, Executor executor) {
        this.context = context;
        this.bound = bound;
        this.unbound = unbound;
        this.extra = extra;
        this.executor = executor;
    }

    @Override
    public List<PluginStatus> plugins() {
        List<PluginStatus> withService = bound.plugins();
        // a bundle may be stopped while its plugin is still ending
        Stream<PluginStatus> others = unbound.plugins().stream()
                .filter(status -> withService.stream()
                        .noneMatch(other -> other.bundleId() == status.bundleId()
                                && other.name().equals(status.name())));
        return Stream.concat(withService.stream(), others)
                .map(status -> status.with(extra.reasons(status.symbolicName())))
                .toList();
    }

    @Override
    public CompletionStage<Void> retry(String name) {
        boolean hasService =
                bound.plugins().stream().anyMatch(status -> status.name().equals(name));
        if (!hasService && plugins().stream().anyMatch(status -> status.name().equals(name))) {
            return CompletableFuture.failedStage(new PluginException("The plugin \"" + SafeText.of(name)
                    + "\" has no service that could be tried again: see why, and stop and start it"));
        }
        return bound.retry(name);
    }

    @Override
    public CompletionStage<Void> start(String name) {
        return change(name, false, "start", Bundle::start);
    }

    @Override
    public CompletionStage<Void> stop(String name) {
        return change(name, true, "stop", Bundle::stop);
    }

    /** An action on a bundle. */
    @FunctionalInterface
    private interface Change {
        void apply(Bundle bundle) throws BundleException;
    }

    /** @param active if several plugins have that name, the first is chosen whose bundle's state is this */
    private CompletionStage<Void> change(String name, boolean active, String verb, Change change) {
        var result = new CompletableFuture<Void>();
        try {
            executor.execute(() -> {
                try {
                    apply(bundle(name, active), verb, change);
                    result.complete(null);
                } catch (PluginException | RuntimeException | Error e) { // somebody waits for it
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new PluginException("The server stops"));
        }
        return result;
    }

    private Bundle bundle(String name, boolean active) throws PluginException {
        List<Bundle> bundles = plugins().stream()
                .filter(status -> status.name().equals(name))
                .map(status -> context.getBundle(status.bundleId()))
                .filter(bundle -> bundle != null)
                .toList();
        Optional<Bundle> first = bundles.stream()
                .filter(bundle -> (bundle.getState() == Bundle.ACTIVE) == active)
                .findFirst()
                .or(() -> bundles.stream().findFirst());
        return first.orElseThrow(() -> new PluginException("There is no plugin \"" + SafeText.of(name) + '"'));
    }

    private static void apply(Bundle bundle, String verb, Change change) throws PluginException {
        try {
            change.apply(bundle);
        } catch (BundleException | IllegalStateException e) {
            throw new PluginException(
                    "The bundle " + bundle.getSymbolicName() + " does not " + verb + ": "
                            + SafeText.of(String.valueOf(e.getMessage())),
                    e);
        }
    }
}
