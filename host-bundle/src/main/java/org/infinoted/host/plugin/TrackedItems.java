// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.infinoted.host.sandbox.CallFailure;
import org.infinoted.host.sandbox.PluginInvoker;

/**
 * The things of one kind, connections or sessions, as one plugin is told of them, with the plugin's infos. Called in the plugin's
 * mailbox, except where it says otherwise.
 *
 * @param <T> the kind
 * @param <I> the plugin's info for each
 */
final class TrackedItems<T, I> {
    private final String kind;
    private final PluginInvoker calls;
    private final Callbacks<T, I> callbacks;
    private final Consumer<CallFailure> refused;
    private final Consumer<T> left;
    private final Map<Key<T>, Member<T, I>> members = new LinkedHashMap<>(); // guarded by itself, never during a call
    private int bound; // guarded by the map
    private Predicate<T> wanted;

    /**
     * @param kind the first word of the callbacks' names, for the log
     * @param wanted of which the plugin is to be told
     * @param refused called when the plugin has failed to take one
     * @param left called when the plugin has no more to do with one
     */
    TrackedItems(
            String kind,
            PluginInvoker calls,
            Callbacks<T, I> callbacks,
            Predicate<T> wanted,
            Consumer<CallFailure> refused,
            Consumer<T> left) {
        this.kind = kind;
        this.calls = calls;
        this.callbacks = callbacks;
        this.wanted = wanted;
        this.refused = refused;
        this.left = left;
    }

    /** The plugin's callbacks for this kind. */
    interface Callbacks<T, I> {
        I added(T item) throws Exception;

        void removed(T item, I info) throws Exception;
    }

    /** There is one more. */
    void appeared(T item) {
        var member = new Member<T, I>(item);
        synchronized (members) {
            members.put(new Key<>(item), member);
        }
        update(member);
    }

    /** One has gone. */
    void vanished(T item) {
        Member<T, I> member;
        synchronized (members) {
            member = members.get(new Key<>(item));
        }
        if (member != null) {
            remove(member);
            synchronized (members) {
                members.remove(new Key<>(item));
            }
        }
    }

    /** Changes of which the plugin is to be told. The steps that are returned tell it what that means for those that are there. */
    List<Runnable> want(Predicate<T> newWanted) {
        wanted = newWanted;
        List<Runnable> steps = new ArrayList<>();
        synchronized (members) {
            members.values().forEach(member -> steps.add(() -> update(member)));
        }
        return steps;
    }

    /** The plugin leaves all, the newest first. */
    void leaveAll() {
        List<Member<T, I>> all;
        synchronized (members) {
            all = new ArrayList<>(members.values());
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            remove(all.get(i));
        }
        clear();
    }

    /** Forgets everything. May be called from any thread. */
    void clear() {
        synchronized (members) {
            members.clear();
            bound = 0;
        }
    }

    /** How many the plugin has been told of. May be called from any thread. */
    int size() {
        synchronized (members) {
            return bound;
        }
    }

    /** The plugin's info for this one. May be called from any thread. */
    Optional<I> info(T item) {
        synchronized (members) {
            Member<T, I> member = members.get(new Key<>(item));
            return member == null ? Optional.empty() : Optional.ofNullable(member.info);
        }
    }

    private void update(Member<T, I> member) {
        boolean wants = wanted.test(member.item);
        if (wants && !member.wanted) {
            member.wanted = true;
            add(member);
        } else if (!wants && member.wanted) {
            member.wanted = false;
            remove(member);
        }
    }

    private void add(Member<T, I> member) {
        try {
            I info = calls.get(kind + "Added", member.item, () -> callbacks.added(member.item));
            synchronized (members) {
                member.info = info;
                member.bound = true;
                bound++;
            }
        } catch (CallFailure e) {
            left.accept(member.item);
            refused.accept(e);
        }
    }

    private void remove(Member<T, I> member) {
        boolean was;
        I info;
        synchronized (members) {
            was = member.bound;
            info = member.info;
            member.bound = false;
            bound -= was ? 1 : 0;
        }
        if (was) {
            calls.run(kind + "Removed", member.item, () -> callbacks.removed(member.item, info));
            synchronized (members) {
                member.info = null;
            }
        }
        left.accept(member.item);
    }

    /** One of them. {@code wanted} stays true when the plugin has failed to take it, so that it is not tried again. */
    private static final class Member<T, I> {
        private final T item;
        private boolean wanted;
        private boolean bound; // guarded by the map, as the info
        private I info;

        Member(T item) {
            this.item = item;
        }
    }

    /** Makes the map one by identity that keeps its order. */
    private record Key<T>(T item) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key<?> that && item == that.item;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(item);
        }
    }
}
