// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.infinoted.connection.ConnectionInput;
import org.infinoted.connection.RemoteEndpoint;
import org.infinoted.connection.Transport;
import org.infinoted.connection.TransportContext;
import org.osgi.framework.FrameworkUtil;

/** Brings connections from a port of its own, with blocking sockets and a thread for each. */
public final class LineTransport implements Transport {
    /** Header: the port. */
    public static final String PORT = "Test-Port";

    private ServerSocket socket;

    /** One client. */
    static final class Line implements RemoteEndpoint {
        private final Socket client;

        Line(Socket client) {
            this.client = client;
        }

        @Override
        public void send(ByteBuffer bytes) throws IOException {
            client.getOutputStream().write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }

        @Override
        public void close() throws IOException {
            client.close();
        }

        void bringTo(ConnectionInput input) {
            byte[] bytes = new byte[100_000];
            try {
                int count = client.getInputStream().read(bytes);
                while (count >= 0 && input.received(ByteBuffer.wrap(bytes, 0, count))) {
                    count = client.getInputStream().read(bytes);
                }
            } catch (IOException | InterruptedException e) {
                System.getLogger("line").log(Level.DEBUG, "A line broke", e);
            }
            input.closed();
        }
    }

    @Override
    public void open(TransportContext host) throws IOException {
        ServerSocket opened = new ServerSocket(port(), 10, InetAddress.getLoopbackAddress());
        socket = opened;
        new Thread(() -> accept(opened, host)).start();
    }

    private static int port() {
        return Integer.parseInt(
                FrameworkUtil.getBundle(LineTransport.class).getHeaders().get(PORT));
    }

    private static void accept(ServerSocket opened, TransportContext host) {
        try {
            while (true) {
                bring(opened.accept(), host);
            }
        } catch (IOException e) {
            System.getLogger("line").log(Level.DEBUG, "The port is closed", e);
        }
    }

    private static void bring(Socket client, TransportContext host) throws IOException {
        try {
            Line line = new Line(client);
            ConnectionInput input = host.accept("line:" + client.getPort(), "line:" + client.getLocalPort(), line);
            new Thread(() -> line.bringTo(input)).start();
        } catch (IOException e) {
            client.close(); // the server did not accept it
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
