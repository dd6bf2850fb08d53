// SPDX-License-Identifier: Apache-2.0
package org.infinoted.logging;

import java.time.Instant;
import java.util.Optional;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionState;

/** A connection whose state the test sets. */
final class FakeConnection implements Connection {
    private final String remoteAddress;
    ConnectionState state = ConnectionState.OPEN;

    FakeConnection(String remoteAddress) {
        this.remoteAddress = remoteAddress;
    }

    @Override
    public long id() {
        return 1;
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    @Override
    public String localAddress() {
        return "127.0.0.1:6523";
    }

    @Override
    public ConnectionState state() {
        return state;
    }

    @Override
    public Instant since() {
        return Instant.EPOCH;
    }

    @Override
    public Optional<String> account() {
        return Optional.empty();
    }

    @Override
    public long bytesReceived() {
        return 0;
    }

    @Override
    public long bytesSent() {
        return 0;
    }

    @Override
    public void close(String reason) {
        state = ConnectionState.CLOSED;
    }
}
