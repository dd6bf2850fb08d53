// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A connection's requests, each with its answer, and its groups. */
final class Client implements Closeable, Connection.Receiver {

    /** Longer than a server that is held up by laggards takes. */
    private static final int PATIENCE_SECONDS = 180;

    private static final String DIRECTORY = "InfDirectory";

    /** answer: the name of the message that is it; others with its sequence number lead up to it. */
    private record Pending(String answer, CompletableFuture<Element> future) {}

    private final Connection connection;
    private final AtomicInteger sequence = new AtomicInteger();
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Element>> groups = new ConcurrentHashMap<>();
    private final CompletableFuture<String> disconnected = new CompletableFuture<>();

    Client(Target target) throws IOException {
        connection = new Connection(target.host(), target.port());
        connection.start(this);
    }

    /** Completes with the reason when the server has closed the connection. */
    CompletableFuture<String> disconnection() {
        return disconnected;
    }

    /** Sends a request of the directory. start: its tag up to the attributes, rest: what follows the sequence number. */
    CompletableFuture<Element> request(String start, String rest, String answer) throws IOException {
        return request(DIRECTORY, start, rest, answer);
    }

    CompletableFuture<Element> request(String group, String start, String rest, String answer) throws IOException {
        int number = sequence.getAndIncrement();
        CompletableFuture<Element> future = new CompletableFuture<>();
        pending.put(connection.sequenceId() + "/" + number, new Pending(answer, future));
        connection.send(group, start + " seq=\"" + number + "\"" + rest);
        if (disconnected.isDone()) {
            future.completeExceptionally(new IOException(disconnected.join()));
        }
        return future;
    }

    /** Waits for an answer. */
    static Element await(CompletableFuture<Element> future) throws IOException, InterruptedException {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer in " + PATIENCE_SECONDS + " seconds", e);
        }
    }

    void explore(int folder) throws IOException, InterruptedException {
        await(startExploring(folder));
    }

    CompletableFuture<Element> startExploring(int folder) throws IOException {
        return request("<explore-node", " id=\"" + folder + "\"/>", "explore-end");
    }

    int createFolder(int parent, String name) throws IOException, InterruptedException {
        return await(startFolder(parent, name)).number("id", -1);
    }

    CompletableFuture<Element> startFolder(int parent, String name) throws IOException {
        return request("<add-node", node(parent, name, "InfSubdirectory") + "/>", "add-node");
    }

    /** Makes a document with these pieces of text, which nobody has written. */
    int upload(int parent, String name, List<String> pieces) throws IOException, InterruptedException {
        Element answer =
                await(request("<add-node", node(parent, name, "InfText") + "><sync-in/></add-node>", "sync-in"));
        int id = answer.number("id", -1);
        String group = answer.attribute("group");
        CompletableFuture<Element> end = new CompletableFuture<>();
        enter(group, end::complete);
        acknowledgeSubscription(id);
        send(group, "<sync-begin num-messages=\"" + pieces.size() + "\"/>");
        for (String piece : pieces) {
            send(group, "<sync-segment author=\"0\">" + piece + "</sync-segment>");
        }
        send(group, "<sync-end/>");
        Element received = await(end);
        if (!received.is("sync-ack")) {
            throw new IOException("the upload failed: " + received);
        }
        leave(group);
        return id;
    }

    private static String node(int parent, String name, String type) {
        return " parent=\"" + parent + "\" type=\"" + type + "\" name=\"" + name + "\"";
    }

    void remove(int node) throws IOException, InterruptedException {
        await(request("<remove-node", " id=\"" + node + "\"/>", "remove-node"));
    }

    void acknowledgeSubscription(int node) throws IOException {
        send(DIRECTORY, "<subscribe-ack id=\"" + node + "\"/>");
    }

    void send(String group, String message) throws IOException {
        connection.send(group, message);
    }

    void enter(String group, Consumer<Element> receiver) {
        groups.put(group, receiver);
    }

    void leave(String group) {
        groups.remove(group);
    }

    @Override
    public void received(String group, Element message) {
        Consumer<Element> receiver = groups.get(group);
        if (receiver != null) {
            receiver.accept(message);
        }
        String number = message.attribute("seq");
        Pending request = number == null ? null : pending.get(number);
        if (request == null) {
            return;
        }
        if (message.is("request-failed")) {
            pending.remove(number);
            request.future.completeExceptionally(new IOException(message.toString()));
        } else if (message.is(request.answer) || request.answer.equals("user-join") && message.is("user-rejoin")) {
            pending.remove(number);
            request.future.complete(message);
        }
    }

    @Override
    public void disconnected(String reason) {
        disconnected.complete(reason);
        for (Pending request : pending.values()) {
            request.future.completeExceptionally(new IOException(reason));
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
