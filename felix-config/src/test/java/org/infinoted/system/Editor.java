// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.rope.AuthoredText;

/**
 * A user who edits a text document, with a copy of the text, as a real editor has: what the user types is executed there at once
 * and sent; what others have typed is executed when it is read from the connection. To be used by one thread at a time.
 */
public final class Editor {
    private static final AtomicInteger MARKS = new AtomicInteger();

    private final TestClient client;
    private final String group;
    private final Replica replica;
    private final int user;
    private final List<Message> received = new ArrayList<>();
    private final Set<String> marks = new HashSet<>();
    private boolean closed;

    private Editor(TestClient client, String group, Replica replica, String name) {
        this.client = client;
        this.group = group;
        this.replica = replica;
        this.user = join(name);
    }

    /** Makes a document and joins. */
    public static Editor create(TestClient client, String document, String name) {
        return new Editor(client, client.createDocument(document, "InfText"), new Replica(List.of()), name);
    }

    /** Finds a document in the root, subscribes and joins. */
    public static Editor open(TestClient client, String document, String name) {
        return open(client, client.subscribe(client.find(document)), name);
    }

    /** Joins a document that the client has subscribed to. */
    public static Editor open(TestClient client, Content content, String name) {
        return new Editor(client, content.group(), new Replica(content.messages()), name);
    }

    private int join(String name) {
        String seq = client.sendRequest(
                group,
                "<user-join name=\"" + name + "\" status=\"active\" time=\"" + replica.state()
                        + "\" caret=\"0\" hue=\"0.5\"/>");
        Message answer = awaitAnswer(seq);
        assertTrue(answer.is("user-join") || answer.is("user-rejoin"), answer::toString);
        return Integer.parseInt(answer.attribute("id"));
    }

    private Message awaitAnswer(String seq) {
        while (true) {
            Message message = read(TestClient.PATIENCE_MILLIS)
                    .orElseThrow(() -> new AssertionError("No answer to the join of " + client.address()));
            if (seq.equals(message.attribute("seq"))) {
                return message;
            }
        }
    }

    public TestClient client() {
        return client;
    }

    public String group() {
        return group;
    }

    /** The id of the user. */
    public int user() {
        return user;
    }

    /** This editor's copy of the text. */
    public String text() {
        return replica.text();
    }

    /** In code points. */
    public int length() {
        return replica.length();
    }

    /** How many requests of a user are in this editor's text, as this editor counts. */
    public long count(int ofUser) {
        return replica.count(ofUser);
    }

    /** Whether a user has joined and not left. */
    public boolean isPresent(int ofUser) {
        return replica.isPresent(ofUser);
    }

    /** Whether the server has closed the session. */
    public boolean isClosed() {
        return closed;
    }

    /** What others have typed, in the order of arrival. */
    public List<Message> received() {
        return List.copyOf(received);
    }

    /** @param text needs no escapes in XML */
    public void insert(int position, String text) {
        String time = replica.execute(user, Request.Type.DO, new Insert(position, AuthoredText.of(user, text)));
        send(time, "<insert-caret pos=\"" + position + "\">" + text + "</insert-caret>");
    }

    public void append(String text) {
        insert(length(), text);
    }

    public void delete(int position, int count) {
        String time = replica.execute(user, Request.Type.DO, new RemoteDelete(position, count));
        send(time, "<delete-caret pos=\"" + position + "\" len=\"" + count + "\"/>");
    }

    public boolean canUndo() {
        return replica.canUndo(user);
    }

    public void undo() {
        send(replica.execute(user, Request.Type.UNDO, null), "<undo-caret/>");
    }

    private void send(String time, String operation) {
        client.send(group, "<request user=\"" + user + "\" time=\"" + time + "\">" + operation + "</request>");
    }

    /** Takes in the next message of the document, if one comes within the time. */
    public Optional<Message> read(long millis) {
        Optional<Message> message = client.poll(millis);
        message.filter(any -> any.group().equals(group)).ifPresent(this::take);
        return message;
    }

    private void take(Message message) {
        if (message.is("session-close")) {
            closed = true;
            return;
        }
        replica.receive(message);
        if (message.is("request")) {
            received.add(message);
        } else if (message.attribute("mark") != null) {
            marks.add(message.attribute("mark"));
        }
    }

    /** Takes in what comes until the condition is fulfilled. */
    public void readUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TestClient.PATIENCE_MILLIS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "What " + client.address() + " waits for did not come");
            read(10);
        }
    }

    /** Takes in what comes until all that these others have typed is there: each of them shows its end by a message that changes nothing. */
    public void catchUpWith(Editor... others) {
        for (Editor other : others) {
            if (other != this) {
                String mark = other.mark();
                readUntil(() -> marks.contains(mark));
            }
        }
    }

    /** The server relays changes of status with all that they say. */
    private String mark() {
        String mark = "mark " + MARKS.incrementAndGet();
        client.send(group, "<user-status-change id=\"" + user + "\" status=\"active\" mark=\"" + mark + "\"/>");
        return mark;
    }
}
