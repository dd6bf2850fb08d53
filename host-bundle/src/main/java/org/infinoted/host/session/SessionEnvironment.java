// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.stream.Link;
import org.infinoted.session.LocalUser;
import org.infinoted.session.LocalUserException;
import org.infinoted.session.Session;
import org.infinoted.session.SessionListener;
import org.infinoted.session.UserListener;
import org.infinoted.xml.ProtocolText;

/**
 * What all sessions share: limits, clock, randomness, and the list of those that are open, with their listeners.
 *
 * <p>Thread-safe. The source of randomness must be as well.
 */
public final class SessionEnvironment implements SessionAccess {
    /** When all but such a part of the memory is taken, idle sessions are closed. */
    private static final long FULL = 8;

    private static final Duration BETWEEN_RELIEFS = Duration.ofSeconds(1);
    /** How long a session without subscribers is kept then: somebody may have lost the connection for a moment. */
    private static final Duration SHORT_IDLE_TIME = Duration.ofSeconds(1);

    private final Registry<Session> sessions;
    private final SessionLimits limits;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final RequestFilterChain filters;
    private final MemoryBudget memory;
    private final AtomicLong relievedAt = new AtomicLong(-BETWEEN_RELIEFS.toMillis());
    private final Map<Session, Insides> open = new ConcurrentHashMap<>();

    /**
     * The parts of one session that plugins reach.
     *
     * @param expire ends the idle time at once, if the session is idle. To be run on the home loop
     */
    record Insides(Listeners listeners, UserTable users, LocalUsers locals, Loop home, Runnable expire) {}

    /**
     * @param sessions where sessions are entered while they are open
     * @param filters decides whether clients' requests are handled
     * @param memory what open documents take is part of it
     */
    public SessionEnvironment(
            Registry<Session> sessions,
            SessionLimits limits,
            InstantSource clock,
            RandomGenerator random,
            RequestFilterChain filters,
            MemoryBudget memory) {
        this.sessions = sessions;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
        this.filters = filters;
        this.memory = memory;
    }

    @Override
    public Link.Subscription observe(Session session, SessionListener listener) {
        Insides insides = open.get(session);
        if (insides == null) {
            return () -> {};
        }
        insides.listeners().add(listener);
        return () -> insides.listeners().remove(listener);
    }

    @Override
    public Link.Subscription observe(Session session, UserListener listener) {
        Insides insides = open.get(session);
        return insides == null
                ? () -> {}
                : UserFeed.open(session, insides.users(), insides.listeners(), insides.home(), listener);
    }

    @Override
    public CompletionStage<LocalUser> join(Session session, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean paired = Character.isHighSurrogate(c)
                    ? i + 1 < name.length() && Character.isLowSurrogate(name.charAt(i + 1))
                    : !Character.isLowSurrogate(c) || (i > 0 && Character.isHighSurrogate(name.charAt(i - 1)));
            if (!paired || !ProtocolText.isCarried(c)) {
                throw new IllegalArgumentException(
                        String.format("A user's name cannot have the character U+%04X, as at index %d", (int) c, i));
            }
        }
        Insides insides = open.get(session);
        return insides == null
                ? CompletableFuture.failedFuture(new LocalUserException("The session has ended: " + session))
                : insides.locals().join(name);
    }

    MemoryBudget memory() {
        return memory;
    }

    /** Closes idle sessions if memory is about to be short; they are saved before. Any thread; cheap if nothing is to be done. */
    void relieve() {
        if (isCrowded()) {
            long now = clock.millis();
            long last = relievedAt.get();
            // a clock that is set back must not put it off
            if (Math.abs(now - last) >= BETWEEN_RELIEFS.toMillis() && relievedAt.compareAndSet(last, now)) {
                open.values().forEach(insides -> insides.home().execute(insides.expire()));
            }
        }
    }

    /** How long a session is kept when nobody is subscribed any more. */
    Duration idleTime() {
        Duration usual = limits.idleTime();
        return isCrowded() && usual.compareTo(SHORT_IDLE_TIME) > 0 ? SHORT_IDLE_TIME : usual;
    }

    private boolean isCrowded() {
        return memory.used() > memory.limit() / FULL * (FULL - 1);
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

    RequestFilterChain filters() {
        return filters;
    }

    void added(Session session, Insides insides) {
        open.put(session, insides);
        sessions.add(session);
    }

    void removed(Session session) {
        sessions.remove(session);
        open.remove(session);
    }
}
