// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One subscription to a document, with one user. It counts the requests of the others, as a state vector does, but executes none: what its
 * user sends must be valid in the text of the synchronization, or whatever the others have done.
 */
final class Session {

    private static final Set<String> UNCOUNTED = Set.of("move", "no-op");

    private final Client client;
    private final String group;
    private final Consumer<Element> receiver;
    /** What the synchronization brought. */
    private final Map<Integer, Integer> vector = new TreeMap<>();
    /** What was received since the synchronization or the user's last message. */
    private final Map<Integer, Integer> unacknowledged = new TreeMap<>();

    private final CompletableFuture<Element> synchronizationEnd = new CompletableFuture<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private int length;
    private int id;

    /** Subscribes. The receiver gets all messages, in the thread that reads the connection. */
    static Session subscribe(Client client, int node, Consumer<Element> receiver)
            throws IOException, InterruptedException {
        Element answer =
                Client.await(client.request("<subscribe-session", " id=\"" + node + "\"/>", "subscribe-session"));
        Session session = new Session(client, answer.attribute("group"), receiver);
        client.enter(session.group, session::received);
        client.disconnection().thenAccept(session.closed::complete);
        session.closed.thenAccept(reason -> session.synchronizationEnd.completeExceptionally(new IOException(reason)));
        client.acknowledgeSubscription(node);
        Client.await(session.synchronizationEnd);
        client.send(session.group, "<sync-ack/>");
        return session;
    }

    private Session(Client client, String group, Consumer<Element> receiver) {
        this.client = client;
        this.group = group;
        this.receiver = receiver;
    }

    /** Joins with the vector of the synchronization. */
    void join(String name) throws IOException, InterruptedException {
        String user = " name=\"" + name + "\" status=\"active\" time=\"" + text(vector)
                + "\" caret=\"0\" selection=\"0\" hue=\"0.5\"/>";
        id = Client.await(client.request(group, "<user-join", user, "user-join"))
                .number("id", -1);
    }

    /** Sends a request that says how much of the others' was received. */
    synchronized void send(String operation) throws IOException {
        String time = text(unacknowledged);
        unacknowledged.clear();
        send(operation, 1, time);
    }

    /** Sends a request that acknowledges nothing. */
    void sendUnacknowledging(String operation, int count) throws IOException {
        send(operation, count, "");
    }

    private void send(String operation, int count, String time) throws IOException {
        String number = count == 1 ? "" : " num=\"" + count + "\"";
        client.send(
                group, "<request user=\"" + id + "\" time=\"" + time + "\"" + number + ">" + operation + "</request>");
    }

    private static String text(Map<Integer, Integer> counts) {
        return counts.entrySet().stream()
                .map(e -> e.getKey() + ":" + e.getValue())
                .collect(Collectors.joining(";"));
    }

    private synchronized void received(Element message) {
        switch (message.name()) {
            case "sync-user" -> ownCount(message);
            case "sync-segment" ->
                length += message.text().codePointCount(0, message.text().length());
            case "sync-end" -> synchronizationEnd.complete(message);
            case "request" -> count(message);
            case "session-close" -> {
                client.leave(group);
                closed.complete("session-close");
            }
            default -> {}
        }
        receiver.accept(message);
    }

    /** The other counts of a user's vector are what this user has seen, not what there is. */
    private void ownCount(Element message) {
        String user = message.attribute("id");
        for (String count : message.attribute("time").split(";")) {
            if (count.startsWith(user + ":")) {
                vector.put(Integer.valueOf(user), Integer.valueOf(count.substring(user.length() + 1)));
            }
        }
    }

    private void count(Element request) {
        if (!UNCOUNTED.contains(request.children().get(0).name())) {
            int sender = request.number("user", 0);
            int count = request.number("num", 1);
            unacknowledged.merge(sender, count, Integer::sum);
        }
    }

    /** Of the text when the subscription began, in characters. */
    synchronized int length() {
        return length;
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    /** Completes with the reason when the server has closed the session or the connection. */
    CompletableFuture<String> closing() {
        return closed;
    }
}
