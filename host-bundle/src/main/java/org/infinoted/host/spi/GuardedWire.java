// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.connection.RemoteEndpoint;
import org.infinoted.host.stream.Wire;

/** A plugin's end of a connection. Sending and closing are calls on threads for plugins. Thread-safe. */
final class GuardedWire implements Wire {
    /** One send and, if that does not return, one close; nothing waits. */
    static final CallLimits LIMITS = new CallLimits(2, 0);

    private final GuardedService<RemoteEndpoint> end;
    private final TransportLimits limits;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);

    GuardedWire(GuardedService<RemoteEndpoint> end, TransportLimits limits) {
        this.end = end;
        this.limits = limits;
    }

    @Override
    public CompletionStage<Void> send(ByteBuffer bytes) {
        sending = end.tell("send", limits.send(), target -> target.send(bytes));
        return sending;
    }

    @Override
    public void close() {
        sending.cancel(true); // a late result is of no use
        end.interrupt();
        end.tell("close", limits.call(), RemoteEndpoint::close).whenComplete((done, failure) -> cut());
    }

    /** Makes no more calls. */
    void cut() {
        end.close();
        closed.complete(null);
    }

    /** Completes when no more calls are made. */
    CompletionStage<Void> closed() {
        return closed;
    }
}
