// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** Connections that never log in. Those that the server has ended are replaced. */
final class SilentSockets {

    private static final int PER_SECOND = 2000;

    private final Attackers attackers;
    private final int count;
    private final Deque<SocketChannel> open = new ArrayDeque<>();
    private final ByteBuffer dropped = ByteBuffer.allocate(4096);

    SilentSockets(Attackers attackers, int count) {
        this.attackers = attackers;
        this.count = count;
    }

    void run(long end) throws InterruptedException {
        Pace pace = new Pace(PER_SECOND, System.nanoTime(), end);
        while (pace.await() >= 0) {
            if (open.size() < count) {
                connect();
            } else {
                look();
            }
            pace.skip();
        }
        open.forEach(SilentSockets::close);
    }

    private void connect() {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.bind(new InetSocketAddress(attackers.from(), 0));
            channel.connect(new InetSocketAddress(
                    attackers.target().host(), attackers.target().port()));
            channel.configureBlocking(false);
            open.add(channel);
            attackers.connected().incrementAndGet();
        } catch (IOException e) {
            // refused
        }
    }

    /** Lets go of the one that was looked at the longest ago, if the server has ended it. */
    private void look() {
        SocketChannel channel = open.remove();
        try {
            dropped.clear();
            if (channel.read(dropped) >= 0) {
                open.add(channel);
                return;
            }
        } catch (IOException e) {
            // ended in another way
        }
        close(channel);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is as good as closed
        }
    }
}
