// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Decides how long translations are remembered. Making a missing one again also makes all those that it needs, back to
 * the last moment without concurrency, so those in use must stay. How long that is depends on how far the senders of
 * requests lag behind.
 */
final class TranslationMemory {
    private static final long SHORTEST = 64;

    private final long capacity;

    /** The entries that have translations. */
    private List<LogEntry> holders = new ArrayList<>();

    /** How many translations were added, and how many messages came, since the last ageing. */
    private long added;

    private long messages;

    /** The largest distance of a message since the last ageing and before it. */
    private long farthest;

    private long farthestBefore;

    /** @param capacity how many translations may be remembered */
    TranslationMemory(long capacity) {
        this.capacity = capacity;
    }

    void put(LogEntry entry, StateVector state, Operation operation) {
        TranslatedStates translations = entry.translations();
        if (translations == null) {
            translations = new TranslatedStates();
            entry.translations(translations);
            holders.add(entry);
        }
        translations.put(state, operation);
        added++;
    }

    /** To be called for every message, with the number of requests that its sender had not seen. */
    void recordMessage(long distance) {
        messages++;
        farthest = Math.max(farthest, distance);
        if (messages > Math.max(SHORTEST, 2 * Math.max(farthest, farthestBefore)) || added > capacity / 2) {
            age();
        }
    }

    private void age() {
        added = 0;
        messages = 0;
        farthestBefore = farthest;
        farthest = 0;
        long size = 0;
        var left = new ArrayList<LogEntry>();
        for (LogEntry entry : holders) {
            TranslatedStates translations = Objects.requireNonNull(entry.translations(), "a holder has some");
            translations.age();
            size += translations.size();
            if (translations.size() > 0) {
                left.add(entry);
            } else {
                entry.translations(null);
            }
        }
        holders = left;
        if (size > capacity) {
            holders.forEach(entry -> entry.translations(null));
            holders.clear();
        }
    }
}
