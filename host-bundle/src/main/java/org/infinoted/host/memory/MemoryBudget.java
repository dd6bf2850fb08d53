// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory that is kept for clients, all of them together: output that they have not read, input that is not complete or not
 * handled, documents that they have filled. When it exceeds the limit, the greediest connection is dropped, with its name in the
 * log, and the next one if that is not enough.
 *
 * <p>There are two figures, because clients share memory: what one message takes while a thousand clients have yet to read it is
 * taken once. {@link #used} is what is really taken. The <em>rank</em> of an account is all that is kept because of it, shared or
 * not, and the highest rank goes first; that of a client which reads too slowly counts several times, and so does what is free at
 * once when a connection ends. An account far below an equal share of the limit is never dropped.
 *
 * <p>Thread-safe. What is counted is added to one number; nobody waits for a lock.
 */
public final class MemoryBudget {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryBudget.class);
    /** Who has less than this part of an equal share is never dropped. */
    private static final int SPARED = 4;
    /** Who has less than this part of the limit is dropped only if the use exceeds the limit considerably, by a quarter of it. */
    private static final int NOTABLE = 32;

    private static final int CONSIDERABLE = 4;
    /** By which part of the limit the use grows until a search that found nobody is repeated. */
    private static final int SEARCHES = 64;

    private final long limit;
    private final AtomicLong used = new AtomicLong();
    /** What will be free when the dropped connections have ended. */
    private final AtomicLong leaving = new AtomicLong();

    private final Set<MemoryAccount> accounts = ConcurrentHashMap.newKeySet();
    private final ReentrantLock searching = new ReentrantLock();
    /** For how much there was no room when somebody asked last; 0 if there was. */
    private volatile long wanted;
    /** How much was taken when a search found nobody; 0 if the last one made up for the shortage. */
    private volatile long searchedInVain;

    /** @param limit in bytes, more than 0 */
    public MemoryBudget(long limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("The limit is " + limit + "; it must be more than 0");
        }
        this.limit = limit;
    }

    /** A budget that is never short. */
    public static MemoryBudget unlimited() {
        return new MemoryBudget(Long.MAX_VALUE);
    }

    /** In bytes. */
    public long limit() {
        return limit;
    }

    /** How many bytes are taken at present. */
    public long used() {
        return used.get();
    }

    /** Opens the account of a connection. It is to be closed when that has ended. */
    public MemoryAccount open(MemoryAccount.Owner owner) {
        MemoryAccount account = new MemoryAccount(this, owner);
        accounts.add(account);
        return account;
    }

    /** Counts memory that accounts share. If the budget is short now, somebody is dropped. */
    public void take(long bytes) {
        used.addAndGet(bytes);
        if (isShortOf(0)) {
            relieve();
        }
    }

    /** Counts it no more. */
    public void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    /**
     * Whether so much more is within the limit now. If not, clients that read too slowly are dropped to make room, as far as there are
     * any: it can be asked again a moment later.
     */
    public boolean hasRoom(long bytes) {
        wanted = 0;
        if (used.get() <= limit - bytes) {
            return true;
        }
        wanted = bytes;
        drop(bytes, true);
        return false;
    }

    /** Whether more is taken than may be, even when all connections that are being dropped have ended. */
    public boolean isShort() {
        return isShortOf(0);
    }

    /** Below this rank nobody is dropped. */
    private long spared() {
        return limit / SPARED / Math.max(1, accounts.size());
    }

    /**
     * Below this rank only those who read too slowly are dropped, and anybody else may go on at present: what nobody can be dropped for,
     * such as documents that are being closed, must not cost those who have little.
     */
    long notable() {
        return isShortOf(-limit / CONSIDERABLE) ? spared() : Math.max(spared(), limit / NOTABLE);
    }

    /** So much of what dropped connections were expected to leave is free, and is not expected any more. */
    void freed(long bytes) {
        leaving.addAndGet(-bytes);
    }

    void closed(MemoryAccount account, long expected) {
        if (accounts.remove(account)) {
            freed(expected);
            if (isShortOf(0)) {
                relieve();
            } else if (wanted > 0) {
                drop(wanted, true); // what it shared with others is not free yet
            }
        }
    }

    private boolean isShortOf(long room) {
        return used.get() - leaving.get() > limit - room;
    }

    private void relieve() {
        if (Math.abs(used.get() - leaving.get() - searchedInVain) > limit / SEARCHES) {
            drop(0, false);
        }
    }

    private void drop(long room, boolean onlySlow) {
        if (!searching.tryLock()) {
            return; // another thread is at it
        }
        List<MemoryAccount> dropped = new ArrayList<>();
        try {
            MemoryAccount next = isShortOf(room) ? greediest(onlySlow) : null;
            while (next != null) {
                long expected = next.leave();
                if (expected != MemoryAccount.GONE) {
                    leaving.addAndGet(expected);
                    dropped.add(next);
                }
                next = isShortOf(room) ? greediest(onlySlow) : null;
            }
            if (!onlySlow) {
                remember();
            }
        } finally {
            searching.unlock();
        }
        dropped.forEach(this::drop);
    }

    private void remember() {
        if (isShortOf(0)) {
            searchedInVain = used.get() - leaving.get();
            LOG.warn(
                    "{} are kept for clients in all, and {} may be; no client has enough to be dropped for it",
                    text(used.get()),
                    text(limit));
        } else {
            searchedInVain = 0;
        }
    }

    private @Nullable MemoryAccount greediest(boolean onlySlow) {
        long smallest = spared();
        long notable = notable();
        MemoryAccount greediest = null;
        for (MemoryAccount account : accounts) {
            boolean eligible = account.isOpen()
                    && account.rank() > (account.isSlow() ? smallest : notable)
                    && (account.isSlow() || !onlySlow);
            if (eligible && (greediest == null || account.greed() > greediest.greed())) {
                greediest = account;
            }
        }
        return greediest;
    }

    private void drop(MemoryAccount account) {
        String reason = text(account.expected()) + " are kept because of it"
                + (account.isSlow() ? ", and it reads too slowly; " : "; ") + text(used.get())
                + " are kept in all, and " + text(limit) + " may be";
        LOG.warn("The {} is dropped, because memory is short: {}", account.owner(), reason);
        account.owner().drop("Memory is short: " + reason);
    }

    private static String text(long bytes) {
        return bytes < 10 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }
}
