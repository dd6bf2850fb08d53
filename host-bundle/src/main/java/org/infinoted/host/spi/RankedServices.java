// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.infinoted.host.sandbox.PluginRuntime;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * The present services of one kind, in the order in which they are asked: highest ranking first, then the oldest.
 * Thread-safe; no service is called.
 *
 * @param <S> the kind
 */
final class RankedServices<S> {
    private static final Comparator<Entry<?>> ORDER =
            Comparator.<Entry<?>>comparingInt(Entry::ranking).reversed().thenComparingLong(Entry::id);

    private final String kind;
    private final PluginRuntime runtime;
    private final CallLimits limits;
    private volatile List<Entry<S>> entries = List.of();

    /** One service, with its last known ranking. */
    record Entry<S>(ServiceReference<S> reference, int ranking, GuardedService<S> service) {
        Entry(ServiceReference<S> reference, GuardedService<S> service) {
            this(
                    reference,
                    reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                    service);
        }

        /** The service's id, which never changes. */
        long id() {
            return RankedServices.id(reference);
        }
    }

    /** @param kind the name of the kind in the log */
    RankedServices(String kind, PluginRuntime runtime, CallLimits limits) {
        this.kind = kind;
        this.runtime = runtime;
        this.limits = limits;
    }

    /** Whether there is none. This is the hot path. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** All of them, in order. The list never changes. */
    List<Entry<S>> entries() {
        return entries;
    }

    synchronized GuardedService<S> add(ServiceReference<S> reference, S service) {
        var guarded = new GuardedService<>(service, ServiceProvider.of(kind, reference, service), runtime, limits);
        List<Entry<S>> changed = new ArrayList<>(entries);
        changed.add(new Entry<>(reference, guarded));
        change(changed);
        return guarded;
    }

    /** The properties of a service have changed. */
    synchronized void modified(ServiceReference<S> reference) {
        List<Entry<S>> changed = new ArrayList<>(entries);
        changed.replaceAll(entry -> entry.id() == id(reference) ? new Entry<>(reference, entry.service()) : entry);
        change(changed);
    }

    /** Takes a service out. The caller has to close it. */
    synchronized Optional<GuardedService<S>> remove(ServiceReference<S> reference) {
        Optional<GuardedService<S>> gone = entries.stream()
                .filter(entry -> entry.id() == id(reference))
                .map(Entry::service)
                .findFirst();
        List<Entry<S>> changed = new ArrayList<>(entries);
        changed.removeIf(entry -> entry.id() == id(reference));
        change(changed);
        return gone;
    }

    private void change(List<Entry<S>> changed) {
        changed.sort(ORDER);
        entries = List.copyOf(changed);
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }
}
