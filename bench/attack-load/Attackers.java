// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hostile clients of one run.
 *
 * @param target the server
 * @param from the address that they come from
 * @param folder the id of a folder that is theirs
 * @param victim the id of a large document
 * @param connected how many connections they have made
 * @param sent how many messages they have sent
 */
record Attackers(Target target, InetAddress from, int folder, int victim, AtomicLong connected, AtomicLong sent) {

    private static final int RETRY_MILLIS = 100;

    /** What one connection does until the server ends it, or the end has come. */
    interface Visit {

        void pay(Connection connection, int number) throws IOException, InterruptedException;
    }

    /** So many connections at a time, each with a thread of its own. When the server ends one, the next takes its place. */
    void each(int count, long end, boolean reads, Visit visit) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> visitAgain(number, end, reads, visit), "attacker " + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        Pace.until(end);
        threads.forEach(Thread::interrupt);
    }

    private void visitAgain(int number, long end, boolean reads, Visit visit) {
        try {
            for (int round = 0; System.nanoTime() < end; round++) {
                visit(number + 100_000 * round, reads, visit);
                Pace.until(System.nanoTime() + RETRY_MILLIS * 1_000_000L);
            }
        } catch (InterruptedException e) {
            // the run is over
        }
    }

    private void visit(int number, boolean reads, Visit visit) throws InterruptedException {
        try (Connection connection = new Connection(target.host(), target.port(), from, !reads)) {
            connected.incrementAndGet();
            visit.pay(connection, number);
        } catch (IOException e) {
            // refused, or ended by the server: as it should be
        }
    }

    /** Sends a message of the directory. */
    void send(Connection connection, String message) throws IOException {
        send(connection, "InfDirectory", message);
    }

    void send(Connection connection, String group, String message) throws IOException {
        connection.send(group, message);
        sent.incrementAndGet();
    }

    /** Waits for a message of this name, before the connection is started. */
    static Element await(Connection connection, String name) throws IOException {
        while (true) {
            Element element = connection.next();
            if (element == null) {
                throw new IOException("the server closed the connection");
            }
            for (Element message : element.children()) {
                if (message.is(name)) {
                    return message;
                }
                if (message.is("request-failed")) {
                    throw new IOException(message.toString());
                }
            }
        }
    }

    /** Opens a document and takes part in it. Returns its group; "user" gets the id of the new user. */
    String join(Connection connection, int node, String name, int[] user) throws IOException {
        String group = subscribe(connection, node);
        await(connection, "sync-end");
        send(connection, group, "<sync-ack/>");
        send(
                connection,
                group,
                "<user-join seq=\"1\" name=\"" + name + "\" status=\"active\" time=\"\" caret=\"0\" selection=\"0\""
                        + " hue=\"0.5\"/>");
        user[0] = await(connection, "user-join").number("id", 0);
        return group;
    }

    /** Opens a document without reading it. Returns its group. */
    String subscribe(Connection connection, int node) throws IOException {
        send(connection, "<subscribe-session id=\"" + node + "\" seq=\"0\"/>");
        String group = await(connection, "subscribe-session").attribute("group");
        send(connection, "<subscribe-ack id=\"" + node + "\"/>");
        return group;
    }

    /** Makes an empty document in the attackers' folder. Returns its id. */
    int create(Connection connection, String name) throws IOException {
        send(connection, "<explore-node id=\"" + folder + "\" seq=\"2\"/>");
        await(connection, "explore-end");
        send(
                connection,
                "<add-node parent=\"" + folder + "\" type=\"InfText\" name=\"" + name + "\" seq=\"3\"/>");
        return await(connection, "add-node").number("id", 0);
    }
}
