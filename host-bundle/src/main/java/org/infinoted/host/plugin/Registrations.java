// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.infinoted.plugin.Registration;

/**
 * What one plugin has registered, so that it can be undone: registrations for a connection or session when that goes,
 * the others when the plugin goes. Thread-safe.
 */
final class Registrations {
    @GuardedBy("this")
    private final IdentityHashMap<Object, Set<Entry>> bySubject = new IdentityHashMap<>();

    @GuardedBy("this")
    private boolean closed;

    /**
     * Makes room for a registration.
     *
     * @param subject the connection or session that it is for, or anything else
     * @throws IllegalStateException after {@link #close}
     */
    Entry add(Object subject) {
        var entry = new Entry(subject);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("The plugin has ended");
            }
            bySubject.computeIfAbsent(subject, key -> new HashSet<>()).add(entry);
        }
        return entry;
    }

    /** Undoes the registrations for this subject. */
    void close(Object subject) {
        List<Entry> entries;
        synchronized (this) {
            entries = List.copyOf(bySubject.getOrDefault(subject, Set.of()));
        }
        entries.forEach(Entry::close);
    }

    /** Undoes all registrations, and accepts no more. */
    void close() {
        List<Entry> entries;
        synchronized (this) {
            closed = true;
            entries = bySubject.values().stream().flatMap(Set::stream).toList();
        }
        entries.forEach(Entry::close);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void forget(Entry entry) {
        bySubject.computeIfPresent(entry.subject, (key, entries) -> {
            entries.remove(entry);
            return entries.isEmpty() ? null : entries;
        });
    }

    /** One registration. */
    final class Entry implements Registration {
        private final Object subject;

        @GuardedBy("this")
        private Runnable undo = () -> {};

        private volatile boolean open = true;

        private Entry(Object subject) {
            this.subject = subject;
        }

        /**
         * Performs a step unless the registration was undone.
         *
         * @param step returns its undoing, which replaces that of earlier steps
         */
        synchronized void step(Supplier<Runnable> step) {
            if (open) {
                undo = step.get();
            }
        }

        boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            Runnable last;
            synchronized (this) {
                open = false;
                last = undo;
                undo = () -> {};
            }
            last.run();
            forget(this);
        }
    }
}
