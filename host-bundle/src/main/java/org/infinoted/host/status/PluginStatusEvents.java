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
import java.util.function.Supplier;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.PluginStatusListener;
import org.slf4j.Logger;

/**
 * Tells listeners how plugins are, and of each change. There is no queue of changes: at most one look at the plugins is due, whose
 * result is compared with what each listener was told before. So however slow listeners are, nothing piles up and no last state
 * is lost.
 *
 * <p>Thread-safe. What listeners were told is touched by tasks of the executor alone.
 */
public final class PluginStatusEvents {
    private final Supplier<List<PluginStatus>> plugins;
    private final Executor executor;
    private final Logger log;
    private final List<Audience> audiences = new CopyOnWriteArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();

    /** A listener, and what it was told last. */
    private static final class Audience {
        private final PluginStatusListener listener;
        private final Map<Key, Told> told = new LinkedHashMap<>();

        Audience(PluginStatusListener listener) {
            this.listener = listener;
        }
    }

    /** Which plugin: of one name there may be several, one of which runs. */
    private record Key(String name, long bundle, int number) {}

    /** That of a status whose change is told. */
    private record Told(PluginState state, List<PluginReason> reasons, String bundle, String description) {
        static Told of(PluginStatus status) {
            return new Told(status.state(), status.reasons(), status.bundle(), status.description());
        }
    }

    /**
     * @param plugins the present states; asked by the executor, with no lock held
     * @param executor runs one task at a time
     */
    public PluginStatusEvents(Supplier<List<PluginStatus>> plugins, Executor executor, Logger log) {
        this.plugins = plugins;
        this.executor = executor;
        this.log = log;
    }

    /** Has a listener told of the present states, and then of changes. Returns at once. */
    public void add(PluginStatusListener listener) {
        audiences.add(new Audience(listener));
        check();
    }

    /** Takes a listener back. A call that is under way is not waited for; no other follows. */
    public void remove(PluginStatusListener listener) {
        audiences.removeIf(audience -> audience.listener == listener);
    }

    /** Something may have changed. Returns at once; may be called under any lock. */
    public void check() {
        if (!due.getAndSet(true)) {
            executor.execute(this::tell);
        }
    }

    private void tell() {
        due.set(false); // before it looks, so that what changes from here on is not missed
        Map<Key, PluginStatus> now = new LinkedHashMap<>();
        for (PluginStatus status : plugins.get()) {
            int number = 0;
            while (now.putIfAbsent(new Key(status.name(), status.bundleId(), number), status) != null) {
                number++;
            }
        }
        audiences.forEach(audience -> tell(audience, now));
    }

    private void tell(Audience audience, Map<Key, PluginStatus> now) {
        Set<String> gone = new LinkedHashSet<>();
        audience.told.keySet().forEach(key -> gone.add(key.name));
        now.keySet().forEach(key -> gone.remove(key.name));
        audience.told.keySet().retainAll(now.keySet());
        gone.forEach(name -> call(audience, () -> audience.listener.gone(name)));
        now.forEach((key, status) -> {
            Told told = Told.of(status);
            if (!told.equals(audience.told.put(key, told))) {
                call(audience, () -> audience.listener.changed(status));
            }
        });
    }

    private void call(Audience audience, Runnable call) {
        if (!audiences.contains(audience)) {
            return; // taken back meanwhile
        }
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            log.warn("A listener for the states of plugins failed: {}", audience.listener.getClass(), e);
        }
    }
}
