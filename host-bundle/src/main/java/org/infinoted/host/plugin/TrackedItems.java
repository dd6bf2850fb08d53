// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.infinoted.host.sandbox.CallFailure;
import org.infinoted.host.sandbox.PluginInvoker;
import org.jspecify.annotations.Nullable;

/**
 * Tells one plugin of the items of one kind, connections or sessions, and keeps the plugin's infos. Called in the
 * plugin's mailbox unless a method says otherwise.
 *
 * @param <T> the kind
 * @param <I> the plugin's info for each
 */
final class TrackedItems<T, I> {
    private final String kind;
    private final PluginInvoker invoker;
    private final Added<T, I> added;
    private final Removed<T, I> removed;
    private final Consumer<CallFailure> refused;
    private final Consumer<T> left;
    private Predicate<T> wanted;

    private final Object lock = new Object(); // never held during a call

    @GuardedBy("lock")
    private final Map<Key<T>, Entry<T, I>> items = new LinkedHashMap<>();

    @GuardedBy("lock")
    private final Set<Entry<T, I>> told = new HashSet<>(); // the items that the plugin was told of

    /**
     * @param kind the first word of the callbacks' names, for the log
     * @param wanted selects the items that the plugin is told of
     * @param refused called when the plugin's callback for an added item has failed
     * @param left called when the plugin is done with an item
     */
    TrackedItems(
            String kind,
            PluginInvoker invoker,
            Added<T, I> added,
            Removed<T, I> removed,
            Predicate<T> wanted,
            Consumer<CallFailure> refused,
            Consumer<T> left) {
        this.kind = kind;
        this.invoker = invoker;
        this.added = added;
        this.removed = removed;
        this.wanted = wanted;
        this.refused = refused;
        this.left = left;
    }

    /** The plugin's callback for an added item; returns the info. */
    @FunctionalInterface
    interface Added<T, I> {
        @Nullable
        I call(T item) throws Exception;
    }

    /** The plugin's callback for a removed item. */
    @FunctionalInterface
    interface Removed<T, I> {
        void call(T item, I info) throws Exception;
    }

    /** An item has appeared. */
    void appeared(T item) {
        var entry = new Entry<T, I>(item);
        synchronized (lock) {
            items.put(new Key<>(item), entry);
        }
        update(entry);
    }

    /** An item has gone. */
    void vanished(T item) {
        Entry<T, I> entry;
        synchronized (lock) {
            entry = items.get(new Key<>(item));
        }
        if (entry != null) {
            remove(entry);
            synchronized (lock) {
                items.remove(new Key<>(item));
            }
        }
    }

    /** Changes the selection. The returned steps tell the plugin of present items that this adds or removes. */
    List<Runnable> want(Predicate<T> newWanted) {
        wanted = newWanted;
        List<Runnable> steps = new ArrayList<>();
        synchronized (lock) {
            items.values().forEach(entry -> steps.add(() -> update(entry)));
        }
        return steps;
    }

    /** Tells the plugin that all items are removed, the newest first. */
    void leaveAll() {
        List<Entry<T, I>> all;
        synchronized (lock) {
            all = new ArrayList<>(items.values());
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            remove(all.get(i));
        }
        clear();
    }

    /** Forgets everything. May be called from any thread. */
    void clear() {
        synchronized (lock) {
            items.clear();
            told.clear();
        }
    }

    /** How many items the plugin was told of. May be called from any thread. */
    int size() {
        synchronized (lock) {
            return told.size();
        }
    }

    /** The plugin's info for an item. May be called from any thread. */
    Optional<I> info(T item) {
        synchronized (lock) {
            Entry<T, I> entry = items.get(new Key<>(item));
            return entry == null ? Optional.empty() : Optional.ofNullable(entry.info);
        }
    }

    private void update(Entry<T, I> entry) {
        boolean wants = wanted.test(entry.item);
        if (wants && !entry.wanted) {
            entry.wanted = true;
            add(entry);
        } else if (!wants && entry.wanted) {
            entry.wanted = false;
            remove(entry);
        }
    }

    private void add(Entry<T, I> entry) {
        try {
            I info = invoker.get(kind + "Added", entry.item, () -> added.call(entry.item));
            synchronized (lock) {
                entry.info = info;
                told.add(entry);
            }
        } catch (CallFailure e) {
            left.accept(entry.item);
            refused.accept(e);
        }
    }

    private void remove(Entry<T, I> entry) {
        boolean wasTold;
        synchronized (lock) {
            wasTold = told.remove(entry);
        }
        if (wasTold) {
            tellOfRemoval(entry.item, entry.info);
            entry.info = null;
        }
        left.accept(entry.item);
    }

    /** @param info null if the plugin has returned null, which its type of infos then allows */
    @SuppressWarnings("NullAway") // cannot know what that type allows
    private void tellOfRemoval(T item, @Nullable I info) {
        invoker.run(kind + "Removed", item, () -> removed.call(item, info));
    }

    /** One item. {@code wanted} stays true if the plugin's callback has failed, so that it is not tried again. */
    private static final class Entry<T, I> {
        private final T item;
        private boolean wanted;
        private volatile @Nullable I info; // null if the plugin gave none, or was not told of the item

        Entry(T item) {
            this.item = item;
        }
    }

    /** Compares items by identity, in a map that keeps their order. */
    private record Key<T>(T item) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key<?> that && item == that.item;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(item);
        }
    }
}
