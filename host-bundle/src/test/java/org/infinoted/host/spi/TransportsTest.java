// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.infinoted.connection.ConnectionInput;
import org.infinoted.connection.RemoteEndpoint;
import org.infinoted.connection.Transport;
import org.infinoted.connection.TransportContext;
import org.infinoted.host.loop.Faults;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.stream.AnonymousMechanism;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.LinkHandler;
import org.infinoted.host.stream.LoginPolicy;
import org.infinoted.host.stream.Loops;
import org.infinoted.host.stream.StreamLimits;
import org.infinoted.host.stream.StreamServer;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

@Tag("unit")
class TransportsTest {
    private static final long PATIENCE_SECONDS = 20;
    private static final TransportLimits LIMITS =
            new TransportLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMillis(500));
    private static final String HEADER = "<stream:stream>";

    private final SpiFixture fixture = new SpiFixture();
    private final Loops loops = new Loops(1, org.infinoted.host.stream.SocketTransport.NIO, Faults.IGNORED);
    private final BlockingQueue<Link> closed = new LinkedBlockingQueue<>();
    private final StreamServer server = new StreamServer(
            loops,
            "srv.example",
            new AnonymousMechanism(LoginPolicy.EVERYBODY),
            StreamLimits.DEFAULT,
            MemoryBudget.unlimited(),
            () -> Instant.EPOCH,
            this::accepted);
    private final Transports transports = new Transports(fixture.runtime, server::accept, LIMITS);
    private final ServiceReference<Transport> reference = SpiFixture.reference(1, Map.of());
    private final FakeTransport transport = new FakeTransport();

    @AfterEach
    void end() {
        fixture.close();
        loops.close();
    }

    private LinkHandler accepted(Link link) {
        return new LinkHandler() {
            @Override
            public void opened() {}

            @Override
            public void received(Element element) {}

            @Override
            public void closed() {
                closed.add(link);
            }
        };
    }

    /** Says what it is asked to do. */
    private static final class FakeTransport implements Transport {
        private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        private volatile TransportContext host;

        @Override
        public void open(TransportContext newHost) {
            host = newHost;
            calls.add("open");
        }

        @Override
        public void close() {
            calls.add("close");
        }

        String call() throws InterruptedException {
            return calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Says what it is told. */
    private static class FakeEnd implements RemoteEndpoint {
        final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

        @Override
        public void send(ByteBuffer bytes) throws IOException {
            String text = StandardCharsets.UTF_8.decode(bytes).toString();
            calls.add(text.replaceAll("<(/?stream:\\w+).*", "$1"));
        }

        @Override
        public void close() {
            calls.add("close");
        }

        String call() throws InterruptedException {
            return calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTransportIsOpenWhileClientsAreLetIn() throws Exception {
        transports.add(reference, transport);
        transports.open();
        assertEquals("open", transport.call());
        transports.close();
        assertEquals("close", transport.call());
        transports.open();
        assertEquals("open", transport.call());
        transports.remove(reference);
        assertEquals("close", transport.call());
        assertEquals(0, transport.calls.size());
    }

    @Test
    void aTransportThatComesWhileClientsAreLetInIsOpenedAtOnce() throws Exception {
        transports.open();
        transports.add(reference, transport);
        assertEquals("open", transport.call());
    }

    @Test
    void aTransportThatComesWhileNobodyIsLetInIsNotOpened() {
        transports.add(reference, transport);
        transports.remove(reference);
        assertEquals(0, transport.calls.size());
    }

    @Test
    void itsConnectionsGoOnWhenTheDoorsCloseButItBringsNoMore() throws Exception {
        transports.add(reference, transport);
        transports.open();
        transport.call();
        TransportContext host = transport.host;
        var end = new FakeEnd();
        ConnectionInput input = host.accept("a:1", "b", end);
        transports.close();

        assertTrue(input.received(bytes(HEADER)));
        assertEquals("stream:stream", end.call());
        IOException refused = assertThrows(IOException.class, () -> host.accept("a:2", "b", end));
        assertEquals("The transport has been closed: no connection is taken", refused.getMessage());
    }

    @Test
    void itsConnectionsEndInOrderWhenItGoes() throws Exception {
        transports.add(reference, transport);
        transports.open();
        transport.call();
        var end = new FakeEnd();
        ConnectionInput input = transport.host.accept("a:1", "b", end);
        input.received(bytes(HEADER));
        assertEquals("stream:stream", end.call());

        transports.remove(reference);

        assertEquals("/stream:stream", end.call());
        assertEquals("close", end.call());
        assertEquals("a:1", closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS).remoteAddress());
        assertFalse(input.received(bytes("<more/>")));
    }

    @Test
    void aConnectionWhoseEndNeverReturnsIsInterruptedAndHoldsUpNobodyForLong() throws Exception {
        transports.add(reference, transport);
        transports.open();
        transport.call();
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var stuck = new FakeEnd() {
            @Override
            public void send(ByteBuffer bytes) throws IOException {
                begun.countDown();
                try {
                    SpiFixture.await(new CountDownLatch(1));
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
        };
        transport.host.accept("a:1", "b", stuck).received(bytes(HEADER));
        SpiFixture.await(begun);
        var good = new FakeEnd();
        transport.host.accept("a:2", "b", good).received(bytes(HEADER));
        assertEquals("stream:stream", good.call());

        transports.remove(reference); // returns, which is the point

        SpiFixture.await(interrupted);
        assertEquals("a:1", awaitClosed("a:1"));
    }

    private String awaitClosed(String address) throws InterruptedException {
        Link link = closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (link != null && !link.remoteAddress().equals(address)) {
            link = closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return link == null ? "none" : link.remoteAddress();
    }

    @Test
    void aTransportThatCannotBeOpenedIsLoggedAndClosedLater() throws Exception {
        var opened = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        transports.add(reference, new Transport() {
            @Override
            public void open(TransportContext host) throws IOException {
                opened.countDown();
                throw new IOException("port in use");
            }

            @Override
            public void close() {
                closing.countDown();
            }
        });
        transports.open();
        SpiFixture.await(opened);
        transports.close();
        SpiFixture.await(closing);
        assertTrue(fixture.log.hasPart("The transport of \"org.example/1.0.0\" failed in open"));
    }

    @Test
    void addressesThatCouldSpoilALogAreRefused() throws Exception {
        transports.add(reference, transport);
        transports.open();
        transport.call();
        var end = new FakeEnd();
        assertThrows(IllegalArgumentException.class, () -> transport.host.accept("a\nb", "b", end));
        assertThrows(IllegalArgumentException.class, () -> transport.host.accept("a:1", "", end));
        assertThrows(IllegalArgumentException.class, () -> transport.host.accept("a".repeat(257), "b", end));
    }
}
