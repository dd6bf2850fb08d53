// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinoted.note.Note;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.LocalUser;
import org.infinoted.session.LocalUserException;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of a session who belong to plugins: they have no connection, but what they do goes the way of clients' messages. {@link
 * #join} and the methods of the users may be called from any thread; all else belongs to the session's home loop, where stages
 * complete.
 */
final class LocalUsers {
    private static final Logger LOG = LoggerFactory.getLogger(LocalUsers.class);

    private final Participants participants;
    private final UserTable users;
    private final Note note;
    private final InputQueue input;
    private final SessionLimits limits;
    private final PublishedSession published;
    private final Map<Integer, Local> present = new LinkedHashMap<>();
    private boolean ended;

    LocalUsers(
            Participants participants,
            UserTable users,
            Note note,
            InputQueue input,
            SessionLimits limits,
            PublishedSession published) {
        this.participants = participants;
        this.users = users;
        this.note = note;
        this.input = input;
        this.limits = limits;
        this.published = published;
    }

    /** Lets a user join. Fails with a {@link LocalUserException}. */
    public CompletionStage<LocalUser> join(String name) {
        var outcome = new CompletableFuture<LocalUser>();
        input.submit(() -> {
            try {
                outcome.complete(admit(name));
            } catch (LocalUserException e) {
                outcome.completeExceptionally(e);
            } catch (ProtocolException e) {
                outcome.completeExceptionally(new LocalUserException(e.getMessage(), e));
            } catch (RuntimeException | Error e) {
                input.report(e);
                LOG.error("A plugin's user \"{}\" failed to join {}", name, published.view(), e);
                outcome.completeExceptionally(
                        new LocalUserException("The session failed to take the user in: " + e, e));
            }
        });
        return outcome;
    }

    /** The session has ended: nobody does anything any more. */
    void end() {
        ended = true;
        present.values().forEach(local -> local.open = false);
        present.clear();
    }

    private Local admit(String name) throws ProtocolException, LocalUserException {
        if (ended) {
            throw new LocalUserException("The session has ended: " + published.view());
        }
        User user = participants.joinLocal(name);
        var local = new Local(user);
        present.put(local.id(), local);
        return local;
    }

    @SuppressWarnings("unchecked") // the note gives what the request's type parameter says
    private <R> void execute(Local local, LocalRequest<R> request, CompletableFuture<R> outcome) {
        User user = users.find(local.id()).orElse(null);
        if (user == null || present.get(local.id()) != local) {
            outcome.completeExceptionally(local.hasLeft());
            return;
        }
        long begin = System.nanoTime();
        try {
            outcome.complete((R) note.execute(user, request));
        } catch (ProtocolException e) {
            outcome.completeExceptionally(new LocalUserException(e.getMessage(), e));
        } catch (RuntimeException | Error e) {
            input.report(e);
            LOG.error("A request of {} in {} failed", user, published.view(), e);
            outcome.completeExceptionally(new LocalUserException("The request failed: " + e, e));
        }
        long took = System.nanoTime() - begin;
        if (took > limits.slowCall().toNanos()) {
            LOG.warn("A request of {} in {} took {} ms", user, published.view(), took / 1_000_000);
        }
    }

    private void leave(Local local) {
        if (present.remove(local.id(), local)) {
            participants.leave(local.id());
        }
    }

    /** One of them. */
    private final class Local implements LocalUser {
        private final int id;
        private final String name;
        private final AtomicInteger underWay = new AtomicInteger();
        private volatile boolean open = true;

        Local(User user) {
            id = user.id();
            name = user.name();
        }

        @Override
        public Session session() {
            return published.view();
        }

        @Override
        public int id() {
            return id;
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
        public <R> CompletionStage<R> request(LocalRequest<R> request) {
            Objects.requireNonNull(request);
            if (!open) {
                return CompletableFuture.failedFuture(hasLeft());
            }
            if (underWay.incrementAndGet() > limits.localRequests()) {
                underWay.decrementAndGet();
                return CompletableFuture.failedFuture(new LocalUserException("The user \"" + name + "\" has "
                        + limits.localRequests() + " requests under way, which is as many as it may have"));
            }
            var outcome = new CompletableFuture<R>();
            try {
                input.submit(() -> {
                    underWay.decrementAndGet();
                    execute(this, request, outcome);
                });
            } catch (Throwable e) { // there was no memory for the task
                underWay.decrementAndGet();
                throw e;
            }
            return outcome;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                input.submit(() -> leave(this));
            }
        }

        private LocalUserException hasLeft() {
            return new LocalUserException("The user \"" + name + "\" has left the session, or the session has ended");
        }

        @Override
        public String toString() {
            return "user " + Integer.toUnsignedString(id) + " \"" + name + "\" of a plugin";
        }
    }
}
