// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.infinoted.connection.Connection;
import org.infinoted.note.Note;
import org.infinoted.notetext.sim.Subscribers.Subscriber;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.UserError;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;

/** The host's users: who has joined through which connection, and what the others are told of that. */
final class Attendance {
    private final TreeMap<Integer, User> byId = new TreeMap<>(Integer::compareUnsigned);
    private final Subscribers subscribers;
    private final Supplier<Note> note;
    private final Findings findings;

    Attendance(Subscribers subscribers, Supplier<Note> note, Findings findings) {
        this.subscribers = subscribers;
        this.note = note;
        this.findings = findings;
    }

    List<User> all() {
        return List.copyOf(byId.values());
    }

    Optional<User> find(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<User> find(String name) {
        return byId.values().stream().filter(user -> user.name().equals(name)).findFirst();
    }

    void put(User user) {
        byId.put(user.id(), user);
    }

    List<Element> synchronization() {
        return all().stream()
                .map(user -> description("sync-user", user).build())
                .toList();
    }

    /** A client's user wants to join. */
    void join(Subscriber subscriber, Element join) {
        String seq = subscriber.connection().id() + "/" + join.attribute("seq");
        try {
            UserStatus status =
                    UserStatus.of(String.valueOf(join.attribute("status"))).orElseThrow();
            String name = String.valueOf(join.attribute("name"));
            User user = User.present(freeId(name), name, status, subscriber.connection());
            note.get().checkJoin(user, join);
            enter(user, join, seq);
            subscriber.users().push(user.id());
        } catch (ProtocolException e) {
            if (e.error() != UserError.NAME_IN_USE) {
                findings.joinRefused();
            }
            subscriber.send(Element.named("request-failed")
                    .attribute("code", e.error().code())
                    .attribute("domain", e.error().domain())
                    .attribute("seq", seq)
                    .text(e.getMessage())
                    .build());
        }
    }

    /** A plugin's user joins. */
    User joinLocal(String name) throws ProtocolException {
        User user = User.local(freeId(name), name, UserStatus.ACTIVE);
        Element join = note.get().localJoin(user);
        note.get().checkJoin(user, join);
        enter(user, join, null);
        return user;
    }

    private int freeId(String name) throws ProtocolException {
        Optional<User> known = find(name);
        if (known.isPresent() && known.get().isPresent()) {
            throw new ProtocolException(UserError.NAME_IN_USE, "The name is in use");
        }
        return known.map(User::id).orElseGet(() -> byId.isEmpty() ? 1 : byId.lastKey() + 1);
    }

    private void enter(User user, Element join, String seq) {
        String word = byId.containsKey(user.id()) ? "user-rejoin" : "user-join";
        note.get().joined(user, join);
        Set<Connection> apart = note.get().describedApart(user);
        Element announcement = announcement(description(word, user), seq);
        byId.put(user.id(), user);
        for (Subscriber subscriber : subscribers.all()) {
            if (apart.contains(subscriber.connection())) {
                Element.Builder description = named(word, user);
                note.get().describe(user, subscriber.connection(), description);
                subscriber.send(announcement(description, seq));
            }
        }
        subscribers.sendToAllBut(apart, announcement);
    }

    private static Element announcement(Element.Builder description, String seq) {
        return (seq == null ? description : description.attribute("seq", seq)).build();
    }

    private Element.Builder description(String word, User user) {
        Element.Builder description = named(word, user);
        note.get().describe(user, description);
        return description;
    }

    private static Element.Builder named(String word, User user) {
        return Element.named(word)
                .attribute("id", Integer.toUnsignedString(user.id()))
                .attribute("name", user.name())
                .attribute("status", user.status().word());
    }

    /** A client's user says that it is active, inactive or gone. */
    void changeStatus(Subscriber subscriber, Element message) {
        User user = byId.get(Integer.parseUnsignedInt(String.valueOf(message.attribute("id"))));
        if (user == null || !user.isVia(subscriber.connection())) {
            return;
        }
        UserStatus status =
                UserStatus.of(String.valueOf(message.attribute("status"))).orElseThrow();
        if (status == UserStatus.UNAVAILABLE) {
            subscriber.users().remove(user.id());
            absent(user);
        } else {
            byId.put(user.id(), user.with(status));
        }
        subscribers.sendToAllBut(Set.of(subscriber.connection()), message);
    }

    void activate(int id) {
        find(id).filter(user -> user.status() == UserStatus.INACTIVE)
                .ifPresent(user -> byId.put(id, user.with(UserStatus.ACTIVE)));
    }

    /** A user leaves, and everybody is told. */
    void leave(int id) {
        absent(byId.get(id));
        subscribers.sendToAllBut(
                Set.of(),
                Element.named("user-status-change")
                        .attribute("id", Integer.toUnsignedString(id))
                        .attribute("status", UserStatus.UNAVAILABLE.word())
                        .build());
    }

    private void absent(User user) {
        User absent = user.with(UserStatus.UNAVAILABLE);
        byId.put(user.id(), absent);
        note.get().left(absent);
    }
}
