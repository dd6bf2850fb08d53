// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to the server, logged in without TLS and without a password. A thread of its own reads it. */
final class Connection implements Closeable {

    interface Receiver {

        void received(String group, Element message);

        /** The server has closed the connection, or it broke. */
        void disconnected(String reason);
    }

    private static final int CONNECT_MILLIS = 10_000;
    private static final String HEADER = "<stream:stream version=\"1.0\" xmlns=\"jabber:client\""
            + " xmlns:stream=\"http://etherx.jabber.org/streams\" to=\"127.0.0.1\">";
    private static final String SASL = " xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"";

    /** So that little fits between the server and a client that does not read. */
    private static final int SMALL_BUFFER = 4096;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final ElementReader in;
    private final int sequenceId;
    private volatile boolean closing;

    Connection(String host, int port) throws IOException {
        this(host, port, null, false);
    }

    /** from: the address of this side; null for any. smallBuffer: for a client that will not read. */
    Connection(String host, int port, InetAddress from, boolean smallBuffer) throws IOException {
        if (from != null) {
            socket.bind(new InetSocketAddress(from, 0));
        }
        if (smallBuffer) {
            socket.setReceiveBufferSize(SMALL_BUFFER);
        }
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new ElementReader(socket.getInputStream());
        try {
            sequenceId = logIn();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private int logIn() throws IOException {
        write(HEADER);
        expect("stream:features");
        write("<auth" + SASL + " mechanism=\"ANONYMOUS\"/>");
        expect("challenge");
        write("<response" + SASL + ">bGFnZ2FyZHM=</response>");
        expect("success");
        write(HEADER);
        expect("stream:features");
        Element welcome = expect("group").children().get(0);
        return welcome.number("sequence-id", -1);
    }

    private Element expect(String name) throws IOException {
        Element element = in.next();
        if (element == null || !element.is(name)) {
            throw new IOException("log-in: " + name + " expected, but the server sent " + element);
        }
        return element;
    }

    /** Reads the next element, before anything is started; null at the end. */
    Element next() throws IOException {
        return in.next();
    }

    /** Sends bytes of any kind. */
    void sendRaw(byte[] bytes) throws IOException {
        synchronized (this) {
            out.write(bytes);
        }
    }

    /** Begins to read and to drop all that comes. */
    void startDiscarding() {
        Thread reader = new Thread(this::discard, "discarder");
        reader.setDaemon(true);
        reader.start();
    }

    private void discard() {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the next message that is sent shows it
        }
    }

    /** Begins to read. */
    void start(Receiver receiver) {
        Thread reader = new Thread(() -> read(receiver), "reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Receiver receiver) {
        String reason = "the server closed the connection";
        try {
            for (Element element = in.next(); element != null; element = in.next()) {
                if (element.is("stream:error")) {
                    reason = element.children().isEmpty()
                            ? "stream:error"
                            : element.children().get(0).name();
                }
                String group = element.attribute("name");
                if (group != null) {
                    for (Element message : element.children()) {
                        receiver.received(group, message);
                    }
                }
            }
        } catch (IOException e) {
            reason = e.toString();
        }
        if (!closing) {
            receiver.disconnected(reason);
        }
    }

    /** Tells the sequence numbers of answers to this connection from those of others. */
    int sequenceId() {
        return sequenceId;
    }

    void send(String group, String message) throws IOException {
        write("<group publisher=\"you\" name=\"" + group + "\">" + message + "</group>");
    }

    private synchronized void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        closing = true;
        socket.close();
    }
}
