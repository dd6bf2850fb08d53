// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * One of two people who type at the beginning of a document, where an insertion is always valid, and acknowledge what they have received.
 * Every keystroke of the two is a character of its own, so the other one knows it when it arrives, even if somebody restores it later.
 */
final class Typist {

    private static final int FIRST_CHARACTER = 0x4E00;

    private final Client client;
    private final int node;
    private final String name;
    private final int place;
    private final Latencies latencies;
    private final Consumer<String> problems;
    private Session session;
    private int received;

    /** place: 0 or 1, which of the two. */
    Typist(Client client, int node, String name, int place, Latencies latencies, Consumer<String> problems) {
        this.client = client;
        this.node = node;
        this.name = name;
        this.place = place;
        this.latencies = latencies;
        this.problems = problems;
    }

    void join() throws IOException, InterruptedException {
        session = Session.subscribe(client, node, this::received);
        session.closing().thenAccept(reason -> problems.accept(name + ": " + reason));
        session.join(name);
    }

    /** Types until the pace ends or the server ends the session. */
    void run(Pace pace) throws InterruptedException {
        long due = pace.await();
        for (int i = place; due >= 0 && session.isOpen(); i += 2) {
            String character = Character.toString(FIRST_CHARACTER + i);
            latencies.begin(character, due);
            try {
                session.send("<insert pos=\"0\">" + character + "</insert>");
            } catch (IOException e) {
                problems.accept(name + ": " + e.getMessage());
                return;
            }
            due = pace.await();
        }
    }

    private synchronized void received(Element message) {
        switch (message.name()) {
            case "request" -> {
                received++;
                latencies.end(message.children().get(0).text());
            }
            case "invalid-request", "request-failed" -> problems.accept(name + ": " + message);
            default -> {}
        }
    }

    /** How many requests of others came. */
    synchronized int receivedCount() {
        return received;
    }
}
