// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.loop;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What there is of one kind at this moment, and who is told of changes. Observing and getting what is there are one atomic step,
 * so an observer meets each item exactly once: in what it is given at first, or as added.
 *
 * <p>Thread-safe. Observers are called under the lock that gives this guarantee: they only put something into a queue.
 */
public final class Registry<T> {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Set<T> items = new LinkedHashSet<>();

    @GuardedBy("lock")
    private final List<Observer<T>> observers = new ArrayList<>();

    /** Is told of changes. Must return at once and call nobody. */
    public interface Observer<T> {
        void added(T item);

        void removed(T item);
    }

    public void add(T item) {
        synchronized (lock) {
            if (items.add(item)) {
                observers.forEach(observer -> observer.added(item));
            }
        }
    }

    public void remove(T item) {
        synchronized (lock) {
            if (items.remove(item)) {
                observers.forEach(observer -> observer.removed(item));
            }
        }
    }

    /** The observer is told {@code added} for everything that is there, in order of arrival, and then of each change. */
    public void observe(Observer<T> observer) {
        synchronized (lock) {
            items.forEach(observer::added);
            observers.add(observer);
        }
    }

    /** The observer is told nothing any more. */
    public void forget(Observer<T> observer) {
        synchronized (lock) {
            observers.remove(observer);
        }
    }

    /** What there is, in order of arrival. */
    public List<T> snapshot() {
        synchronized (lock) {
            return List.copyOf(items);
        }
    }
}
