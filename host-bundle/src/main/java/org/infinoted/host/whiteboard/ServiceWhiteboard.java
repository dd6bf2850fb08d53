// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of one kind. A handler is told of all of them when it is attached, of each change from then on, and that
 * all have gone when it is detached.
 *
 * <p>There is no queue of events. What a handler was told of a service is compared with the service's present state, so
 * nothing is missed and nothing is told twice. Changes of one service take turns: each thread waits for its turn and
 * calls the handler itself. Handlers are called with no lock held.
 *
 * @param <S> the kind
 */
public abstract class ServiceWhiteboard<S> {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceWhiteboard.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<ServiceReference<S>, Entry<S>> entries = new LinkedHashMap<>();

    @GuardedBy("lock")
    private @Nullable ServiceHandler<S> handler; // null while there is none

    /** The present state of a service, and what was told of it; guarded by the lock. */
    private static final class Entry<S> {
        private @Nullable TrackedService<S> service; // null once it has gone
        private @Nullable Told<S> told; // null if nobody has it
        private @Nullable Turn last; // null if nobody's turn is under way
    }

    /** Compared by identity, as {@code equals} of a service is a plugin's code. */
    @SuppressWarnings("ReferenceEquality")
    private record Told<S>(ServiceHandler<S> handler, TrackedService<S> service) {
        boolean isSameUse(@Nullable Told<S> other) {
            return other != null && other.handler == handler && other.service.service() == service.service();
        }

        boolean isModified(Told<S> before) {
            return before.service != service;
        }
    }

    /** A thread's turn with a service. */
    private static final class Turn {
        private final Thread thread = Thread.currentThread();
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        /** Whether it is over. It is not waited for by its own thread. */
        boolean await() {
            if (over.isDone()) {
                return true;
            }
            if (thread == Thread.currentThread()) {
                return false;
            }
            try {
                over.get(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                LOG.error(
                        "A service is not in or out of use within {} s; not waiting longer", LONGEST_WAIT.toSeconds());
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Attaches a handler. Returns when it was told of all present services. */
    public final void attach(ServiceHandler<S> newHandler) {
        change(newHandler);
    }

    /** Detaches the handler. Returns when it has removed all services. */
    public final void detach() {
        change(null);
    }

    private void change(@Nullable ServiceHandler<S> newHandler) {
        List<Entry<S>> all;
        synchronized (lock) {
            handler = newHandler;
            all = new ArrayList<>(entries.values());
        }
        all.forEach(this::settle);
    }

    /** A service has come, or its properties have changed. */
    protected final void put(ServiceReference<S> reference, S service, Map<String, Object> properties) {
        Entry<S> entry;
        synchronized (lock) {
            entry = entries.computeIfAbsent(reference, key -> new Entry<>());
            entry.service = new TrackedService<>(reference, service, properties);
        }
        settle(entry);
    }

    /** A service goes. Returns when the handler has removed it. */
    protected final void remove(ServiceReference<S> reference) {
        Entry<S> entry;
        synchronized (lock) {
            entry = entries.get(reference);
            if (entry == null) {
                return;
            }
            entry.service = null;
        }
        settle(entry);
    }

    /** Waits for this thread's turn and tells what there is to tell. If that takes too long, it is told as soon as it can be. */
    private void settle(Entry<S> entry) {
        var turn = new Turn();
        Turn before;
        synchronized (lock) {
            before = entry.last;
            entry.last = turn;
        }
        if (before == null || before.await()) {
            take(turn, entry);
        } else {
            before.over.thenRun(() -> take(turn, entry));
        }
    }

    private void take(Turn turn, Entry<S> entry) {
        try {
            tell(entry);
        } finally {
            synchronized (lock) {
                if (entry.last == turn) {
                    entry.last = null; // keeps no thread, whose context class loader may be a plugin's
                    if (entry.service == null && entry.told == null) {
                        entries.values().remove(entry);
                    }
                }
            }
            turn.over.complete(null);
        }
    }

    private void tell(Entry<S> entry) {
        Told<S> before;
        Told<S> now;
        synchronized (lock) {
            before = entry.told;
            now = entry.service == null || handler == null ? null : new Told<>(handler, entry.service);
            entry.told = now;
        }
        if (before != null && !before.isSameUse(now)) {
            call(before.handler.remove(), before.service);
        }
        if (now != null && !now.isSameUse(before)) {
            call(now.handler.add(), now.service);
        } else if (now != null && before != null && now.isModified(before)) {
            call(now.handler.modify(), now.service);
        }
    }

    /** What is wrong with one service is no reason to do without the others. */
    private static <S> void call(Consumer<TrackedService<S>> handling, TrackedService<S> service) {
        try {
            handling.accept(service);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "A service of {} could not be handled", service.reference().getBundle(), e);
        }
    }
}
