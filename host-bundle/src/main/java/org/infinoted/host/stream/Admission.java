// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.infinoted.host.stream.Place.Decision;
import org.infinoted.host.stream.Place.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Gives connections their places, in total and for each address. Connections that have not logged in have places of their own, few and
 * never closed to newcomers: when they are taken, the oldest that has said nothing makes room, of the same address first. So clients
 * that say nothing keep nobody out. Thread-safe; what ends a connection is called without the lock.
 */
final class Admission {
    /** How many clients at a time are told that there are too many. */
    private static final int REFUSED_AT_ONCE = 100;
    /** How many addresses without connections are remembered for the sake of their rates. */
    private static final int REMEMBERED = 10_000;

    private final StreamLimits limits;
    private final LongSupplier nanoTime;
    private final int mostOpen;
    private final int mostLoggedIn;
    private final int mostLoggingIn;
    private final int mostRefused;

    @GuardedBy("this")
    private final Map<Object, AddressUse> inUse = new HashMap<>();

    @GuardedBy("this")
    private final Map<Object, AddressUse> remembered = new LinkedHashMap<>();

    @GuardedBy("this")
    private final LoggingIn loggingIn = new LoggingIn();

    @GuardedBy("this")
    private int open;

    @GuardedBy("this")
    private int loggedIn;

    @GuardedBy("this")
    private int refused;

    /**
     * @param descriptors how many sockets there may be, whatever they are
     * @param nanoTime the time
     */
    Admission(StreamLimits limits, int descriptors, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        mostOpen = descriptors;
        mostRefused = Math.min(REFUSED_AT_ONCE, Math.max(1, descriptors / 10));
        mostLoggingIn = Math.min(limits.admission().loggingIn(), Math.max(1, descriptors / 4));
        mostLoggedIn = Math.min(limits.connections(), Math.max(1, descriptors - mostRefused - mostLoggingIn));
    }

    /** The greatest number of connections that have logged in. */
    int mostLoggedIn() {
        return mostLoggedIn;
    }

    /** A connection has come from this address, which is any object that can be a key. It is to leave when it is closed. */
    Place enter(Object address) {
        Place evicted = null;
        Place entered;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            AddressUse use = use(address, now);
            open++;
            use.open++;
            boolean tooMany =
                    open > mostOpen || loggedIn >= mostLoggedIn || use.loggedIn >= limits.connectionsPerAddress();
            if (tooMany || !use.connects.has(1, now)) {
                return refuse(use, now);
            }
            use.connects.take(1, now);
            if (isFull(use)) {
                evicted = toMakeRoom(use, now);
                if (evicted == null) {
                    return refuse(use, now);
                }
                uncount(evicted);
            }
            entered = new Place(this, use, Decision.ADMITTED, Stage.LOGGING_IN, now);
            use.loggingIn.add(entered);
            loggingIn.add(entered);
        }
        if (evicted != null) {
            evicted.evict();
        }
        return entered;
    }

    @GuardedBy("this")
    private Place refuse(AddressUse use, long now) {
        if (open <= mostOpen && refused < mostRefused) {
            refused++;
            return new Place(this, use, Decision.REFUSED, Stage.REFUSED, now);
        }
        return new Place(this, use, Decision.IGNORED, Stage.NONE, now);
    }

    @GuardedBy("this")
    private boolean isFull(AddressUse use) {
        return use.loggingIn.size() >= limits.admission().loggingInPerAddress() || loggingIn.size() >= mostLoggingIn;
    }

    @GuardedBy("this")
    private @Nullable Place toMakeRoom(AddressUse use, long now) {
        if (use.loggingIn.size() >= limits.admission().loggingInPerAddress()) {
            return use.loggingIn.toMakeRoom(now);
        }
        Place own = use.loggingIn.oldestSilent();
        return own == null ? loggingIn.toMakeRoom(now) : own;
    }

    synchronized void spoke(Place place) {
        place.address().loggingIn.spoke(place);
        loggingIn.spoke(place);
    }

    synchronized boolean loggedIn(Place place) {
        AddressUse use = place.address();
        if (place.stage != Stage.LOGGING_IN
                || loggedIn >= mostLoggedIn
                || use.loggedIn >= limits.connectionsPerAddress()) {
            return false;
        }
        uncount(place);
        place.stage = Stage.LOGGED_IN;
        use.loggedIn++;
        loggedIn++;
        return true;
    }

    synchronized long login(Place place) {
        long now = nanoTime.getAsLong();
        long wait = place.address().logins.take(1, now);
        if (wait > limits.admission().loginDelay().toNanos()) {
            place.address().logins.take(-1, now); // one that is refused is none
            return -1;
        }
        return wait;
    }

    synchronized void loginFailed(Place place) {
        place.address().logins.take(limits.admission().failedLogin() - 1, nanoTime.getAsLong());
    }

    synchronized void leave(Place place) {
        uncount(place);
        open--;
        AddressUse use = place.address();
        use.open--;
        if (use.open == 0) {
            inUse.remove(use.key());
            remember(use);
        }
    }

    /** How many addresses there is something about. */
    synchronized int addresses() {
        return inUse.size() + remembered.size();
    }

    @GuardedBy("this")
    private void uncount(Place place) {
        AddressUse use = place.address();
        switch (place.stage) {
            case LOGGING_IN -> {
                use.loggingIn.remove(place);
                loggingIn.remove(place);
            }
            case LOGGED_IN -> {
                use.loggedIn--;
                loggedIn--;
            }
            case REFUSED -> refused--;
            case NONE -> {}
        }
        place.stage = Stage.NONE;
    }

    @GuardedBy("this")
    private AddressUse use(Object address, long now) {
        AddressUse known = inUse.get(address);
        if (known == null) {
            known = remembered.remove(address);
            if (known == null) {
                known = new AddressUse(address, limits.admission(), now);
            }
            inUse.put(address, known);
        }
        return known;
    }

    /** Keeps what an address has used up, those addresses that have gone last. */
    @GuardedBy("this")
    private void remember(AddressUse use) {
        long now = nanoTime.getAsLong();
        remembered.put(use.key(), use);
        Iterator<AddressUse> oldestFirst = remembered.values().iterator();
        while (oldestFirst.hasNext()) {
            AddressUse oldest = oldestFirst.next();
            if (!oldest.isUnused(now) && remembered.size() <= REMEMBERED) {
                break;
            }
            oldestFirst.remove();
        }
    }
}
