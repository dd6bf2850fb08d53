// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.io.IOException;
import java.time.Duration;
import org.infinoted.host.stream.StreamServer;

/** The place where clients connect. Used by one thread at a time. */
final class Port implements Doors.Entrance {
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final StreamServer streams;
    private final String address;
    private int port;

    /** @param port 0 for any that is free; it stays the same if the entrance is opened again */
    Port(StreamServer streams, String address, int port) {
        this.streams = streams;
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
    }

    @Override
    public void disconnect() {
        streams.closeAll("A plugin without which the server may not run is missing", FAREWELL);
    }
}
