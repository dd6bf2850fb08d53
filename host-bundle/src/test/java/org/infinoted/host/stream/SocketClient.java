// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client on a real socket. It waits for what it expects, at most some seconds. */
final class SocketClient implements AutoCloseable {
    static final String HEADER = "<stream:stream version=\"1.0\" xmlns=\"jabber:client\""
            + " xmlns:stream=\"http://etherx.jabber.org/streams\" to=\"127.0.0.1\">";
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    SocketClient(InetSocketAddress server) throws IOException {
        this(server, 0);
    }

    /** @param receiveBuffer how much the system may take for a client that does not read; 0 for as it likes */
    SocketClient(InetSocketAddress server, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server, PATIENCE_MILLIS);
    }

    /** Logs in; returns all that came up to the features of the second stream. */
    String logIn() throws IOException {
        say(HEADER);
        String heard = hear("</stream:features>");
        say("<auth xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\" mechanism=\"ANONYMOUS\"/>");
        heard += hear("<challenge xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>");
        say("<response xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">dXNlcg==</response>");
        heard += hear("<success xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>");
        say(HEADER);
        return heard + hear("<stream:features/>");
    }

    void say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What comes, up to this; all that comes if the server closes before. */
    String hear(String last) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] end = last.getBytes(StandardCharsets.UTF_8);
        int b = socket.getInputStream().read();
        while (b >= 0) {
            heard.write(b);
            if (b == end[end.length - 1]
                    && heard.toString(StandardCharsets.UTF_8).endsWith(last)) {
                break;
            }
            b = socket.getInputStream().read();
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    /** Whether the server answers a header. */
    boolean hears() {
        try {
            say(HEADER);
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What comes until the server closes. */
    String hearAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Takes this many bytes. */
    int take(int bytes) throws IOException {
        return socket.getInputStream().readNBytes(bytes).length;
    }

    /** Ends its output. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Disconnects before the test is over. */
    void disconnect() throws IOException {
        close();
    }

    /** Resets the connection. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
