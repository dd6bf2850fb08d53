// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.loop;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The items of one kind that exist at this moment, and their observers. An observer is told of each item exactly once:
 * existing items are reported when it subscribes, in one atomic step.
 *
 * <p>What an observer throws keeps the others from nothing; it is thrown on when all have been told.
 *
 * <p>Thread-safe. Observers are called under the lock that gives this guarantee: they must only queue something.
 */
public final class Registry<T> {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Set<T> items = new LinkedHashSet<>();

    @GuardedBy("lock")
    private final List<Observer<T>> observers = new ArrayList<>();

    /** Is told of changes. Methods must return at once and call no other code. */
    public interface Observer<T> {
        void added(T item);

        void removed(T item);
    }

    public void add(T item) {
        synchronized (lock) {
            if (items.add(item)) {
                tell(observer -> observer.added(item));
            }
        }
    }

    public void remove(T item) {
        synchronized (lock) {
            if (items.remove(item)) {
                tell(observer -> observer.removed(item));
            }
        }
    }

    @GuardedBy("lock")
    private void tell(Consumer<Observer<T>> change) {
        Throwable first = null;
        for (Observer<T> observer : observers) {
            try {
                change.accept(observer);
            } catch (RuntimeException | Error e) {
                first = first == null ? e : first;
            }
        }
        if (first instanceof Error error) {
            throw error;
        } else if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Tells the observer {@code added} for each present item, in order of arrival, and then of each change. */
    public void observe(Observer<T> observer) {
        synchronized (lock) {
            items.forEach(observer::added);
            observers.add(observer);
        }
    }

    /** Tells the observer nothing more. */
    public void forget(Observer<T> observer) {
        synchronized (lock) {
            observers.remove(observer);
        }
    }

    /** The present items, in order of arrival. */
    public List<T> snapshot() {
        synchronized (lock) {
            return List.copyOf(items);
        }
    }
}
