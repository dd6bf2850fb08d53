// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.infinoted.host.session.SessionAccess;
import org.infinoted.host.stream.Link;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.LocalUser;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.SessionListener;
import org.infinoted.session.UserListener;

/** Sessions of which nothing is there but who listens and who wants to join. */
final class FakeAccess implements SessionAccess {
    private final Map<Session, List<SessionListener>> listeners = new ConcurrentHashMap<>();
    private final Map<Session, List<UserListener>> userListeners = new ConcurrentHashMap<>();
    final List<Joining> joinings = new ArrayList<>();

    /** Somebody who wants to join, until the test completes it. */
    record Joining(FakeUser user, CompletableFuture<LocalUser> outcome) {
        FakeUser succeed() {
            outcome.complete(user);
            return user;
        }
    }

    /** A user who has joined. */
    static final class FakeUser implements LocalUser {
        private final Session session;
        private final String name;
        final List<CompletableFuture<Object>> requests = new ArrayList<>();
        private boolean open = true;

        FakeUser(Session session, String name) {
            this.session = session;
            this.name = name;
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public int id() {
            return 7;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <R> CompletionStage<R> request(LocalRequest<R> request) {
            var outcome = new CompletableFuture<>();
            requests.add(outcome);
            return (CompletionStage<R>) outcome;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    void publish(Session session, SessionEvent event) {
        listeners.getOrDefault(session, List.of()).forEach(listener -> listener.happened(session, event));
    }

    void tell(Session session, Consumer<UserListener> event) {
        userListeners.getOrDefault(session, List.of()).forEach(event);
    }

    int listenersOf(Session session) {
        return listeners.getOrDefault(session, List.of()).size()
                + userListeners.getOrDefault(session, List.of()).size();
    }

    @Override
    public Link.Subscription observe(Session session, SessionListener listener) {
        return add(listeners, session, listener);
    }

    @Override
    public Link.Subscription observe(Session session, UserListener listener) {
        return add(userListeners, session, listener);
    }

    private static <L> Link.Subscription add(Map<Session, List<L>> all, Session session, L listener) {
        List<L> ofSession = all.computeIfAbsent(session, key -> new CopyOnWriteArrayList<>());
        ofSession.add(listener);
        return () -> ofSession.remove(listener);
    }

    @Override
    public CompletionStage<LocalUser> join(Session session, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no name");
        }
        var joining = new Joining(new FakeUser(session, name), new CompletableFuture<>());
        joinings.add(joining);
        return joining.outcome();
    }
}
