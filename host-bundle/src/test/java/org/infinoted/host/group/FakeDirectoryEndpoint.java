// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.infinoted.xml.Element;

/** A directory that keeps what it is told, and is done with messages when the test says so. */
public final class FakeDirectoryEndpoint implements DirectoryEndpoint {
    /** What the directory does with a message. */
    @FunctionalInterface
    public interface Handler {
        void handle(Client client, Element message, Runnable done);
    }

    public final List<String> events = new ArrayList<>();
    /** What is to be run when the messages are done with, in their order; filled by the handler that is there at first. */
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
