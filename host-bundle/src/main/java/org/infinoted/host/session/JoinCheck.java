// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.infinoted.connection.Connection;
import org.infinoted.host.group.Attributes;
import org.infinoted.note.Note;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.RequestError;
import org.infinoted.protocol.UserError;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/** Checks requests to join a session, and describes the users that have joined. */
final class JoinCheck {
    private final UserTable users;
    private final Note note;
    private final SessionLimits limits;

    /** How many new users each connection has brought, by the ids of connections. No more of these than there are users. */
    private final Map<Long, Integer> brought = new HashMap<>();

    JoinCheck(UserTable users, Note note, SessionLimits limits) {
        this.users = users;
        this.note = note;
        this.limits = limits;
    }

    /**
     * Checks a request to join, in the order of the protocol, and changes nothing.
     *
     * @param mayJoin whether rights allow it; asked last
     * @return the user that joins
     */
    User check(Subscribers.Subscriber subscriber, Element join, BooleanSupplier mayJoin) throws ProtocolException {
        String name = Attributes.required(join, "name");
        Optional<User> known = known(name);
        if (join.attribute("id") != null) {
            throw invalid("The id of a user is given by the server; leave it out");
        }
        String word = join.attribute("status");
        UserStatus status = word == null
                ? UserStatus.ACTIVE
                : UserStatus.of(word).orElseThrow(() -> invalid("There is no status \"" + word + "\""));
        if (status == UserStatus.UNAVAILABLE) {
            throw invalid("A user joins as active or inactive");
        }
        int id = id(known, name);
        checkConnection(subscriber, known.isEmpty());
        User user = User.present(id, name, status, subscriber.client().link());
        note.checkJoin(user, join);
        if (!mayJoin.getAsBoolean()) {
            throw new ProtocolException(RequestError.NOT_AUTHORIZED, "You may not join as a user in this document");
        }
        return user;
    }

    /**
     * A plugin's user and its request to join.
     *
     * @param join what a client would send in its place
     */
    record Local(User user, Element join) {}

    /** Checks whether a user of this name may join for a plugin, and changes nothing. */
    Local checkLocal(String name) throws ProtocolException {
        User user = User.local(id(known(name), name), name, UserStatus.ACTIVE);
        Element join = note.localJoin(user);
        note.checkJoin(user, join);
        return new Local(user, join);
    }

    /** The user of this name who is absent at present, if there is one. */
    private Optional<User> known(String name) throws ProtocolException {
        Optional<User> known = users.find(name);
        if (known.isPresent() && known.get().isPresent()) {
            throw new ProtocolException(UserError.NAME_IN_USE, "The name \"" + name + "\" is in use");
        }
        return known;
    }

    private int id(Optional<User> known, String name) throws ProtocolException {
        if (known.isEmpty()) {
            UserNames.check(name, limits.nameBytes());
            if (users.isFull()) {
                throw new ProtocolException(UserError.FAILED, "This session has as many users as it may have");
            }
        }
        return known.map(User::id).orElseGet(users::nextId);
    }

    private void checkConnection(Subscribers.Subscriber subscriber, boolean isNew) throws ProtocolException {
        int most = limits.connectionUsers();
        long connection = subscriber.client().link().id();
        if (subscriber.users().size() >= most || (isNew && brought.getOrDefault(connection, 0) >= most)) {
            throw new ProtocolException(
                    UserError.FAILED,
                    "Your connection has had " + most + " users in this session, which is as many as it may have");
        }
    }

    /** A connection has brought a new user. */
    void broughtBy(Connection connection) {
        brought.merge(connection.id(), 1, Integer::sum);
    }

    /** The message that announces a join to all subscribers. */
    Element announcement(User user, boolean again, @Nullable String seq) {
        return announcement(user, again, seq, own -> note.describe(user, own));
    }

    /** The same for one to whom the note describes the user in another way. */
    Element announcement(User user, Connection receiver, boolean again, @Nullable String seq) {
        return announcement(user, again, seq, own -> note.describe(user, receiver, own));
    }

    private static Element announcement(User user, boolean again, @Nullable String seq, Consumer<Element.Builder> own) {
        Element.Builder announcement = Element.named(again ? "user-rejoin" : "user-join");
        describe(user, announcement, own);
        if (seq != null) {
            announcement.attribute("seq", seq);
        }
        return announcement.build();
    }

    /** The message that tells a new subscriber of a user. */
    Element synchronization(User user) {
        Element.Builder description = Element.named("sync-user");
        describe(user, description, own -> note.describe(user, own));
        return description.build();
    }

    /** @param own adds the attributes of the note */
    private static void describe(User user, Element.Builder description, Consumer<Element.Builder> own) {
        description
                .attribute("id", Integer.toUnsignedString(user.id()))
                .attribute("name", user.name())
                .attribute("status", user.status().word());
        own.accept(description);
    }

    private static ProtocolException invalid(String message) {
        return new ProtocolException(RequestError.INVALID_ATTRIBUTE, message);
    }
}
