// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.infinoted.xml.Element;

/** A directory that records what it is told, and finishes messages when the test says so. */
public final class FakeDirectoryEndpoint implements DirectoryEndpoint {
    /** What the directory does with a message. */
    @FunctionalInterface
    public interface Handler {
        void handle(Client client, Element message, Runnable done);
    }

    public final List<String> events = new ArrayList<>();
    /** The callbacks of unfinished messages, in order; the initial handler fills it. */
    public final Deque<Runnable> underWay = new ArrayDeque<>();

    public Handler handler = (client, message, done) -> underWay.add(done);
    public Client latest;

    @Override
    public void accepted(Client client) {
        latest = client;
        happened(client, "accepted");
    }

    @Override
    public void opened(Client client) {
        happened(client, "opened");
    }

    @Override
    public void received(Client client, Element message, Runnable done) {
        happened(client, message.toString());
        handler.handle(client, message, done);
    }

    @Override
    public void closed(Client client) {
        happened(client, "closed");
    }

    private void happened(Client client, String event) {
        assertTrue(client.link().loop().inLoop(), "the directory is told on the connection's loop");
        events.add(event);
    }
}
