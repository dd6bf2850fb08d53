// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.infinoted.host.group.Client;
import org.infinoted.host.memory.MemoryAccount;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.note.Note;
import org.jspecify.annotations.Nullable;

/**
 * The memory that the content of one session takes, as its note says: charged to the connections that have opened it and made it grow, be
 * they there or not. Belongs to the session's home loop.
 */
final class SessionMemory {
    /** Smaller changes are noticed later, so that a keystroke costs nothing. */
    private static final long NOTICED = 16 * 1024;

    /** What the server itself keeps for a user, besides the name. */
    private static final long BYTES_OF_USER = 300;

    private final Note note;
    private final UserTable users;
    private final MemoryBudget budget;
    private final Map<MemoryAccount, Long> charged = new LinkedHashMap<>();
    private long unowned;
    private long total;

    SessionMemory(Note note, UserTable users, MemoryBudget budget) {
        this.note = note;
        this.users = users;
        this.budget = budget;
    }

    /**
     * Counts what has changed.
     *
     * @param cause whose message, or coming, has changed it; null if it was no client
     */
    void measure(@Nullable Client cause) {
        long more = note.memory() + BYTES_OF_USER * users.all().size() - total;
        if (more >= NOTICED) {
            charge(cause == null ? null : cause.memory(), more);
        } else if (more <= -NOTICED) {
            release(-more);
        }
    }

    /**
     * What is there because of those who have gone is kept because of the one who comes.
     *
     * @param client a new subscriber
     */
    void adopt(Client client) {
        long orphaned = unowned;
        budget.giveBack(unowned);
        unowned = 0;
        Iterator<Map.Entry<MemoryAccount, Long>> entries = charged.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<MemoryAccount, Long> entry = entries.next();
            if (!entry.getKey().isOpen()) {
                orphaned += entry.getValue();
                entry.getKey().release(entry.getValue());
                entries.remove();
            }
        }
        if (orphaned > 0) {
            charged.merge(client.memory(), orphaned, Long::sum);
            client.memory().charge(orphaned);
        }
    }

    /** Nothing is kept any more. */
    void clear() {
        release(total);
    }

    private void charge(@Nullable MemoryAccount account, long bytes) {
        total += bytes;
        if (account == null) {
            unowned += bytes;
            budget.take(bytes);
        } else {
            charged.merge(account, bytes, Long::sum);
            account.charge(bytes);
        }
    }

    /** What nobody has caused goes first, then what was caused first. */
    private void release(long bytes) {
        total -= bytes;
        long nobodys = Math.min(bytes, unowned);
        unowned -= nobodys;
        budget.giveBack(nobodys);
        long left = bytes - nobodys;
        Iterator<Map.Entry<MemoryAccount, Long>> entries = charged.entrySet().iterator();
        while (left > 0 && entries.hasNext()) {
            Map.Entry<MemoryAccount, Long> entry = entries.next();
            long some = Math.min(left, entry.getValue());
            entry.getKey().release(some);
            left -= some;
            if (some == entry.getValue()) {
                entries.remove();
            } else {
                entry.setValue(entry.getValue() - some);
            }
        }
    }
}
