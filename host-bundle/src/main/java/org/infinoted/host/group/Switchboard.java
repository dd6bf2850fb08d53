// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.LinkHandler;

/**
 * Makes every accepted connection a {@link Client}: the directory is told, and the registry of connections has it until
 * it closes.
 */
public final class Switchboard implements LinkHandler.Factory {
    private final DirectoryEndpoint directory;
    private final Registry<Link> connections;
    private final SequenceIds sequenceIds = new SequenceIds();

    public Switchboard(DirectoryEndpoint directory, Registry<Link> connections) {
        this.directory = directory;
        this.connections = connections;
    }

    @Override
    public LinkHandler accepted(Link link) {
        int sequenceId = sequenceIds.take();
        Client client = new Client(link, sequenceId, directory, () -> {
            sequenceIds.giveBack(sequenceId);
            connections.remove(link);
        });
        directory.accepted(client);
        connections.add(link);
        return client;
    }
}
