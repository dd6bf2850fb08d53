// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.Registry;
import org.infinoted.session.Session;
import org.infinoted.session.SessionListener;

/**
 * What all sessions share: limits, clock, randomness, and the list of those that are open with whoever listens to them.
 *
 * <p>Thread-safe. The source of randomness must be as well.
 */
public final class SessionEnvironment implements SessionEvents {
    private final Registry<Session> sessions;
    private final SessionLimits limits;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<Session, Listeners> listeners = new ConcurrentHashMap<>();

    /** @param sessions where sessions are entered while they are open */
    public SessionEnvironment(
            Registry<Session> sessions, SessionLimits limits, InstantSource clock, RandomGenerator random) {
        this.sessions = sessions;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Link.Subscription observe(Session session, SessionListener listener) {
        Listeners ofSession = listeners.get(session);
        if (ofSession == null) {
            return () -> {};
        }
        ofSession.add(listener);
        return () -> ofSession.remove(listener);
    }

    SessionLimits limits() {
        return limits;
    }

    InstantSource clock() {
        return clock;
    }

    RandomGenerator random() {
        return random;
    }

    void added(Session session, Listeners ofSession) {
        listeners.put(session, ofSession);
        sessions.add(session);
    }

    void removed(Session session) {
        sessions.remove(session);
        listeners.remove(session);
    }
}
