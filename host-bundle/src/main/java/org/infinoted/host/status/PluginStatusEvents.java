// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.infinoted.host.sandbox.ActiveCall;
import org.infinoted.host.sandbox.PluginCode;
import org.infinoted.host.sandbox.PluginCodeException;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.PluginStatusListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.spi.MDCAdapter;

/**
 * Tells listeners the states of plugins, and each change. There is no queue of changes. At most one check of the
 * plugins is pending, and its result is compared with what each listener was told before. So even if listeners are slow
 * nothing piles up, and the latest state is never lost.
 *
 * <p>Thread-safe. What listeners were told belongs to the executor's tasks.
 */
public final class PluginStatusEvents {
    private final Supplier<List<PluginStatus>> plugins;
    private final Executor executor;
    private final MDCAdapter mdc;
    private final Logger log;
    private final Consumer<Throwable> faults;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();

    /** A listener, and what it was told last. */
    private static final class Listener {
        private final PluginStatusListener service;
        private final PluginCode code;
        private final Map<Key, Told> told = new LinkedHashMap<>();

        Listener(PluginStatusListener service, PluginCode code) {
            this.service = service;
            this.code = code;
        }
    }

    /** Identifies a plugin: several may have the same name, one of which runs. */
    private record Key(String name, long bundle, int number) {}

    /** The part of a status whose changes are told. */
    private record Told(PluginState state, List<PluginReason> reasons, String bundle, String description) {
        static Told of(PluginStatus status) {
            return new Told(status.state(), status.reasons(), status.bundle(), status.description());
        }
    }

    /**
     * @param plugins the present states; asked by the executor, with no lock held
     * @param executor runs one task at a time
     * @param faults told of errors of the virtual machine that listeners have thrown
     */
    public PluginStatusEvents(
            Supplier<List<PluginStatus>> plugins,
            Executor executor,
            MDCAdapter mdc,
            Logger log,
            Consumer<Throwable> faults) {
        this.plugins = plugins;
        this.executor = executor;
        this.mdc = mdc;
        this.log = log;
        this.faults = faults;
    }

    /** Tells a listener the present states, and then changes. Returns at once. */
    public void add(PluginStatusListener service) {
        Class<?> type = service.getClass();
        Bundle bundle = FrameworkUtil.getBundle(type);
        var code = new PluginCode(
                bundle == null ? type.getName() : bundle.getSymbolicName(),
                "the listener for the states of plugins " + type.getName(),
                type.getClassLoader(),
                mdc,
                log,
                faults);
        listeners.add(new Listener(service, code));
        check();
    }

    /** Removes a listener. Does not wait for a call that is under way; no other call follows. */
    public void remove(PluginStatusListener service) {
        listeners.removeIf(listener -> listener.service == service);
    }

    /** Something may have changed. Returns at once; may be called under any lock. */
    public void check() {
        if (!due.getAndSet(true)) {
            try {
                executor.execute(this::tell);
            } catch (Throwable e) { // there is no memory, or no thread: the next check tries again
                due.set(false);
                throw e;
            }
        }
    }

    private void tell() {
        due.set(false); // before the check, so that no later change is missed
        Map<Key, PluginStatus> now = new LinkedHashMap<>();
        for (PluginStatus status : plugins.get()) {
            int number = 0;
            while (now.putIfAbsent(new Key(status.name(), status.bundleId(), number), status) != null) {
                number++;
            }
        }
        listeners.forEach(listener -> tell(listener, now));
    }

    private void tell(Listener listener, Map<Key, PluginStatus> now) {
        Set<String> gone = new LinkedHashSet<>();
        listener.told.keySet().forEach(key -> gone.add(key.name));
        now.keySet().forEach(key -> gone.remove(key.name));
        listener.told.keySet().retainAll(now.keySet());
        gone.forEach(name -> call(listener, "gone", () -> listener.service.gone(name)));
        now.forEach((key, status) -> {
            Told told = Told.of(status);
            if (!told.equals(listener.told.put(key, told))) {
                call(listener, "changed", () -> listener.service.changed(status));
            }
        });
    }

    private void call(Listener listener, String callback, PluginCode.Action action) {
        if (!listeners.contains(listener)) {
            return; // removed meanwhile
        }
        try {
            listener.code.call(new ActiveCall(), callback, action.asBody());
        } catch (PluginCodeException e) {
            // logged already
        }
    }
}
