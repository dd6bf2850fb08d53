// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.connection.ConnectionInput;

/** A connection over a {@link Wire}, as its transport sees it. Methods may be called from any thread. */
public final class AcceptedWire implements ConnectionInput {
    private final Loops loops;
    private final EventLoop loop;
    private final WireChannel channel;
    private final SocketHandler handler;

    AcceptedWire(Loops loops, EventLoop loop, WireChannel channel, SocketHandler handler) {
        this.loops = loops;
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
    }

    @Override
    public boolean received(ByteBuffer bytes) throws InterruptedException {
        if (loops.inLoop()) {
            throw new IllegalStateException("This may wait, and must not be called on a thread that serves clients");
        }
        return channel.received(bytes);
    }

    @Override
    public void closed() {
        channel.ended();
    }

    /** Closes the connection in an orderly way: what was sent before is delivered if the client reads it soon. */
    public void end(String reason) {
        loop.execute(() -> handler.close(reason));
    }

    /** Completes when the connection is over. */
    public CompletionStage<Void> over() {
        var over = new CompletableFuture<Void>();
        channel.closeFuture().addListener(closed -> over.complete(null));
        return over;
    }
}
