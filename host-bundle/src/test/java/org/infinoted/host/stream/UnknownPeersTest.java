// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.infinoted.host.loop.Faults;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What scanners, other protocols and those who only knock do to the listening port: nothing. */
@Tag("random")
class UnknownPeersTest {
    /** What a cycle may leave in the heap, in bytes; a connection that stayed would take kilobytes. */
    private static final int LEFT_BY_A_CYCLE = 100;

    private static final List<byte[]> PROBES = List.of(
            ascii(""),
            ascii("\r\n\r\n"),
            ascii("GET / HTTP/1.0\r\n\r\n"),
            ascii("OPTIONS sip:nm SIP/2.0\r\nVia: SIP/2.0/TCP nm\r\n\r\n"),
            ascii("SSH-2.0-scan\r\n"),
            ascii("EHLO scan\r\n"),
            ascii("HELP\r\n"),
            // a TLS record with a hello of version 1.0 that is cut off, one of no length, an alert, and an old SSL 2
            // hello
            bytes(0x16, 3, 1, 0, 0x53, 1, 0, 0, 0x4F, 3, 3, 0x3F, 0x47),
            bytes(0x16, 3, 1, 0, 0),
            bytes(0x15, 3, 1, 0, 2, 2, 40),
            bytes(0x80, 0x2E, 1, 0, 2, 0, 0x15, 0, 0, 0, 0x10),
            // remote desktop, a name server, a message block, a printer, nothing but zeros and ones
            bytes(3, 0, 0, 0x0B, 6, 0xE0, 0, 0, 0, 0, 0),
            bytes(0, 0x1E, 0, 6, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7),
            bytes(0, 0, 0, 0xA4, 0xFF, 0x53, 0x4D, 0x42, 0x72),
            bytes(0xFF, 0xFE, '<', 0, 's', 0, 't', 0),
            bytes(0, 0, 0, 0, 0, 0, 0, 0),
            bytes(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF),
            ascii("<?xml version='1.0' encoding='UTF-16'?>"),
            ascii("<stream:stream"),
            ascii("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));

    private Loops loops;
    private StreamServer server;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws IOException {
        loops = new Loops(1, SocketTransport.best(), Faults.IGNORED);
        server = new StreamServer(
                loops,
                "srv.example",
                new AnonymousMechanism(LoginPolicy.EVERYBODY),
                StreamLimits.DEFAULT,
                new MemoryBudget(1 << 26),
                () -> Instant.EPOCH,
                link -> RefusedLinkHandler.INSTANCE);
        address = server.listen("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.stopListening();
        loops.close();
    }

    @Test
    void probesOfScannersEndThemselvesAlone() throws IOException {
        try (SocketClient honest = new SocketClient(address)) {
            honest.logIn();
            for (byte[] probe : PROBES) {
                send(probe);
            }
            theServerStillServes(honest);
        }
    }

    @Test
    void theFirst64BytesMayBeAnything() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (SocketClient honest = new SocketClient(address)) {
            honest.logIn();
            for (int i = 0; i < RandomRuns.count(200, 20_000); i++) {
                byte[] start = new byte[random.nextInt(65)];
                random.nextBytes(start);
                if (random.nextBoolean()) {
                    // what begins well comes further
                    byte[] header = SocketClient.HEADER.getBytes(StandardCharsets.UTF_8);
                    System.arraycopy(header, 0, start, 0, random.nextInt(start.length + 1));
                }
                send(start);
            }
            theServerStillServes(honest);
        } catch (IOException | AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    @Test
    void noCompressionIsOffered() throws IOException {
        try (SocketClient client = new SocketClient(address)) {
            String features = client.logIn();
            assertFalse(features.contains("compress"), features);
            client.say("<compress xmlns='http://jabber.org/protocol/compress'><method>zlib</method></compress>");
            client.say("</stream:stream>");
            assertEquals("</stream:stream>", client.hearAll());
        }
    }

    @Test
    void thoseWhoOnlyKnockLeaveNothingInTheHeap() throws IOException {
        int cycles = RandomRuns.count(2_000, 100_000);
        knock(1_000); // until all that is made once is there
        long before = heap();
        knock(cycles);
        long after = heap();
        assertTrue(
                after - before < (long) LEFT_BY_A_CYCLE * cycles + (1 << 20),
                () -> cycles + " connections have left " + (after - before) + " bytes");
    }

    private void knock(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            SocketClient client = new SocketClient(address);
            if (i % 2 == 0) {
                client.say(SocketClient.HEADER.substring(0, i % SocketClient.HEADER.length()));
            }
            client.reset();
        }
        try (SocketClient client = new SocketClient(address)) {
            client.logIn(); // so all before it have been accepted
        }
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** Sends this, and waits until the server has ended the connection or has nothing more to say to it. */
    private void send(byte[] start) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(start);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            // reset: it had sent more than the server wanted to read
        }
    }

    private void theServerStillServes(SocketClient honest) throws IOException {
        honest.say("</stream:stream>");
        assertEquals("</stream:stream>", honest.hearAll());
        try (SocketClient next = new SocketClient(address)) {
            next.logIn();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
