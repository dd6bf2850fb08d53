// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.infinoted.host.loop.Faults;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("transports")
@Tag("unit")
class StreamServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String END = "</stream:stream>";
    private static final StreamLimits LIMITS = new StreamLimits(
            StreamLimits.DEFAULT.beforeLogin(),
            StreamLimits.DEFAULT.afterLogin(),
            PATIENCE,
            PATIENCE,
            Duration.ofSeconds(2),
            1 << 20,
            300,
            250,
            3);

    @Parameter
    SocketTransport transport;

    private Loops loops;
    private StreamServer server;
    private InetSocketAddress address;
    private final Members members = new Members();

    static Stream<SocketTransport> transports() {
        return Stream.of(SocketTransport.NIO, SocketTransport.best()).distinct();
    }

    @AfterEach
    void everyConnectionThatWasAcceptedIsClosedOnceAndNothingLeaks() throws Exception {
        server.stopListening();
        server.closeAll("the test is over", Duration.ofMillis(1));
        loops.close();
        assertEquals(members.acceptedCount(), members.closedCount());
        assertEquals(Set.copyOf(members.accepted), Set.copyOf(members.closed));
        assertEquals(List.of(), RecordingLeakDetector.collect());
        RecordingLeakDetector.stop();
    }

    @Test
    void aClientLogsInAndIsServed() throws Exception {
        start(LIMITS);
        try (SocketClient client = new SocketClient(address)) {
            String header = "<stream:stream xmlns:stream=\"http://etherx.jabber.org/streams\" xmlns=\"jabber:client\""
                    + " version=\"1.0\" from=\"srv.example\">";
            assertEquals(
                    header
                            + "<stream:features><mechanisms xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">"
                            + "<mechanism>ANONYMOUS</mechanism></mechanisms></stream:features>"
                            + "<challenge xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>"
                            + "<success xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>"
                            + header
                            + "<stream:features/>",
                    client.logIn());
            assertEquals("<welcome/>", client.hear("<welcome/>"));
            client.say("<echo a='\uD83D\uDE00'>\u00E4</echo>");
            assertEquals("<echo a=\"&#x1F600;\">\u00E4</echo>", client.hear("</echo>"));
            client.say(END);
            assertEquals(END, client.hearAll());
        }
    }

    @Test
    void aConnectionKnowsItsEndsAndItsTime() throws Exception {
        start(LIMITS);
        try (SocketClient client = new SocketClient(address)) {
            client.logIn();
            Link link = members.opened.poll(20, TimeUnit.SECONDS);
            assertEquals("127.0.0.1:" + client.address().getPort(), link.remoteAddress());
            assertEquals("127.0.0.1:" + address.getPort(), link.localAddress());
            assertEquals(Instant.ofEpochSecond(7), link.since());
            assertEquals(1, link.id());
        }
    }

    @Test
    void aPortInUseIsABindExceptionThatNamesIt() throws Exception {
        start(LIMITS);
        BindException refused = assertThrows(BindException.class, () -> server.listen("127.0.0.1", address.getPort()));
        assertTrue(refused.getMessage().startsWith("Cannot listen on 127.0.0.1 port " + address.getPort() + ": "));
    }

    @Test
    void anAddressThatDoesNotExistIsNamed() throws Exception {
        start(LIMITS);
        UnknownHostException unknown =
                assertThrows(UnknownHostException.class, () -> server.listen("no.such.host.invalid", 0));
        assertEquals("There is no address no.such.host.invalid to listen on", unknown.getMessage());
    }

    @Test
    void theServerListensOnAllAddressesIfNoneIsGiven() throws Exception {
        start(LIMITS);
        InetSocketAddress everywhere = server.listen("", 0);
        assertTrue(everywhere.getAddress().isAnyLocalAddress());
        try (SocketClient client =
                new SocketClient(new InetSocketAddress(address.getAddress(), everywhere.getPort()))) {
            client.logIn();
            assertEquals(
                    "127.0.0.1:" + client.address().getPort(),
                    members.opened.take().remoteAddress());
        }
    }

    @Test
    void whenItListensNoMoreConnectionsGoOn() throws Exception {
        start(LIMITS);
        try (SocketClient client = new SocketClient(address)) {
            client.logIn();
            server.stopListening();
            assertThrows(SocketException.class, () -> {
                for (int i = 0; i < 1000; i++) { // the system may take a moment
                    new SocketClient(address).close();
                }
            });
            client.say("<echo/>");
            assertEquals("<welcome/><echo/>", client.hear("<echo/>"));
        }
    }

    @Test
    void whoConnectsWhileAcceptingIsPausedWaitsAndIsServedAfterwards() throws Exception {
        start(LIMITS);
        try (SocketClient before = new SocketClient(address)) {
            before.logIn();
            members.awaitAccepted(1);
            server.pauseAccepting();
            loopsHaveTurned();
            try (SocketClient waiting = new SocketClient(address)) {
                loopsHaveTurned();
                before.say("<echo/>");
                assertEquals("<welcome/><echo/>", before.hear("<echo/>"));
                assertEquals(1, members.acceptedCount());
                server.resumeAccepting();
                waiting.logIn();
                assertEquals(2, members.acceptedCount());
            }
        }
    }

    /** Waits until the loops have done what was queued when this was called. */
    private void loopsHaveTurned() throws InterruptedException {
        for (int turn = 0; turn < 2; turn++) {
            for (EventExecutor loop : loops.group()) {
                loop.submit(() -> {}).sync();
            }
        }
    }

    @Test
    void allConnectionsAreEndedInOrder() throws Exception {
        start(LIMITS);
        try (SocketClient ready = new SocketClient(address);
                SocketClient greeted = new SocketClient(address);
                SocketClient silent = new SocketClient(address)) {
            ready.logIn();
            greeted.say(SocketClient.HEADER);
            greeted.hear("</stream:features>");
            members.awaitAccepted(3);
            Thread closing = new Thread(() -> server.closeAll("stop", PATIENCE));
            closing.start();
            assertEquals("<welcome/>" + END, ready.hearAll());
            assertEquals(END, greeted.hearAll());
            assertEquals("", silent.hearAll());
            ready.disconnect();
            greeted.disconnect();
            closing.join();
        }
    }

    @Test
    void aClientThatSaysNothingMoreIsClosedInSilence() throws Exception {
        start(LIMITS);
        try (SocketClient client = new SocketClient(address)) {
            client.logIn();
            client.hear("<welcome/>");
            client.shutdownOutput();
            assertEquals("", client.hearAll());
        }
    }

    @Test
    void clientsThatComeAndGoLeaveNothingBehind() throws Exception {
        start(LIMITS);
        String login = SocketClient.HEADER + "<auth mechanism='ANONYMOUS'/><response>dXNlcg==</response>";
        for (int i = 0; i < 200; i++) {
            SocketClient client = new SocketClient(address);
            switch (i % 5) {
                case 0 -> client.close();
                case 1 -> client.reset();
                case 2 -> {
                    client.say(login.substring(0, i % login.length()));
                    client.close();
                }
                case 3 -> {
                    client.say(login);
                    client.reset();
                }
                default -> {
                    client.logIn();
                    client.say("<echo>" + "x".repeat(10_000));
                    client.reset();
                }
            }
        }
        try (SocketClient client = new SocketClient(address)) {
            client.logIn();
        }
    }

    @Test
    void aClientThatNeverReadsIsDroppedAloneAndItsMemoryIsFreed() throws Exception {
        start(LIMITS);
        try (SocketClient deaf = new SocketClient(address, 4096);
                SocketClient honest = new SocketClient(address)) {
            deaf.logIn();
            honest.logIn();
            honest.hear("<welcome/>");
            ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer().writeZero(60_000);
            Frame frame = new Frame(bytes);
            int sent = 0;
            while (members.closedCount() == 0) {
                members.broadcast(frame);
                assertEquals(60_000, honest.take(60_000));
                sent++;
                assertTrue(sent < 10_000, "The client that does not read was not dropped");
            }
            deaf.disconnect();
            assertEquals(1, members.closedCount());
            members.awaitOnLoops();
            assertEquals(1, bytes.refCnt());
            frame.release();
        }
    }

    @Test
    void whatTheServerSaysLastArrivesThoughTheClientIsStillSending() throws Exception {
        start(LIMITS);
        try (SocketClient client = new SocketClient(address)) {
            client.say(SocketClient.HEADER);
            client.hear("</stream:features>");
            client.say("<a>" + "x".repeat(1_000_000));
            assertEquals(
                    "<stream:error><policy-violation xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/></stream:error>"
                            + END,
                    client.hearAll());
        }
    }

    @Test
    void aClientThatGoesOnSendingAfterItsEndIsClosed() throws Exception {
        start(new StreamLimits(
                LIMITS.beforeLogin(), LIMITS.afterLogin(), PATIENCE, PATIENCE, PATIENCE, 1 << 20, 300, 250, 3));
        try (SocketClient client = new SocketClient(address)) {
            client.logIn();
            members.opened.take().fail("policy-violation", "the test wants it");
            client.hear(END);
            String piece = "x".repeat(1 << 20);
            assertThrows(SocketException.class, () -> {
                for (int i = 0; i < 200; i++) {
                    client.say(piece);
                }
            });
        }
    }

    @Test
    void tooManyConnectionsFromOneAddressAreRefusedUntilOneLeaves() throws Exception {
        start(new StreamLimits(
                LIMITS.beforeLogin(), LIMITS.afterLogin(), PATIENCE, PATIENCE, PATIENCE, 1 << 20, 300, 2, 3));
        try (SocketClient first = new SocketClient(address);
                SocketClient second = new SocketClient(address)) {
            first.logIn();
            second.logIn();
            try (SocketClient third = new SocketClient(address)) {
                third.say(SocketClient.HEADER);
                assertTrue(third.hearAll()
                        .endsWith("<stream:error><resource-constraint xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>"
                                + "</stream:error>" + END));
            }
            assertEquals(2, members.acceptedCount());
            first.say(END);
            first.hearAll();
        }
        members.awaitClosed(2);
        members.awaitOnLoops();
        try (SocketClient fourth = new SocketClient(address)) {
            fourth.logIn();
        }
    }

    @Test
    void aConnectionIsClosedFromAnyThread() throws Exception {
        start(LIMITS);
        try (SocketClient client = new SocketClient(address)) {
            client.logIn();
            Link link = members.opened.take();
            assertFalse(link.loop().inLoop());
            assertThrows(IllegalStateException.class, () -> link.write(new Frame(Unpooled.EMPTY_BUFFER)));
            link.close("enough");
            assertEquals("<welcome/>" + END, client.hearAll());
        }
    }

    @Test
    void aClientThatSendsFasterThanItIsReadWaits() throws Exception {
        start(LIMITS);
        try (SocketClient client = new SocketClient(address)) {
            client.logIn();
            client.hear("<welcome/>");
            Link link = members.opened.take();
            CountDownLatch paused = new CountDownLatch(1);
            link.loop().execute(() -> {
                link.pauseReading(true);
                paused.countDown();
            });
            paused.await();
            client.say("<echo/>");
            List<String> order = new ArrayList<>();
            link.loop().execute(() -> {
                members.received.clear();
                order.add("resumed");
                link.pauseReading(false);
            });
            assertEquals("<echo/>", client.hear("<echo/>"));
            assertEquals(List.of("resumed"), order);
            assertEquals(List.of("echo"), List.copyOf(members.received));
        }
    }

    private void start(StreamLimits limits) throws IOException {
        RecordingLeakDetector.start();
        loops = new Loops(2, transport, Faults.IGNORED);
        server = new StreamServer(
                loops,
                "srv.example",
                new AnonymousMechanism(LoginPolicy.EVERYBODY),
                limits,
                MemoryBudget.unlimited(),
                () -> Instant.ofEpochSecond(7),
                members::accepted);
        address = server.listen("127.0.0.1", 0);
    }

    /** The layer above: welcomes everybody, and sends back what it is sent. */
    private static final class Members {
        private final List<Link> accepted = new ArrayList<>();
        private final BlockingQueue<Link> opened = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final List<Link> closed = new ArrayList<>();
        private final Set<Loop> loops = ConcurrentHashMap.newKeySet();

        synchronized LinkHandler accepted(Link link) {
            assertTrue(link.loop().inLoop());
            loops.add(link.loop());
            accepted.add(link);
            notifyAll();
            return new LinkHandler() {
                @Override
                public void opened() {
                    send(link, Element.empty("welcome"));
                    opened.add(link);
                }

                @Override
                public void received(Element element) {
                    received.add(element.name());
                    send(link, element);
                }

                @Override
                public void closed() {
                    Members.this.closed(link);
                }
            };
        }

        private synchronized void closed(Link link) {
            closed.add(link);
            notifyAll();
        }

        synchronized int acceptedCount() {
            return accepted.size();
        }

        synchronized int closedCount() {
            return closed.size();
        }

        synchronized void awaitAccepted(int count) throws InterruptedException {
            while (accepted.size() < count) {
                wait();
            }
        }

        synchronized void awaitClosed(int count) throws InterruptedException {
            while (closed.size() < count) {
                wait();
            }
        }

        /** One task for each connection, as the layer above does it for each loop. */
        void broadcast(Frame frame) throws InterruptedException {
            for (Link link : snapshot()) {
                frame.retain();
                link.loop().execute(() -> {
                    link.write(frame);
                    frame.release();
                });
            }
            awaitOnLoops();
        }

        private synchronized List<Link> snapshot() {
            return List.copyOf(accepted);
        }

        /** Waits until the loops have done what they had to do. */
        void awaitOnLoops() throws InterruptedException {
            for (int round = 0; round < 3; round++) { // tasks give tasks
                CountDownLatch done = new CountDownLatch(loops.size());
                loops.forEach(loop -> loop.execute(done::countDown));
                done.await();
            }
        }

        private static void send(Link link, Element element) {
            Frame frame = XmlEncoder.frame(element);
            link.write(frame);
            frame.release();
        }
    }
}
