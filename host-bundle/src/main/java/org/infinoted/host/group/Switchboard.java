// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import org.infinoted.host.loop.Registry;
import org.infinoted.host.rate.ClientRates;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.LinkHandler;

/**
 * Makes every accepted connection a {@link Client}: the directory is told, and the registry of connections has it until
 * it closes.
 */
public final class Switchboard implements LinkHandler.Factory {
    private final DirectoryEndpoint directory;
    private final Registry<Link> connections;
    private final ClientRates rates;
    private final SequenceIds sequenceIds = new SequenceIds();

    /** For a server in memory, whose clients may do as much as they like in no time. */
    public Switchboard(DirectoryEndpoint directory, Registry<Link> connections) {
        this(directory, connections, ClientRates.UNLIMITED);
    }

    /** @param rates what each client may ask for */
    public Switchboard(DirectoryEndpoint directory, Registry<Link> connections, ClientRates rates) {
        this.directory = directory;
        this.connections = connections;
        this.rates = rates;
    }

    @Override
    public LinkHandler accepted(Link link) {
        int sequenceId = sequenceIds.take();
        Client client = new Client(link, sequenceId, directory, rates, () -> {
            sequenceIds.giveBack(sequenceId);
            connections.remove(link);
        });
        try {
            directory.accepted(client);
            connections.add(link);
            return client;
        } catch (Throwable e) { // nobody will be told that it closes
            connections.remove(link);
            sequenceIds.giveBack(sequenceId);
            throw e;
        }
    }
}
