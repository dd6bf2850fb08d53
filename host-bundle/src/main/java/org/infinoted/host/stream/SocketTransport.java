// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;

/** Netty's transports: how the server waits for sockets. */
public enum SocketTransport {
    /** Linux's {@code epoll}. */
    EPOLL {
        @Override
        IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        void configure(ServerBootstrap bootstrap, int keepAliveIdleSeconds, int keepAliveIntervalSeconds) {
            bootstrap
                    .channel(EpollServerSocketChannel.class)
                    .childOption(EpollChannelOption.TCP_KEEPIDLE, keepAliveIdleSeconds)
                    .childOption(EpollChannelOption.TCP_KEEPINTVL, keepAliveIntervalSeconds);
        }
    },

    /** Java's NIO, which works everywhere. */
    NIO {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        void configure(ServerBootstrap bootstrap, int keepAliveIdleSeconds, int keepAliveIntervalSeconds)
                throws IOException {
            bootstrap.channel(NioServerSocketChannel.class);
            try (SocketChannel any = SocketChannel.open()) {
                // by name, because the constants are in a package that a framework need not offer
                for (SocketOption<?> option : any.supportedOptions()) {
                    if (option.name().equals("TCP_KEEPIDLE")) {
                        bootstrap.childOption(number(option), keepAliveIdleSeconds);
                    } else if (option.name().equals("TCP_KEEPINTERVAL")) {
                        bootstrap.childOption(number(option), keepAliveIntervalSeconds);
                    }
                }
            }
        }

        @SuppressWarnings("unchecked")
        private ChannelOption<Integer> number(SocketOption<?> option) {
            return NioChannelOption.of((SocketOption<Integer>) option);
        }
    };

    /** The best that this machine offers. */
    public static SocketTransport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory ioHandlers();

    /** Sets what depends on the transport. */
    abstract void configure(ServerBootstrap bootstrap, int keepAliveIdleSeconds, int keepAliveIntervalSeconds)
            throws IOException;
}
