// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.util.Random;

/**
 * A client that joins with the current vector, sends, and acknowledges nothing. When the server ends its session it subscribes and joins
 * again, with the vector of that time, and goes on.
 */
final class Laggard {

    private static final int RETRY_MILLIS = 250;

    private final Target target;
    private final int node;
    private final String name;
    private final Kind kind;
    private final Random random;
    private Client client;
    private Session session;
    private Edits edits;
    private int sent;
    private int closed;
    private int invalid;
    private long firstClosed = Long.MAX_VALUE;

    Laggard(Target target, int node, String name, Kind kind, long seed) {
        this.target = target;
        this.node = node;
        this.name = name;
        this.kind = kind;
        this.random = new Random(seed);
    }

    void join() throws IOException, InterruptedException {
        if (client == null) {
            client = new Client(target);
        }
        session = Session.subscribe(client, node, this::received);
        session.closing().thenRun(this::closed);
        session.join(name);
        edits = new Edits(kind, random, session.length());
    }

    /** Sends until the pace ends. */
    void run(Pace pace) throws InterruptedException {
        while (pace.await() >= 0) {
            try {
                if (session == null || !session.isOpen()) {
                    join();
                    pace.skip();
                }
                Edits.Edit edit = edits.next();
                session.sendUnacknowledging(edit.operation(), edit.count());
                sent++;
            } catch (IOException e) {
                // The connection is gone, or the user of before is not yet and its name in use.
                disconnect();
                Pace.until(System.nanoTime() + RETRY_MILLIS * 1_000_000);
                pace.skip();
            }
        }
        disconnect();
    }

    private void disconnect() {
        try {
            if (client != null) {
                client.close();
            }
        } catch (IOException e) {
            // it was closed
        }
        client = null;
        session = null;
    }

    private synchronized void received(Element message) {
        if (message.is("invalid-request")) {
            invalid++;
        }
    }

    private synchronized void closed() {
        closed++;
        firstClosed = Math.min(firstClosed, System.nanoTime());
    }

    /** After run(). */
    int sentCount() {
        return sent;
    }

    /** How often the server ended a session. */
    synchronized int closedCount() {
        return closed;
    }

    synchronized int invalidCount() {
        return invalid;
    }

    /** As System.nanoTime() tells it; Long.MAX_VALUE: never. */
    synchronized long firstClosed() {
        return firstClosed;
    }
}
