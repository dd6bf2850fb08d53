// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.infinoted.connection.Connection;
import org.infinoted.host.loop.Loop;
import org.infinoted.note.Note;
import org.infinoted.note.NoteContext;
import org.infinoted.protocol.AdoptedSessionError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.RequestError;
import org.infinoted.protocol.SessionError;
import org.infinoted.protocol.UserError;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.xml.Element;

/**
 * A document that is a list of what was said, {@code <say user="1">text</say>}. Joining takes a {@code time} and a {@code caret},
 * as in text documents, and the time is told to all. Fails where the test wants it to.
 */
class TestNote implements Note {
    /** What each method throws that is named here. */
    final Map<String, Throwable> failures = new HashMap<>();
    /** The methods that were called, in their order, but for those that only ask or name connections. */
    final List<String> calls = new ArrayList<>();

    /** As {@link #calls}, with the connections that came and went: {@code subscribed 1}, {@code unsubscribed 1}. */
    final List<String> comings = new ArrayList<>();

    /** What was refused before it came here: the message and the reason. */
    final List<String> refused = new ArrayList<>();

    List<User> authors = List.of();
    List<Element> content = List.of();
    NoteContext context;

    /** What is done when a connection has subscribed. */
    Consumer<Connection> onSubscribed = connection -> {};
    /** To whom users are described apart, as {@code time="1 for 2"}. */
    Set<Connection> apart = Set.of();
    /** What a successor is given. */
    List<Element> handover = List.of();
    /** What a predecessor has given. */
    List<Element> replaced = List.of();

    /** What only asks, and what is in {@link #comings} with its connection. */
    private static final List<String> UNLISTED =
            List.of("modified", "describe", "checkJoin", "describedApart", "subscribed", "unsubscribed");

    private final Loop home;
    private final Map<Integer, String> times = new HashMap<>();
    private List<Element> saved = List.of();
    private boolean closed;

    TestNote(Loop home) {
        this.home = home;
    }

    /** A document from the store. */
    TestNote with(List<User> storedAuthors, Element... storedContent) {
        authors = storedAuthors;
        content = List.of(storedContent);
        saved = content;
        return this;
    }

    List<String> said() {
        return content.stream().map(Element::text).toList();
    }

    @Override
    public void open(NoteContext newContext) {
        context = newContext;
    }

    @Override
    public List<User> authors() {
        return authors;
    }

    @Override
    public Session view(Session session) {
        return session;
    }

    @Override
    public void checkJoin(User user, Element join) throws ProtocolException {
        called("checkJoin");
        if (join.attribute("time") == null) {
            throw new ProtocolException(AdoptedSessionError.MISSING_STATE_VECTOR, "no time");
        }
        if (join.attribute("caret") == null) {
            throw new ProtocolException(RequestError.NO_SUCH_ATTRIBUTE, "no caret");
        }
    }

    @Override
    public void joined(User user, Element join) {
        called("joined");
        times.put(user.id(), join.attribute("time"));
    }

    @Override
    public Element localJoin(User user) throws ProtocolException {
        called("localJoin");
        assertTrue(user.isLocal());
        if (failures.get("localJoin") instanceof ProtocolException refusal) {
            throw refusal;
        }
        return Element.named("user-join")
                .attribute("time", "now")
                .attribute("caret", 0)
                .build();
    }

    /** Says something as a plugin's user; results in how many things have been said. */
    record Speech(String text) implements LocalRequest<Integer> {}

    @Override
    public Object execute(User user, LocalRequest<?> request) throws ProtocolException {
        called("execute");
        assertTrue(user.isLocal());
        if (!(request instanceof Speech speech)) {
            throw invalid("Unknown request");
        }
        Element message = Element.named("say")
                .attribute("user", user.id())
                .text(speech.text())
                .build();
        add(message);
        context.broadcast(message);
        return content.size();
    }

    @Override
    public void subscribed(Connection connection) {
        comings.add("subscribed " + connection.id());
        called("subscribed");
        onSubscribed.accept(connection);
    }

    @Override
    public void unsubscribed(Connection connection) {
        comings.add("unsubscribed " + connection.id());
        called("unsubscribed");
    }

    @Override
    public void left(User user) {
        assertTrue(user.connection().isEmpty());
        called("left");
    }

    @Override
    public void describe(User user, Element.Builder description) {
        called("describe");
        description.attribute("time", times.getOrDefault(user.id(), ""));
    }

    @Override
    public Set<Connection> describedApart(User user) {
        called("describedApart");
        return apart;
    }

    @Override
    public void describe(User user, Connection receiver, Element.Builder description) {
        called("describe");
        description.attribute("time", times.getOrDefault(user.id(), "") + " for " + receiver.id());
    }

    @Override
    public void received(Connection origin, Element message) throws ProtocolException {
        called("received " + message.name());
        switch (message.name()) {
            case "say" -> {
                User user = user(message).filter(u -> u.isVia(origin)).orElseThrow(() -> invalid("Not your user"));
                context.activate(user.id());
                add(message);
                context.relay(message, origin);
            }
            case "echo" -> context.send(message, origin);
            case "shout" -> context.broadcast(message);
            case "kick" -> context.unsubscribe(origin);
            default -> throw invalid("Unknown message");
        }
    }

    @Override
    public void refused(Connection origin, Element message, String reason) {
        called("refused");
        refused.add(message + ": " + reason);
    }

    @Override
    public List<Element> synchronization() {
        called("synchronization");
        return content;
    }

    @Override
    public void addUser(User user, Element message) throws ProtocolException {
        called("addUser");
        if (message.attribute("time") == null) {
            throw invalid("no time");
        }
        times.put(user.id(), message.attribute("time"));
    }

    @Override
    public boolean synchronizationReceived(Element message) throws ProtocolException {
        called("synchronizationReceived");
        if (!message.name().equals("say")) {
            return false;
        }
        if (user(message).isEmpty()) {
            throw new ProtocolException(UserError.NO_SUCH_USER, "no such user");
        }
        add(message);
        return true;
    }

    @Override
    public void synchronizationEnded() throws ProtocolException {
        called("synchronizationEnded");
        if (failures.get("synchronizationEnded") instanceof ProtocolException incomplete) {
            throw incomplete;
        }
    }

    @Override
    public List<Element> handover() {
        called("handover");
        return handover;
    }

    @Override
    public void replaces(List<Element> predecessors) {
        called("replaces");
        replaced = predecessors;
    }

    /** How much memory it says it takes, besides what was said. */
    long memory;

    @Override
    public long memory() {
        return memory
                + content.stream().mapToLong(message -> message.text().length()).sum();
    }

    @Override
    public boolean modified() {
        called("modified");
        return content != saved;
    }

    @Override
    public Snapshot snapshot() {
        called("snapshot");
        return new SaidSnapshot(content);
    }

    @Override
    public void saved(Snapshot snapshot) {
        called("saved");
        saved = ((SaidSnapshot) snapshot).content;
    }

    @Override
    public void close() {
        called("close");
        closed = true;
    }

    private void add(Element message) {
        List<Element> more = new ArrayList<>(content);
        more.add(message);
        content = List.copyOf(more);
    }

    private Optional<User> user(Element message) throws ProtocolException {
        try {
            return context.user(Integer.parseInt(message.attribute("user")));
        } catch (NumberFormatException e) {
            throw invalid("no user");
        }
    }

    private void called(String method) {
        assertTrue(home.inLoop(), method + " is called on the home loop");
        assertFalse(closed, method + " is called after the end");
        if (!UNLISTED.contains(method)) {
            calls.add(method);
            comings.add(method);
        }
        Throwable failure = failures.get(method.startsWith("received") ? "received" : method);
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    private static ProtocolException invalid(String message) {
        return new ProtocolException(SessionError.UNHANDLED_MESSAGE, message);
    }

    private record SaidSnapshot(List<Element> content) implements Snapshot {
        @Override
        public void write(java.io.OutputStream out) throws java.io.IOException {
            String text = String.join(",", content.stream().map(Element::text).toList());
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
