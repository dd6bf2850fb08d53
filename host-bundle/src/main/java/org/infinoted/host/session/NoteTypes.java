// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.infinoted.note.NoteType;

/**
 * The note types that there are at this moment. If several have one name, the one that the framework prefers counts: highest
 * ranking, then longest there.
 *
 * <p>Thread-safe. Listeners are called by the thread that brings the change, without a lock.
 */
public final class NoteTypes {
    private record Entry(Comparable<Object> rank, Named type) {}

    @GuardedBy("entries")
    private final List<Entry> entries = new ArrayList<>();

    private final List<Function<Named, CompletionStage<Void>>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Named>> arrivals = new CopyOnWriteArrayList<>();

    /** A note type and its name. */
    public record Named(String name, NoteType type) {}

    /** @param rank orders providers, greatest first: the service reference */
    @SuppressWarnings("unchecked") // service references compare with any other service reference
    public void add(Comparable<?> rank, String name, NoteType type) {
        synchronized (entries) {
            entries.add(new Entry((Comparable<Object>) rank, new Named(name, type)));
            entries.sort(Comparator.comparing(Entry::rank, Comparator.reverseOrder()));
        }
        find(name).ifPresent(first -> arrivals.forEach(listener -> listener.accept(first)));
    }

    /**
     * Takes a provider back. Listeners are told even if another one counts by now: documents may still be open with this one.
     *
     * @return completes when nothing uses the provider any more
     */
    public CompletionStage<Void> remove(NoteType type) {
        Optional<Named> gone = take(type);
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        if (gone.isPresent()) {
            for (Function<Named, CompletionStage<Void>> listener : listeners) {
                all = all.thenCombine(listener.apply(gone.get()), (one, other) -> null);
            }
        }
        return all;
    }

    private Optional<Named> take(NoteType type) {
        synchronized (entries) {
            for (Entry entry : entries) {
                if (entry.type.type() == type) {
                    entries.remove(entry);
                    return Optional.of(entry.type);
                }
            }
            return Optional.empty();
        }
    }

    /** Has the listener told, at each arrival, of the provider of that name that counts. */
    public void onArrival(Consumer<Named> listener) {
        arrivals.add(listener);
    }

    /** Has the listener told of each provider that is gone. What it returns completes when nothing of it is in use there. */
    public void onRemoval(Function<Named, CompletionStage<Void>> listener) {
        listeners.add(listener);
    }

    /** The provider of this name that counts, if there is one. */
    public Optional<Named> find(String name) {
        synchronized (entries) {
            return entries.stream()
                    .map(Entry::type)
                    .filter(type -> type.name().equals(name))
                    .findFirst();
        }
    }

    /** The names of all note types, in alphabetical order. */
    public List<String> names() {
        synchronized (entries) {
            var names = new TreeSet<String>();
            entries.forEach(entry -> names.add(entry.type.name()));
            return List.copyOf(names);
        }
    }
}
