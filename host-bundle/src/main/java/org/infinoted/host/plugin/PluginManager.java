// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.infinoted.host.sandbox.PluginLimits;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.sandbox.RecentFailures;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.host.status.BoundPlugins;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.host.status.PluginDescriptor;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;

/**
 * Binds plugin services. Of each identity one runs: the first in the order of {@link PluginDescriptor}. When that one
 * goes, the next takes over after it has ended.
 *
 * <p>Thread-safe. Neither plugins nor the framework are called with the lock held.
 */
public final class PluginManager implements BoundPlugins, AutoCloseable {
    private static final int LOOKS_PER_BUDGET = 4;

    private final ServerAccess server;
    private final PluginRuntime runtime;
    private final PluginLimits limits;
    private final OptionVerdicts options;
    private final BoundPluginStatus statuses;
    private final Claims claims = new Claims();
    private final Runnable changed;
    private final Logger log;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final PluginEntries entries = new PluginEntries();

    @GuardedBy("lock")
    private boolean closed;

    /**
     * @param options asked without a lock
     * @param types of sessions, for warnings; the manager is not told when they change
     * @param changed called after any plugin's state has changed, on any thread and possibly on several at once, with no lock
     *     held; it must return soon, and reads the states from {@link #plugins}
     */
    public PluginManager(
            ServerAccess server,
            PluginRuntime runtime,
            PluginLimits limits,
            OptionVerdicts options,
            SessionTypes types,
            Runnable changed) {
        this.server = server;
        this.runtime = runtime;
        this.limits = limits;
        this.options = options;
        this.statuses = new BoundPluginStatus(types);
        this.changed = changed;
        this.log = log(runtime);
        watchLater();
    }

    /** The log about plugins. */
    static Logger log(PluginRuntime runtime) {
        return runtime.loggers().getLogger(PluginManager.class.getName());
    }

    /** A plugin service has appeared. Returns at once. */
    public void add(ServiceReference<?> reference, Plugin<?, ?> plugin, Map<String, ?> properties) {
        PluginDescriptor descriptor = PluginDescriptor.of(reference, plugin, properties);
        var entry = new PluginEntry(plugin, descriptor, new RecentFailures(runtime.clock()));
        synchronized (lock) {
            if (closed) {
                return;
            }
            entries.add(entry);
        }
        judge(entry);
        settle();
        report(descriptor);
    }

    /**
     * The properties of a plugin service have changed. Returns at once. The plugin goes on; if it had failed to start
     * or was quarantined, it is started anew.
     */
    public void modified(ServiceReference<?> reference, Map<String, ?> properties) {
        PluginEntry entry;
        synchronized (lock) {
            entry = entries.find(PluginDescriptor.id(reference));
        }
        if (entry == null) {
            return;
        }
        PluginDescriptor descriptor = PluginDescriptor.of(reference, entry.plugin, properties);
        List<Runnable> actions = new ArrayList<>();
        synchronized (lock) {
            if (entry.gone) {
                return;
            }
            entry.descriptor = descriptor;
            PluginBinding<?, ?> binding = entry.binding;
            if (binding != null && entry.isPutAside()) {
                dismiss(entry, binding, actions);
            } else if (binding != null) {
                actions.add(() -> binding.retype(descriptor.sessionType()));
            }
        }
        judge(entry); // first, so that it does not start anew with refused options
        actions.forEach(Runnable::run);
        settle();
        report(descriptor);
    }

    /** The verdict on a configuration may have changed. Returns at once. Any thread. */
    public void optionsChanged(String pid) {
        List<PluginEntry> concerned;
        synchronized (lock) {
            concerned = entries.stream()
                    .filter(entry -> entry.descriptor.pid().equals(pid))
                    .toList();
        }
        concerned.forEach(this::judge);
        settle();
        changed.run();
    }

    /**
     * Asks for the verdict on a plugin's options. If that changes meanwhile, {@link #optionsChanged} asks once more.
     */
    private void judge(PluginEntry entry) {
        String pid;
        long question;
        synchronized (lock) {
            pid = entry.descriptor.pid();
            question = entry.ask();
        }
        OptionVerdicts.Verdict answer = pid.isEmpty() ? OptionVerdicts.Verdict.FINE : options.verdict(pid);
        synchronized (lock) {
            entry.answer(question, answer);
        }
    }

    @Override
    public CompletionStage<Void> retry(String name) {
        List<Runnable> actions = new ArrayList<>();
        var result = new CompletableFuture<Void>();
        synchronized (lock) {
            List<PluginEntry> named = entries.present()
                    .filter(entry -> entry.descriptor.label().equals(name))
                    .toList();
            Optional<PluginEntry> aside =
                    named.stream().filter(PluginEntry::isPutAside).findFirst();
            if (aside.isEmpty()) {
                return CompletableFuture.failedStage(new PluginException(
                        named.isEmpty()
                                ? "There is no plugin \"" + SafeText.of(name) + '"'
                                : "The plugin \"" + name + "\" is neither FAILED nor QUARANTINED"));
            }
            PluginEntry entry = aside.get();
            PluginBinding<?, ?> binding = Objects.requireNonNull(entry.binding, "what is put aside has a binding");
            if (!binding.left().isDone()) {
                return CompletableFuture.failedStage(
                        new PluginException(BoundPluginStatus.stuck().text()));
            }
            if (entry.retry != null) {
                return entry.retry;
            }
            entry.retry = result;
            dismiss(entry, binding, actions);
        }
        actions.forEach(Runnable::run);
        return result;
    }

    /**
     * A plugin service goes away. Returns when the plugin has ended, or was abandoned when its time was over. If called
     * by a callback of this plugin itself, it returns at once, and the plugin ends when the callback has returned.
     */
    public void remove(ServiceReference<?> reference) {
        PluginBinding<?, ?> binding = release(reference);
        if (binding != null && !binding.inside()) {
            if (!await(binding.stop(), limits.stopTime())) {
                binding.abandon("It has not ended in time, and its service goes away");
                binding.stop().join(); // it may be that another thread abandons it just now
            }
            ended(binding);
        }
    }

    /** As {@link #remove}, but waits for nothing. The result completes when the plugin has ended, or was abandoned. */
    public CompletionStage<Void> beginRemoval(ServiceReference<?> reference) {
        PluginBinding<?, ?> binding = release(reference);
        return binding == null ? CompletableFuture.completedStage(null) : binding.stop();
    }

    /** As {@link #remove}, but waits for nothing. Returns what is ending now, or null. */
    @Nullable
    PluginBinding<?, ?> release(ServiceReference<?> reference) {
        PluginBinding<?, ?> binding;
        List<Runnable> actions = new ArrayList<>();
        synchronized (lock) {
            PluginEntry entry = entries.find(PluginDescriptor.id(reference));
            if (entry == null) {
                return null;
            }
            entry.gone = true;
            binding = entry.binding;
            refuse(entry, "Its service has gone", actions);
            if (binding == null) {
                entries.remove(entry);
            } else {
                dismiss(entry, binding, actions);
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
            Map<String, PluginEntry> preferred = entries.preferred();
            List<PluginStatus> result = new ArrayList<>();
            for (PluginEntry entry : entries.judged()) {
                String identity = entry.descriptor.identity();
                result.add(statuses.of(entry, preferred.get(identity), entries.holder(identity)));
            }
            return List.copyOf(result);
        }
    }

    /** Whether there are plugins of this name, in one or more configurations, and all of them run. Any thread. */
    public boolean isRunning(String name) {
        synchronized (lock) {
            Map<String, PluginEntry> preferred = entries.preferred();
            List<String> identities = entries.present()
                    .filter(entry -> entry.isJudged() && entry.descriptor.name().equals(name))
                    .map(entry -> entry.descriptor.identity())
                    .toList();
            return !identities.isEmpty()
                    && identities.stream()
                            .map(preferred::get)
                            .allMatch(entry -> entry != null && entry.is(PluginState.RUNNING));
        }
    }

    /**
     * Ends all plugins, the last in order first, each with its removals and {@code deinitialize}; returns when that is done, or
     * when the time for it is over and the rest is abandoned. Plugins that appear later are not bound. If called by a callback of
     * a plugin, this plugin ends when the callback has returned.
     */
    @Override
    public void close() {
        List<PluginBinding<?, ?>> bindings;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            bindings = entries.bindingsFromLast();
        }
        List<PluginBinding<?, ?>> callers =
                bindings.stream().filter(PluginBinding::inside).toList();
        bindings.removeAll(callers);
        if (!await(stopAll(bindings), limits.closeTime())) {
            bindings.forEach(PluginBinding::stop);
            bindings.forEach(binding -> binding.abandon("The server stops, and the time for that is over"));
        }
        callers.forEach(PluginBinding::stop);
        List<Runnable> actions = new ArrayList<>();
        synchronized (lock) {
            entries.forEach(entry -> refuse(entry, "The server stops", actions));
            entries.clear();
        }
        actions.forEach(Runnable::run);
        changed.run();
    }

    private static CompletableFuture<Void> stopAll(List<PluginBinding<?, ?>> bindings) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (PluginBinding<?, ?> binding : bindings) {
            all = all.thenCompose(done -> binding.stop());
        }
        return all;
    }

    /** Starts the plugins that should run and do not, and ends those that run and should not. */
    private void settle() {
        List<Runnable> actions = new ArrayList<>();
        synchronized (lock) {
            if (!closed) {
                Map<String, PluginEntry> preferred = entries.preferred();
                for (PluginEntry entry : entries) {
                    settle(entry, preferred, actions);
                }
            }
        }
        actions.forEach(Runnable::run);
    }

    @GuardedBy("lock")
    private void settle(PluginEntry entry, Map<String, PluginEntry> preferred, List<Runnable> actions) {
        PluginDescriptor descriptor = entry.descriptor;
        PluginEntry best = preferred.get(descriptor.identity());
        PluginEntry shadow = entry.isEligible() && best != entry ? best : null;
        if (shadow != null && !entry.shadowed) {
            PluginDescriptor other = shadow.descriptor;
            actions.add(() -> log.info("Shadowed {} by the one from \"{}\"", descriptor, other.bundle()));
            actions.add(changed);
        }
        entry.shadowed = shadow != null;
        if (entry.binding != null) {
            if (preferred.get(entry.binding.identity()) != entry) {
                dismiss(entry, entry.binding, actions);
            }
        } else if (best != entry) {
            refuse(entry, "It is not to run: see its state", actions);
        } else if (entry.isStuck()) {
            refuse(entry, BoundPluginStatus.stuck().text(), actions);
        } else if (entries.holder(descriptor.identity()).isEmpty()) {
            var binding = new PluginBinding<>(
                    descriptor, entry.plugin, server, runtime, limits, claims, entry.failures, changed);
            entry.binding = binding;
            entry.takeRetry().ifPresent(retry -> answer(retry, binding.begun()));
            actions.add(binding::start);
            actions.add(changed);
        }
    }

    /** Answers a request for another life of a plugin. */
    private void answer(CompletableFuture<Void> retry, CompletableFuture<Void> begun) {
        begun.whenCompleteAsync(
                (done, failure) -> {
                    if (failure == null) {
                        retry.complete(null);
                    } else {
                        retry.completeExceptionally(failure);
                    }
                },
                runtime.executor());
    }

    private void refuse(PluginEntry entry, String reason, List<Runnable> actions) {
        entry.takeRetry()
                .ifPresent(retry -> actions.add(() -> retry.completeExceptionally(new PluginException(
                        "The plugin \"" + entry.descriptor.label() + "\" is not given another chance. " + reason))));
    }

    /** Ends the entry's binding; afterwards the next plugin can run. */
    private void dismiss(PluginEntry entry, PluginBinding<?, ?> binding, List<Runnable> actions) {
        if (!entry.leaving) {
            entry.leaving = true;
            actions.add(() -> binding.stop().thenRun(() -> ended(binding)));
        }
    }

    /** Removes an ended binding, so that the next plugin can run. Does nothing the second time. */
    private void ended(PluginBinding<?, ?> binding) {
        boolean stuck = false;
        synchronized (lock) {
            PluginEntry entry = entries.find(binding);
            if (entry != null && entry.gone) {
                entries.remove(entry);
            } else if (entry != null) {
                entry.binding = null;
                entry.leaving = false;
                entry.left = binding.left();
                stuck = entry.isStuck();
            }
        }
        settle();
        changed.run();
        if (stuck) {
            binding.left().thenRun(() -> {
                settle();
                changed.run();
            });
        }
    }

    private void report(PluginDescriptor descriptor) {
        descriptor.problem().ifPresent(problem -> {
            log.warn("Refused a plugin from \"{}\": {}", descriptor.bundle(), problem.text());
            changed.run();
        });
    }

    private void watchLater() {
        runtime.timer().schedule(limits.callBudget().dividedBy(LOOKS_PER_BUDGET), this::watch);
    }

    private void watch() {
        List<PluginBinding<?, ?>> bindings;
        synchronized (lock) {
            if (closed) {
                return;
            }
            bindings = entries.bindings();
        }
        bindings.forEach(PluginBinding::quarantineIfStuck);
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
