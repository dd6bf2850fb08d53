// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A client of the protocol on a plain socket, for tests against a running server. Stanzas arrive on a thread of its own
 * and are handled one after the other; waiting for one skips those before it. Every wait ends after
 * {@link #PATIENCE_MILLIS}.
 */
public final class TestClient implements AutoCloseable {
    static final long PATIENCE_MILLIS = 20_000;

    /** The group of the tree. */
    public static final String DIRECTORY = "InfDirectory";

    private static final String HEADER = "<stream:stream version=\"1.0\" xmlns=\"jabber:client\""
            + " xmlns:stream=\"http://etherx.jabber.org/streams\" to=\"127.0.0.1\">";
    private static final String SASL = " xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"";

    private final Socket socket;
    private final OutputStream out;
    private final Reader in;

    @GuardedBy("inbox")
    private final Deque<String> inbox = new ArrayDeque<>();

    @GuardedBy("inbox")
    private boolean ended;

    @GuardedBy("inbox")
    private boolean endedInOrder;

    private final Deque<Message> unread = new ArrayDeque<>(); // of the stanza that was looked at last
    private final String sequenceId;
    private int nextSeq;

    private TestClient(int port, String user) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        write(HEADER);
        readUntil("</stream:features>");
        write("<auth" + SASL + " mechanism=\"ANONYMOUS\"/>");
        readUntil("<challenge" + SASL + "/>");
        String token = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        write("<response" + SASL + ">" + token + "</response>");
        readUntil("<success" + SASL + "/>");
        write(HEADER);
        readUntil("<stream:features/>");
        Thread reader = new Thread(this::read, "client " + user);
        reader.setDaemon(true);
        reader.start();
        sequenceId = await(DIRECTORY, message -> message.is("welcome")).attribute("sequence-id");
    }

    /** Connects and logs in without a password. */
    public static TestClient connect(int port, String user) throws IOException {
        return new TestClient(port, user);
    }

    /** This end of the connection, as the server writes it. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Sends one message in a group. */
    public void send(String group, String message) {
        write("<group publisher=\"you\" name=\"" + group + "\">" + message + "</group>");
    }

    /**
     * Sends a request without waiting.
     *
     * @param request an empty element, or an element whose start tag ends with the first {@code >}
     * @return the {@code seq} that the answer will have
     */
    public String sendRequest(String group, String request) {
        int seq = nextSeq++;
        send(group, request.replaceFirst("(?=/?>)", " seq=\"" + seq + "\""));
        return sequenceId + "/" + seq;
    }

    /** Sends a request as {@link #sendRequest} does and waits for the first message that answers it. */
    public Message request(String group, String request) {
        String seq = sendRequest(group, request);
        return await(group, message -> seq.equals(message.attribute("seq")));
    }

    /** The next message of a group that fulfils the condition. */
    public Message await(String group, Predicate<Message> condition) {
        long deadline = deadlineIn(PATIENCE_MILLIS);
        while (true) {
            Message message = next(deadline)
                    .orElseThrow(() -> new AssertionError(
                            "No such message came in " + group + (isEnded() ? "; the connection has ended" : "")));
            if (message.group().equals(group) && condition.test(message)) {
                return message;
            }
        }
    }

    /** The next message, if one comes within the time. */
    public Optional<Message> poll(long millis) {
        return next(deadlineIn(millis));
    }

    /** Takes the next stanzas as they came over the wire, up to the one in which the count of those that contain the text is full. */
    public List<String> takeStanzas(String text, int count) {
        long deadline = deadlineIn(PATIENCE_MILLIS);
        List<String> stanzas = new ArrayList<>();
        int left = count;
        while (left > 0) {
            String stanza = nextStanza(deadline);
            int missing = left;
            assertTrue(stanza != null, () -> missing + " of " + count + " stanzas did not come");
            stanzas.add(stanza);
            left -= stanza.contains(text) ? 1 : 0;
        }
        return stanzas;
    }

    /** Waits for the end of the stream. Returns whether it ended as the protocol requires. */
    public boolean awaitEnd() {
        long deadline = deadlineIn(PATIENCE_MILLIS);
        synchronized (inbox) {
            while (!ended) {
                assertTrue(await(deadline), "The connection did not end");
            }
            return endedInOrder;
        }
    }

    /** Whether the connection has ended. */
    public boolean isEnded() {
        synchronized (inbox) {
            return ended;
        }
    }

    private Optional<Message> next(long deadline) {
        while (unread.isEmpty()) {
            String stanza = nextStanza(deadline);
            if (stanza == null) {
                return Optional.empty();
            }
            unread.addAll(Message.messagesOf(stanza));
        }
        return Optional.of(unread.remove());
    }

    /** Null if none comes before the deadline. */
    private String nextStanza(long deadline) {
        synchronized (inbox) {
            while (inbox.isEmpty() && !ended && await(deadline)) {
                // looks again
            }
            return inbox.poll();
        }
    }

    private static long deadlineIn(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Waits for a change of the inbox. Returns false if there is no time left. */
    @GuardedBy("inbox")
    private boolean await(long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(inbox, left);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes a document in the root, with this client subscribed. Returns the name of the group. */
    public String createDocument(String name, String type) {
        explore();
        Message added = request(
                DIRECTORY,
                "<add-node parent=\"0\" type=\"" + type + "\" name=\"" + name + "\"><subscribe/></add-node>");
        send(DIRECTORY, "<subscribe-ack id=\"" + added.attribute("id") + "\"/>");
        return added.child("subscribe").attribute("group");
    }

    /** Opens the root. A second time is refused, which does no harm. */
    private void explore() {
        request(DIRECTORY, "<explore-node id=\"0\"/>");
    }

    /** Looks for a document in the root, which this client must not have opened yet. Returns its id. */
    public String find(String name) {
        sendRequest(DIRECTORY, "<explore-node id=\"0\"/>");
        return await(DIRECTORY, message -> message.is("add-node") && name.equals(message.attribute("name")))
                .attribute("id");
    }

    /** Subscribes to a document and takes its content in. */
    public Content subscribe(String id) {
        Message answer = request(DIRECTORY, "<subscribe-session id=\"" + id + "\"/>");
        assertTrue(answer.is("subscribe-session"), answer::toString);
        send(DIRECTORY, "<subscribe-ack id=\"" + id + "\"/>");
        return synchronize(answer.attribute("group"));
    }

    /** Subscribes to the chat of the server and takes the backlog in. */
    public Content subscribeChat() {
        Message answer = request(DIRECTORY, "<subscribe-chat/>");
        assertTrue(answer.is("subscribe-chat"), answer::toString);
        send(DIRECTORY, "<subscribe-ack/>");
        return synchronize(answer.attribute("group"));
    }

    private Content synchronize(String group) {
        Content content = new Content(group);
        Message message = await(group, any -> any.is("sync-begin"));
        while (!message.is("sync-end")) {
            content.add(message);
            message = await(group, any -> true);
        }
        send(group, "<sync-ack/>");
        return content;
    }

    /** Joins a chat. Returns the id of the user. */
    public String joinChat(String group, String name) {
        Message joined = request(group, "<user-join name=\"" + name + "\" status=\"active\"/>");
        assertTrue(joined.is("user-join") || joined.is("user-rejoin"), joined::toString);
        return joined.attribute("id");
    }

    /** Cuts the connection without a word. */
    public void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends the stream in an orderly way. */
    @Override
    public void close() throws IOException {
        if (!socket.isClosed()) {
            try {
                write("</stream:stream>");
                awaitEnd();
            } catch (UncheckedIOException e) {
                // the server was quicker
            }
            socket.close();
        }
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readUntil(String end) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(end) < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("The server closed after " + seen);
            }
            seen.append((char) c);
        }
    }

    private void read() {
        StringBuilder stanza = new StringBuilder();
        boolean inOrder = false;
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                stanza.append((char) c);
                if (c == '>' && endsWith(stanza, "</group>")) {
                    deliver(stanza.toString());
                    stanza.setLength(0);
                } else if (c == '>' && endsWith(stanza, "</stream:stream>")) {
                    inOrder = true;
                }
            }
            socket.close(); // the server waits a while for that
        } catch (IOException e) {
            // the end, which is noticed below
        }
        synchronized (inbox) {
            ended = true;
            endedInOrder = inOrder;
            inbox.notifyAll();
        }
    }

    private static boolean endsWith(StringBuilder text, String end) {
        int from = text.length() - end.length();
        return from >= 0 && text.indexOf(end, from) == from;
    }

    private void deliver(String stanza) {
        synchronized (inbox) {
            inbox.add(stanza);
            inbox.notifyAll();
        }
    }
}
