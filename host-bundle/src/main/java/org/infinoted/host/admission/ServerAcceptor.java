// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.admission;

import java.io.IOException;
import java.time.Duration;
import org.infinoted.host.spi.Transports;
import org.infinoted.host.stream.StreamServer;

/** Accepts clients on a TCP port, and those that transports bring. Used by one thread at a time. */
public final class ServerAcceptor implements AcceptController.Acceptor {
    private static final Duration END_TIME = Duration.ofSeconds(5);

    private final StreamServer streams;
    private final Transports transports;
    private final String address;
    private int port;

    /** @param port 0 for any free port; it stays the same when the port is opened again */
    public ServerAcceptor(StreamServer streams, Transports transports, String address, int port) {
        this.streams = streams;
        this.transports = transports;
        this.address = address;
        this.port = port;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void open() throws IOException {
        port = streams.listen(address, port).getPort();
        transports.open();
    }

    @Override
    public void pause() {
        streams.pauseAccepting();
    }

    @Override
    public void resume() {
        streams.resumeAccepting();
    }

    @Override
    public void close() {
        streams.stopListening();
        transports.close();
    }

    @Override
    public void disconnect() {
        streams.closeAll("A plugin without which the server may not run is missing", END_TIME);
    }
}
