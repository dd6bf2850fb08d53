// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionState;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;
import org.jspecify.annotations.Nullable;

/**
 * A client that is connected to a {@link TestHost}. Each method does what a client does, in the protocol's own
 * messages, and returns when the server has handled it and told its plugins, unless the plugins are
 * {@linkplain TestHost#hold held} or a note has {@linkplain org.infinoted.note.NoteContext#pause paused} the client: what
 * that sends waits until the time {@linkplain TestHost#advance has passed}.
 */
public final class TestClient {
    private static final String DIRECTORY = "InfDirectory";

    private final TestHost host;
    private final String name;
    private final VirtualLink link;
    private final Map<TestDocument, SeenRequests> open = new HashMap<>();
    private final List<String> received = new ArrayList<>();

    TestClient(TestHost host, String name, VirtualLink link) {
        this.host = host;
        this.name = name;
        this.link = link;
    }

    /** The connection as plugins see it. */
    public Connection connection() {
        return link;
    }

    /** Logs in. A client that has just connected has not. */
    public TestClient login() {
        link.login();
        return settled();
    }

    /** Reports a fault of the connection to its listeners; the connection stays open. */
    public TestClient fail(String message) {
        link.report(message);
        return settled();
    }

    /** Loses the connection, as a client does whose machine or network fails. */
    public void lose(String message) {
        link.lose(message);
        settled();
    }

    /** Disconnects. */
    public void close() {
        link.vanish();
        settled();
    }

    /** Opens the document. */
    public TestClient open(TestDocument document) {
        if (link.state() != ConnectionState.OPEN) {
            throw new IllegalStateException(name + " has not logged in, or is gone; call login() before");
        }
        if (!open.containsKey(document)) {
            open.put(document, new SeenRequests());
            String id = Integer.toUnsignedString(document.node().id());
            send(
                    DIRECTORY,
                    Element.named("subscribe-session").attribute("id", id).build());
            send(DIRECTORY, Element.named("subscribe-ack").attribute("id", id).build());
            send(document.group(), Element.empty("sync-ack"));
            if (document.session().stream()
                    .noneMatch(session -> session.subscribers().contains(link))) {
                open.remove(document);
                throw new IllegalStateException(name + " could not open " + document + ", but got " + received);
            }
        }
        return this;
    }

    /** Opens the document, if it is not open, and joins it under this name. */
    public TestClient join(TestDocument document, String user) {
        open(document);
        SeenRequests seen = Objects.requireNonNull(open.get(document), "it has just been opened");
        send(
                document.group(),
                Element.named("user-join")
                        .attribute("name", user)
                        .attribute("status", "active")
                        .attribute("time", seen.joining())
                        .attribute("caret", 0)
                        .build());
        int id = document.session().orElseThrow().users().stream()
                .filter(joined -> joined.isVia(link) && joined.name().equals(user))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        name + " could not join " + document + " as " + user + ", but got " + received))
                .id();
        seen.joined(id);
        return this;
    }

    /**
     * Types into a text document that it has joined.
     *
     * @param position in code points
     */
    public TestClient type(TestDocument document, int position, String text) {
        Element.Builder insert = Element.named("insert-caret").attribute("pos", position);
        return request(document, ProtocolText.append(insert, text).build());
    }

    /**
     * Erases from a text document that it has joined.
     *
     * @param position in code points
     * @param length in code points
     */
    public TestClient erase(TestDocument document, int position, int length) {
        return request(
                document,
                Element.named("delete-caret")
                        .attribute("pos", position)
                        .attribute("len", length)
                        .build());
    }

    /** Says something in a chat that it has joined. */
    public TestClient say(TestDocument chat, String text) {
        Element.Builder message =
                Element.named("message").attribute("user", joined(chat).user().orElseThrow());
        return send(chat, ProtocolText.append(message, text).build());
    }

    /** Sends any message to a document that it has open. */
    public TestClient send(TestDocument document, Element message) {
        if (!open.containsKey(document)) {
            throw new IllegalStateException(name + " has not opened " + document);
        }
        send(document.group(), message);
        return this;
    }

    /** Leaves the document. */
    public TestClient leave(TestDocument document) {
        send(document, Element.empty("session-unsubscribe"));
        open.remove(document);
        return this;
    }

    /** The messages that it got since the last call, each with its group in front: {@code (InfSession_1) <sync-end/>}. */
    public List<String> take() {
        List<String> taken = List.copyOf(received);
        received.clear();
        return taken;
    }

    private TestClient request(TestDocument document, Element operation) {
        return send(document, joined(document).request(operation));
    }

    private SeenRequests joined(TestDocument document) {
        SeenRequests seen = open.get(document);
        if (seen == null || seen.user().isEmpty()) {
            throw new IllegalStateException(name + " has not joined " + document);
        }
        return seen;
    }

    private void send(String group, Element message) {
        link.receive(Element.named("group")
                .attribute("publisher", "you")
                .attribute("name", group)
                .child(message)
                .build());
        settled();
    }

    private TestClient settled() {
        host.run();
        return this;
    }

    /** Takes what has arrived. Called by the host whenever it has come to rest. */
    void read() {
        for (String frame : link.takeSent()) {
            for (Element stanza : Xml.elements(frame)) {
                String group = stanza.attribute("name");
                stanza.children().forEach(message -> read(group, message));
            }
        }
    }

    private void read(@Nullable String group, Element message) {
        received.add("(" + group + ") " + message);
        open.forEach((document, replica) -> {
            if (document.group().equals(group)) {
                replica.received(message);
            }
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
