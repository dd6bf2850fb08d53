// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Objects;
import org.infinoted.host.session.SessionEnvironment.Insides;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.jspecify.annotations.Nullable;

/**
 * The session that plugins see: the view that the note has made, its place among the open sessions, and its events. Changed on the
 * session's home loop; {@link #view} may be called from any thread.
 */
final class PublishedSession {
    private final Session basic;
    private final SessionEnvironment environment;
    private final Listeners listeners = new Listeners();
    private volatile @Nullable StableSession stable; // null until the first note is open
    private @Nullable Insides insides; // null until then as well

    /** @param basic what notes make their views of */
    PublishedSession(Session basic, SessionEnvironment environment) {
        this.basic = basic;
        this.environment = environment;
    }

    Session basic() {
        return basic;
    }

    Listeners listeners() {
        return listeners;
    }

    Session view() {
        return stable().session();
    }

    private StableSession stable() {
        return Objects.requireNonNull(stable, "no note has been opened yet");
    }

    /** The first note is open. Nobody is told yet. */
    void prepare(Session view, Insides reachable) {
        stable = new StableSession(view);
        insides = reachable;
    }

    /** Enters the session among the open ones. */
    void add() {
        environment.added(view(), Objects.requireNonNull(insides, "no note has been opened yet"));
    }

    /** Another note has made a view. If that is of another kind, plugins get another session. */
    void replace(Session view) {
        if (!stable().replace(view)) {
            remove();
            stable = new StableSession(view);
            add();
        }
    }

    /** Takes the session out of the open ones. */
    void remove() {
        environment.removed(view());
    }

    void publish(SessionEvent event) {
        listeners.publish(view(), event);
    }

    /** For the log. */
    @Override
    public String toString() {
        return view().toString();
    }
}
