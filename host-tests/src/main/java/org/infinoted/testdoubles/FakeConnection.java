// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testdoubles;

import java.time.Instant;
import java.util.Optional;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionState;
import org.jspecify.annotations.Nullable;

/** A connection without a client, with the properties that the test sets. */
public class FakeConnection implements Connection {
    private final long id;
    private final String remoteAddress;
    private final Instant since;
    private volatile ConnectionState state;
    private Optional<String> account = Optional.empty();
    private long bytesReceived;
    private long bytesSent;

    /** An open connection from a port of 127.0.0.1 that follows from the number. */
    public FakeConnection(long id) {
        this(id, "127.0.0.1:" + (40_000 + id));
    }

    /** An open connection. */
    public FakeConnection(long id, String remoteAddress) {
        this(id, remoteAddress, Instant.EPOCH, ConnectionState.OPEN);
    }

    protected FakeConnection(long id, String remoteAddress, Instant since, ConnectionState state) {
        this.id = id;
        this.remoteAddress = remoteAddress;
        this.since = since;
        this.state = state;
    }

    /** Has logged in with this account; null for none. */
    public FakeConnection withAccount(@Nullable String name) {
        account = Optional.ofNullable(name);
        return this;
    }

    /** Has transferred this many bytes. */
    public FakeConnection withBytes(long received, long sent) {
        bytesReceived = received;
        bytesSent = sent;
        return this;
    }

    /** Is in this state from now on. */
    public void enter(ConnectionState next) {
        state = next;
    }

    @Override
    public long id() {
        return id;
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
        return since;
    }

    @Override
    public Optional<String> account() {
        return account;
    }

    @Override
    public long bytesReceived() {
        return bytesReceived;
    }

    @Override
    public long bytesSent() {
        return bytesSent;
    }

    @Override
    public void close(String reason) {
        enter(ConnectionState.CLOSED);
    }

    @Override
    public String toString() {
        return "connection " + id + " from " + remoteAddress;
    }
}
