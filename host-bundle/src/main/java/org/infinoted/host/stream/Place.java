// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/** The place that one connection has among all that are open, see {@link Admission}. Thread-safe. */
final class Place {
    /** What a connection that has just come is to do. */
    enum Decision {
        ADMITTED,
        /** There are too many connections; the client is told so. */
        REFUSED,
        /** There are too many, and too many clients are being told so already. */
        IGNORED
    }

    /** Where the connection is counted. Guarded by the admission's lock. */
    enum Stage {
        LOGGING_IN,
        LOGGED_IN,
        REFUSED,
        /** Not counted, but open still. */
        NONE
    }

    private final Admission admission;
    private final AddressUse address;
    private final Decision decision;
    private final long since;
    /** Changed by the admission only, with its lock held. */
    Stage stage;

    @GuardedBy("this")
    private @Nullable Runnable makesRoom;

    @GuardedBy("this")
    private boolean evicted;

    Place(Admission admission, AddressUse address, Decision decision, Stage stage, long since) {
        this.admission = admission;
        this.address = address;
        this.decision = decision;
        this.stage = stage;
        this.since = since;
    }

    Decision decision() {
        return decision;
    }

    AddressUse address() {
        return address;
    }

    long since() {
        return since;
    }

    /** The client has said something for the first time. */
    void spoke() {
        admission.spoke(this);
    }

    /** The client has logged in. Returns false if there are too many clients that have. */
    boolean loggedIn() {
        return admission.loggedIn(this);
    }

    /**
     * The client tries to log in. Returns after how many nanoseconds it may, since its address has tried too often; -1 if that would take
     * too long.
     */
    long login() {
        return admission.login(this);
    }

    /** The login has failed. */
    void loginFailed() {
        admission.loginFailed(this);
    }

    /** The connection is closed. */
    void leave() {
        admission.leave(this);
    }

    /** What ends the connection when another one needs its place. Any thread; runs at once if that is the case already. */
    void onEviction(Runnable end) {
        boolean now;
        synchronized (this) {
            makesRoom = end;
            now = evicted;
        }
        if (now) {
            end.run();
        }
    }

    /** Another connection has this place now. To be called without the lock. */
    void evict() {
        Runnable end;
        synchronized (this) {
            evicted = true;
            end = makesRoom;
        }
        if (end != null) {
            end.run();
        }
    }
}
