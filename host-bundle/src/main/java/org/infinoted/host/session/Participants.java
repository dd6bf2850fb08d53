// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.infinoted.connection.Connection;
import org.infinoted.host.group.Attributes;
import org.infinoted.host.group.Charge;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.Group;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.session.Subscribers.Subscriber;
import org.infinoted.note.Note;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.UserError;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets users join a session, change their status and leave, and tells the subscribers. Belongs to the session's home loop. */
final class Participants {
    private static final Logger LOG = LoggerFactory.getLogger(Participants.class);

    private final Subscribers subscribers;
    private final Group group;
    private final UserTable users;
    private final JoinCheck joins;
    private final Note note;
    private final Consumer<SessionEvent> events;
    private final Runnable resynchronize;
    private final Loop home;

    /** @param resynchronize has all subscribers begin anew, after some of them were told of something and others were not */
    Participants(
            Subscribers subscribers,
            UserTable users,
            JoinCheck joins,
            Note note,
            Consumer<SessionEvent> events,
            Runnable resynchronize,
            Loop home) {
        this.subscribers = subscribers;
        this.group = subscribers.group();
        this.users = users;
        this.joins = joins;
        this.note = note;
        this.events = events;
        this.resynchronize = resynchronize;
        this.home = home;
    }

    /**
     * Handles a request to join, and answers it.
     *
     * @param mayJoin whether rights allow it; asked last
     */
    void join(Subscriber subscriber, Element request, BooleanSupplier mayJoin) {
        String seq = null;
        subscriber.client().charge(Charge.JOIN);
        try {
            seq = Attributes.seq(subscriber.client(), request);
            User user = joins.check(subscriber, request, mayJoin);
            Announcement announcement = enter(user, request, seq);
            subscriber.users().push(user.id());
            announce(user, announcement);
        } catch (ProtocolException e) {
            subscriber.client().charge(Charge.ERROR);
            group.send(Attributes.failure(e, seq), subscriber.client());
        } catch (RuntimeException | Error e) {
            var failure = new ProtocolException(UserError.FAILED, "The server failed; its log says why");
            group.send(Attributes.failure(failure, seq), subscriber.client());
            throw e;
        }
    }

    /** The messages that tell a new subscriber of all users. Throws what the note throws. */
    List<Element> synchronization() {
        return users.all().stream().map(joins::synchronization).toList();
    }

    /** Gives a new subscriber the users that take part through its connection already. */
    void adopt(Subscriber subscriber) {
        for (User user : users.all()) {
            if (user.isVia(subscriber.client().link())) {
                subscriber.users().push(user.id());
            }
        }
    }

    /** Lets a plugin's user join, and tells everybody. */
    User joinLocal(String name) throws ProtocolException {
        JoinCheck.Local local = joins.checkLocal(name);
        User user = local.user();
        Announcement announcement = enter(user, local.join(), null);
        try {
            announce(user, announcement);
        } catch (RuntimeException | Error e) {
            leave(user); // the plugin has not got it
            throw e;
        }
        return user;
    }

    /**
     * What tells the subscribers that a user has joined.
     *
     * @param apart what those get to whom the note describes the user in a way of their own
     */
    private record Announcement(Element common, Map<Client, Element> apart) {}

    /** Enters a user. */
    private Announcement enter(User user, Element request, @Nullable String seq) {
        boolean again = users.find(user.id()).isPresent();
        // the note first: if it fails, nobody has joined
        note.joined(user, request);
        try {
            var announcement = new Announcement(joins.announcement(user, again, seq), apart(user, again, seq));
            users.put(user);
            if (!again) {
                user.connection().ifPresent(joins::broughtBy);
            }
            return announcement;
        } catch (RuntimeException | Error e) {
            tellNoteOfLeaving(user.with(UserStatus.UNAVAILABLE));
            throw e;
        }
    }

    private Map<Client, Element> apart(User user, boolean again, @Nullable String seq) {
        Map<Client, Element> apart = new LinkedHashMap<>();
        for (Connection receiver : note.describedApart(user)) {
            Subscriber subscriber = subscribers.find(receiver);
            if (subscriber != null) {
                apart.put(subscriber.client(), joins.announcement(user, receiver, again, seq));
            }
        }
        return apart;
    }

    private void announce(User user, Announcement announcement) {
        tell(() -> {
            if (announcement.apart.isEmpty()) {
                group.broadcast(announcement.common);
            } else {
                group.relayToAllBut(announcement.apart.keySet(), announcement.common);
                announcement.apart.forEach((client, own) -> group.send(own, client));
            }
        });
        events.accept(new SessionEvent.UserJoined(user));
    }

    /** Handles a client's message that a user of its own is active, inactive or gone, and relays it. */
    void changeStatus(Subscriber subscriber, Element message) {
        Optional<User> changed = ownUser(subscriber, message);
        Optional<UserStatus> status =
                Optional.ofNullable(message.attribute("status")).flatMap(UserStatus::of);
        if (changed.isEmpty() || status.isEmpty()) {
            subscriber.client().charge(Charge.ERROR);
            events.accept(new SessionEvent.Failed(
                    subscriber.client().link(),
                    "A change of status names no own user, or no status: id \"" + message.attribute("id")
                            + "\", status \"" + message.attribute("status") + '"'));
            return;
        }
        User user = changed.get();
        tell(() -> {
            if (status.get() == UserStatus.UNAVAILABLE) {
                subscriber.users().remove(user.id());
                leave(user);
            } else if (status.get() != user.status()) {
                setStatus(user, status.get());
            }
            group.relay(message, subscriber.client());
        });
    }

    /** Tells of what holds from now on. If that fails nobody knows who was told. */
    private void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | Error e) {
            resynchronize.run();
            throw e;
        }
    }

    /** Makes a user active if it is inactive. */
    void activate(int userId) {
        users.find(userId)
                .filter(user -> user.status() == UserStatus.INACTIVE)
                .ifPresent(user -> setStatus(user, UserStatus.ACTIVE));
    }

    /** Has all users of a client leave that is no longer a subscriber, and tells the others. What fails is in the log. */
    void leave(Subscriber gone) {
        for (int user : gone.users()) {
            try {
                leave(user);
            } catch (RuntimeException | Error e) {
                home.report(e);
                LOG.error("Not everybody could be told that user {} has left", Integer.toUnsignedString(user), e);
            }
        }
    }

    /** Has a user leave, and tells everybody. */
    void leave(int id) {
        users.find(id).ifPresent(user -> {
            leave(user);
            tell(() -> group.broadcast(Element.named("user-status-change")
                    .attribute("id", Integer.toUnsignedString(id))
                    .attribute("status", UserStatus.UNAVAILABLE.word())
                    .build()));
        });
    }

    private Optional<User> ownUser(Subscriber subscriber, Element message) {
        try {
            return users.find(Attributes.requiredNumber(message, "id"))
                    .filter(user -> user.isVia(subscriber.client().link()));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private void setStatus(User user, UserStatus status) {
        User changed = user.with(status);
        users.put(changed);
        events.accept(new SessionEvent.UserChanged(changed));
    }

    private void leave(User user) {
        User absent = user.with(UserStatus.UNAVAILABLE);
        users.put(absent);
        tellNoteOfLeaving(absent);
        events.accept(new SessionEvent.UserLeft(user));
    }

    private void tellNoteOfLeaving(User absent) {
        try {
            note.left(absent);
        } catch (RuntimeException | Error e) {
            home.report(e);
            LOG.error("A document failed when {} left", absent, e);
        }
    }
}
