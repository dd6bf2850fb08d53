// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.Plugins;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;

/**
 * Binds the plugin services that there are. Of each identity one runs: the first in the order of {@link PluginService}; when that
 * one goes, and has ended, the next takes over.
 *
 * <p>Thread-safe. Neither plugins nor the framework are called with the lock held.
 */
public final class PluginManager implements Plugins, AutoCloseable {
    private static final int LOOKS_PER_BUDGET = 4;

    private final PluginSurroundings surroundings;
    private final PluginRuntime runtime;
    private final PluginLimits limits;
    private final Runnable changed;
    private final Logger log;

    private final Object lock = new Object();
    private final List<Entry> entries = new ArrayList<>(); // guarded by the lock
    private boolean closed; // guarded by the lock

    /**
     * @param changed called after any plugin's state has changed, on any thread and possibly on several at once, with no lock
     *     held; it must return soon, and reads the states from {@link #plugins}
     */
    public PluginManager(
            PluginSurroundings surroundings, PluginRuntime runtime, PluginLimits limits, Runnable changed) {
        this.surroundings = surroundings;
        this.runtime = runtime;
        this.limits = limits;
        this.changed = changed;
        this.log = runtime.log();
        watchLater();
    }

    /** One service. All but the plugin is guarded by the lock. */
    private static final class Entry {
        private final Plugin<?, ?> plugin;
        private PluginService service;
        private Binding<?, ?> binding; // null while it does not run
        private boolean leaving; // the binding has been told to end
        private boolean gone; // the service is no more; the entry stays until the binding has ended
        private boolean shadowed;

        Entry(Plugin<?, ?> plugin, PluginService service) {
            this.plugin = plugin;
            this.service = service;
        }

        PluginService service() {
            return service;
        }
    }

    /** A plugin service has appeared. Returns at once. */
    public void add(ServiceReference<?> reference, Plugin<?, ?> plugin, Map<String, ?> properties) {
        PluginService service = PluginService.of(reference, plugin, properties);
        synchronized (lock) {
            if (closed) {
                return;
            }
            entries.add(new Entry(plugin, service));
        }
        settle();
        report(service);
    }

    /**
     * The properties of a plugin service have changed. Returns at once. The plugin goes on; if it had failed to start, it is
     * started anew.
     */
    public void modified(ServiceReference<?> reference, Map<String, ?> properties) {
        Plugin<?, ?> plugin;
        synchronized (lock) {
            Entry entry = find(PluginService.id(reference));
            if (entry == null) {
                return;
            }
            plugin = entry.plugin;
        }
        PluginService service = PluginService.of(reference, plugin, properties);
        List<Runnable> actions = new ArrayList<>();
        synchronized (lock) {
            Entry entry = find(service.id());
            if (entry == null) {
                return;
            }
            entry.service = service;
            Binding<?, ?> binding = entry.binding;
            if (binding != null && binding.status().state() == PluginState.FAILED) {
                dismiss(entry, actions);
            } else if (binding != null) {
                actions.add(() -> binding.retype(service.sessionType()));
            }
        }
        actions.forEach(Runnable::run);
        settle();
        report(service);
    }

    /**
     * A plugin service goes away. Returns when the plugin is out of use: it has ended, or was abandoned after the time that it
     * has for that. If called by a callback of this very plugin, it returns at once, and the plugin ends when the callback has
     * returned.
     */
    public void remove(ServiceReference<?> reference) {
        Binding<?, ?> binding = release(reference);
        if (binding != null && !binding.inside()) {
            if (!await(binding.stop(), limits.stopTime())) {
                binding.abandon("It has not ended in time, and its service goes away");
                binding.stop().join(); // it may be that another thread abandons it just now
            }
            ended(binding);
        }
    }

    /** As {@link #remove}, but waits for nothing. Returns what is ending now, or null. */
    Binding<?, ?> release(ServiceReference<?> reference) {
        Binding<?, ?> binding;
        List<Runnable> actions = new ArrayList<>();
        synchronized (lock) {
            Entry entry = find(PluginService.id(reference));
            if (entry == null) {
                return null;
            }
            entry.gone = true;
            binding = entry.binding;
            if (binding == null) {
                entries.remove(entry);
            } else {
                dismiss(entry, actions);
            }
        }
        actions.forEach(Runnable::run);
        settle();
        changed.run();
        return binding;
    }

    @Override
    public List<PluginStatus> plugins() {
        synchronized (lock) {
            Map<String, Entry> preferred = preferred();
            return entries.stream()
                    .sorted(Comparator.comparing(Entry::service))
                    .map(entry -> status(entry, preferred))
                    .toList();
        }
    }

    /** Whether there are plugins of this name, in one or more configurations, and all of them run. Any thread. */
    public boolean isRunning(String name) {
        synchronized (lock) {
            List<Entry> named = preferred().values().stream()
                    .filter(entry -> entry.service.name().equals(name))
                    .toList();
            return !named.isEmpty()
                    && named.stream()
                            .allMatch(entry -> entry.binding != null
                                    && entry.binding.status().state() == PluginState.RUNNING);
        }
    }

    /**
     * Ends all plugins, the last in order first, each with its removals and {@code deinitialize}; returns when that is done, or
     * when the time for it is over and the rest is abandoned. Plugins that appear later are not bound. If called by a callback of
     * a plugin, this plugin ends when the callback has returned.
     */
    @Override
    public void close() {
        List<Binding<?, ?>> bindings = new ArrayList<>();
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            entries.stream()
                    .sorted(Comparator.comparing(Entry::service).reversed())
                    .filter(entry -> entry.binding != null)
                    .forEach(entry -> bindings.add(entry.binding));
        }
        List<Binding<?, ?>> callers = bindings.stream().filter(Binding::inside).toList();
        bindings.removeAll(callers);
        if (!await(stopAll(bindings), limits.closeTime())) {
            bindings.forEach(Binding::stop);
            bindings.forEach(binding -> binding.abandon("The server stops, and the time for that is over"));
        }
        callers.forEach(Binding::stop);
        synchronized (lock) {
            entries.clear();
        }
        changed.run();
    }

    private static CompletableFuture<Void> stopAll(List<Binding<?, ?>> bindings) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Binding<?, ?> binding : bindings) {
            all = all.thenCompose(done -> binding.stop());
        }
        return all;
    }

    /** Starts what is to run and does not, and ends what runs and is not to. */
    private void settle() {
        List<Runnable> actions = new ArrayList<>();
        synchronized (lock) {
            if (!closed) {
                Map<String, Entry> preferred = preferred();
                entries.forEach(entry -> settle(entry, preferred, actions));
            }
        }
        actions.forEach(Runnable::run);
    }

    private void settle(Entry entry, Map<String, Entry> preferred, List<Runnable> actions) {
        PluginService service = entry.service;
        Entry best = preferred.get(service.identity());
        boolean shadowed = !entry.gone && service.isValid() && best != entry;
        if (shadowed && !entry.shadowed) {
            PluginService other = best.service;
            actions.add(() -> log.info("Shadowed {} by the one from \"{}\"", service, other.bundle()));
            actions.add(changed);
        }
        entry.shadowed = shadowed;
        if (entry.binding != null) {
            if (preferred.get(entry.binding.identity()) != entry) {
                dismiss(entry, actions);
            }
        } else if (best == entry && !isTaken(service.identity())) {
            var binding = new Binding<>(service, entry.plugin, surroundings, runtime, limits, log, changed);
            entry.binding = binding;
            actions.add(binding::start);
            actions.add(changed);
        }
    }

    /** Has the entry's binding end; when it has, it makes room. */
    private void dismiss(Entry entry, List<Runnable> actions) {
        if (!entry.leaving) {
            entry.leaving = true;
            Binding<?, ?> binding = entry.binding;
            actions.add(() -> binding.stop().thenRun(() -> ended(binding)));
        }
    }

    /** Makes room for the next, unless that is done already. */
    private void ended(Binding<?, ?> binding) {
        synchronized (lock) {
            entries.removeIf(entry -> entry.binding == binding && entry.gone);
            for (Entry entry : entries) {
                if (entry.binding == binding) {
                    entry.binding = null;
                    entry.leaving = false;
                }
            }
        }
        settle();
        changed.run();
    }

    /** Of each identity the service that is to run. */
    private Map<String, Entry> preferred() {
        Map<String, Entry> preferred = new HashMap<>();
        for (Entry entry : entries) {
            if (!entry.gone && entry.service.isValid()) {
                preferred.merge(entry.service.identity(), entry, (a, b) -> a.service.compareTo(b.service) <= 0 ? a : b);
            }
        }
        return preferred;
    }

    /** Whether a plugin of this identity runs, or has not ended yet. */
    private boolean isTaken(String identity) {
        return entries.stream()
                .anyMatch(entry ->
                        entry.binding != null && entry.binding.identity().equals(identity));
    }

    private Entry find(long id) {
        return entries.stream()
                .filter(entry -> entry.service.id() == id && !entry.gone)
                .findFirst()
                .orElse(null);
    }

    private static PluginStatus status(Entry entry, Map<String, Entry> preferred) {
        PluginService service = entry.service;
        PluginState state;
        String reason;
        if (entry.binding != null) {
            state = entry.binding.status().state();
            reason = entry.binding.status().reason();
        } else if (!service.isValid()) {
            state = PluginState.INVALID;
            reason = service.problem();
        } else if (preferred.get(service.identity()) == entry) {
            state = PluginState.WAITING;
            reason = "It starts when the one of that name that runs now has ended";
        } else {
            state = PluginState.SHADOWED;
            reason = "The one from \""
                    + preferred.get(service.identity()).service.bundle() + "\" is preferred";
        }
        return new PluginStatus(service.identity(), service.description(), state, reason, service.bundle());
    }

    private void report(PluginService service) {
        if (!service.isValid()) {
            log.warn("Refused a plugin from \"{}\": {}", service.bundle(), service.problem());
            changed.run();
        }
    }

    private void watchLater() {
        runtime.timer().schedule(limits.callBudget().dividedBy(LOOKS_PER_BUDGET), this::watch);
    }

    private void watch() {
        List<Binding<?, ?>> bindings = new ArrayList<>();
        synchronized (lock) {
            if (closed) {
                return;
            }
            entries.stream().filter(entry -> entry.binding != null).forEach(entry -> bindings.add(entry.binding));
        }
        bindings.forEach(Binding::watch);
        watchLater();
    }

    /** Whether it completed in time. If the caller is interrupted, time is over. */
    private static boolean await(CompletableFuture<Void> done, Duration time) {
        try {
            done.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
