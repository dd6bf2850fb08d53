// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.time.Duration;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.xml.Element;

/** A client's connection with the two directions of its line. */
final class SimulatedConnection extends FakeConnection {
    private final VirtualTime time;
    private final Link toServer;
    private final Link toClient;

    SimulatedConnection(
            long id,
            VirtualTime time,
            Random random,
            Style.Delays delays,
            BiConsumer<SimulatedConnection, Element> server,
            Consumer<Element> client) {
        super(id);
        this.time = time;
        toServer = new Link(time, () -> latency(delays, random), message -> server.accept(this, message));
        toClient = new Link(time, () -> latency(delays, random), client);
    }

    private static double latency(Style.Delays delays, Random random) {
        return delays.oneWay() + random.nextDouble() * delays.jitter();
    }

    void sendToServer(Element message) {
        toServer.send(message);
    }

    void sendToClient(Element message) {
        toClient.send(message);
    }

    /** Delivers nothing in either direction for so many seconds. */
    void stall(double seconds) {
        toServer.block(time.now() + seconds);
        toClient.block(time.now() + seconds);
    }

    void endStall() {
        toServer.unblock();
        toClient.unblock();
    }

    /** The server reads nothing for this long. */
    void pause(Duration duration) {
        toServer.block(time.now() + duration.toNanos() / 1e9);
    }

    /** The client is gone: it gets nothing more. */
    void cutToClient() {
        toClient.cut();
    }

    /** What the client has sent and the server has not read is lost. */
    void cutToServer() {
        toServer.cut();
    }
}
