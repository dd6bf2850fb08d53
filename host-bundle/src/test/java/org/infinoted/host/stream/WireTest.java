// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.connection.ConnectionState;
import org.infinoted.host.loop.Faults;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.rate.RateLimit;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections over something other than a socket. */
@Tag("unit")
class WireTest {
    private static final long PATIENCE_SECONDS = 20;
    private static final String LOGIN =
            "<stream:stream><auth mechanism='ANONYMOUS'/><response>dXNlcg==</response><stream:stream>";
    private static final Duration STALL = Duration.ofMillis(400);

    private final Loops loops = new Loops(1, SocketTransport.NIO, Faults.IGNORED);
    private final BlockingQueue<Link> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final StreamServer server = server(10);

    @AfterEach
    void end() {
        loops.close();
    }

    private StreamServer server(int connectionsPerAddress) {
        return server(connectionsPerAddress, StreamLimits.DEFAULT.login(), InputLimits.DEFAULT);
    }

    private StreamServer server(int connectionsPerAddress, Duration login, InputLimits input) {
        StreamLimits usual = StreamLimits.DEFAULT;
        return new StreamServer(
                loops,
                "srv.example",
                new AnonymousMechanism(LoginPolicy.EVERYBODY),
                new StreamLimits(
                        usual.beforeLogin(),
                        usual.afterLogin(),
                        login,
                        STALL,
                        usual.farewell(),
                        10_000_000,
                        100,
                        connectionsPerAddress,
                        3,
                        usual.admission(),
                        input),
                MemoryBudget.unlimited(),
                () -> Instant.ofEpochSecond(7),
                this::accepted);
    }

    private LinkHandler accepted(Link link) {
        link.observe(new ConnectionListener() {
            @Override
            public void failed(Connection connection, String message) {
                events.add("failed: " + message);
            }
        });
        return new LinkHandler() {
            @Override
            public void opened() {
                opened.add(link);
            }

            @Override
            public void received(Element element) {
                events.add(element.toString());
            }

            @Override
            public void closed() {
                events.add("closed");
            }
        };
    }

    /** The other end of a wire, which takes what is sent at once or when the test says so. */
    private static final class FakeWire implements Wire {
        private final StringBuilder heard = new StringBuilder();
        private final List<Integer> sizes = new ArrayList<>();
        private final CountDownLatch closed = new CountDownLatch(1);
        private CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);

        @Override
        public synchronized CompletionStage<Void> send(ByteBuffer bytes) {
            sizes.add(bytes.remaining());
            heard.append(StandardCharsets.UTF_8.decode(bytes));
            notifyAll();
            return taken;
        }

        @Override
        public void close() {
            closed.countDown();
        }

        synchronized void block(CompletableFuture<Void> until) {
            taken = until;
        }

        synchronized List<Integer> sizes() {
            return List.copyOf(sizes);
        }

        synchronized String hear(String last) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (heard.indexOf(last) < 0) {
                long left = end - System.nanoTime();
                assertTrue(left > 0, () -> "Only this came: " + heard);
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            String all = heard.toString();
            heard.setLength(0);
            return all;
        }

        void awaitClose() throws InterruptedException {
            assertTrue(closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "it was not closed");
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private String event() throws InterruptedException {
        return events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Link logIn(AcceptedWire input) throws InterruptedException {
        assertTrue(input.received(bytes(LOGIN)));
        Link link = opened.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertTrue(link != null, "the client is not logged in");
        return link;
    }

    private static void send(Link link, String text) {
        link.loop().execute(() -> {
            Frame frame = new Frame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
            link.write(frame);
            frame.release();
        });
    }

    @Test
    void aClientIsServedLikeOneOnASocket() throws Exception {
        var wire = new FakeWire();
        AcceptedWire input = server.accept("[::1]:7", "carrier pigeon", wire);
        Link link = logIn(input);
        assertEquals("[::1]:7", link.remoteAddress());
        assertEquals("carrier pigeon", link.localAddress());
        assertEquals(ConnectionState.OPEN, link.state());
        assertTrue(wire.hear("<stream:features/>").contains("<success"));

        input.received(bytes("<hello"));
        input.received(bytes(" there='1'/>"));
        assertEquals("<hello there=\"1\"/>", event());
        assertEquals(LOGIN.length() + "<hello there='1'/>".length(), link.bytesReceived());
        long before = link.bytesSent();
        send(link, "<answer/>");
        wire.hear("<answer/>");
        assertEquals("<answer/>".length(), link.bytesSent() - before);

        link.close("enough");
        wire.hear("</stream:stream>");
        wire.awaitClose();
        assertEquals("closed", event());
        assertFalse(input.received(bytes("<more/>")));
    }

    @Test
    void whatIsSentGoesOutInPiecesOneAtATimeAndInOrder() throws Exception {
        var wire = new FakeWire();
        Link link = logIn(server.accept("a:1", "b", wire));
        wire.hear("<stream:features/>");
        var taken = new CompletableFuture<Void>();
        wire.block(taken);
        int before = wire.sizes().size();
        String large = "x".repeat(50_000);
        send(link, large + "<first/>");
        send(link, "<second/>");
        wire.hear("x");
        assertEquals(before + 1, wire.sizes().size(), "sent while the piece before was under way");

        wire.block(CompletableFuture.completedFuture(null));
        taken.complete(null);

        assertTrue(wire.hear("<second/>").endsWith("x<first/><second/>"));
        assertTrue(wire.sizes().stream().allMatch(size -> size <= WireChannel.PIECE), wire.sizes()::toString);
    }

    @Test
    void aClientThatIsNotReadFromHoldsUpWhoBringsItsBytesAndIsReadAgain() throws Exception {
        AcceptedWire input = server.accept("a:1", "b", new FakeWire());
        Link link = logIn(input);
        link.loop().run(() -> link.pauseReading(true));
        String comment = "<a>" + "x".repeat(1000) + "</a>";
        int most = (WireChannel.INBOX + 2 * WireChannel.PIECE) / comment.length();
        var brought = new CountDownLatch(most);
        CompletableFuture<Boolean> all = CompletableFuture.supplyAsync(() -> {
            try {
                boolean open = true;
                for (int i = 0; i < 200 && open; i++) {
                    open = input.received(bytes(comment));
                    brought.countDown();
                }
                return open;
            } catch (InterruptedException e) {
                return false;
            }
        });

        assertFalse(brought.await(500, TimeUnit.MILLISECONDS), "more was taken than may wait");
        assertFalse(all.isDone());
        link.loop().run(() -> link.pauseReading(false));

        assertTrue(all.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        for (int i = 0; i < 200; i++) {
            assertEquals("<a>" + "x".repeat(1000) + "</a>", event());
        }
    }

    @Test
    void whoIsHeldUpIsLetGoWhenTheConnectionEnds() throws Exception {
        var wire = new FakeWire();
        AcceptedWire input = server.accept("a:1", "b", wire);
        Link link = logIn(input);
        link.loop().run(() -> link.pauseReading(true));
        CompletableFuture<Void> brought = CompletableFuture.runAsync(() -> {
            try {
                // an orderly end goes on reading what the client sends, so this may be true or false
                input.received(ByteBuffer.allocate(10 * WireChannel.INBOX));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        link.close("enough");

        brought.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        input.closed();
        wire.awaitClose();
        assertFalse(input.received(ByteBuffer.allocate(1)));
    }

    @Test
    void aWireThatTakesNothingIsCutAlone() throws Exception {
        var stuck = new FakeWire();
        Link link = logIn(server.accept("a:1", "b", stuck));
        stuck.hear("<stream:features/>");
        var good = new FakeWire();
        Link other = logIn(server.accept("a:2", "b", good));
        stuck.block(new CompletableFuture<>());

        send(link, "<news/>");

        stuck.awaitClose();
        String why = event();
        assertTrue(why.startsWith("failed: ") && why.contains("which took nothing"), why);
        assertEquals("closed", event());
        send(other, "<news/>");
        good.hear("<news/>");
    }

    @Test
    void aWireThatCannotSendEndsItsConnection() throws Exception {
        var broken = new FakeWire();
        Link link = logIn(server.accept("a:1", "b", broken));
        broken.hear("<stream:features/>");
        broken.block(CompletableFuture.failedFuture(new IOException("no carrier")));

        send(link, "<news/>");

        broken.awaitClose();
        assertEquals("failed: The connection broke: no carrier", event());
        assertEquals("closed", event());
    }

    @Test
    void whatAClientSentBeforeItWentIsHandled() throws Exception {
        var wire = new FakeWire();
        AcceptedWire input = server.accept("a:1", "b", wire);
        Link link = logIn(input);
        wire.hear("<stream:features/>");
        var taken = new CountDownLatch(1);
        link.loop().execute(taken::countDown);
        assertTrue(taken.await(PATIENCE_SECONDS, TimeUnit.SECONDS));

        input.received(bytes("<last/>"));
        input.closed();

        assertEquals("<last/>", event());
        assertEquals("closed", event());
        wire.awaitClose();
        assertFalse(input.received(bytes("<more/>")));
    }

    @Test
    void clientsAreCountedByTheirAddressAndOneTooManyIsToldSo() throws Exception {
        StreamServer small = server(1);
        AcceptedWire first = small.accept("[::1]:1", "b", new FakeWire());
        logIn(first);
        var second = new FakeWire();
        AcceptedWire refused = small.accept("::1:2", "b", second);

        refused.received(bytes("<stream:stream>"));

        assertTrue(second.hear("</stream:stream>").contains("<resource-constraint"));
        second.awaitClose();
        logIn(small.accept("c:1", "b", new FakeWire()));
        first.closed();
        assertEquals("closed", event());
        first.over().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        logIn(small.accept("[::1]:3", "b", new FakeWire()));
    }

    @Test
    void clientsThatAreEvenTooManyToBeToldSoAreNotTaken() throws Exception {
        StreamServer small = server(1);
        logIn(small.accept("a:1", "b", new FakeWire()));
        assertThrows(ConnectException.class, () -> {
            for (int i = 0; i < 200; i++) {
                small.accept("a:" + i, "b", new FakeWire());
            }
        });
    }

    @Test
    void theLoginHasItsDeadlineOverAWireToo() throws Exception {
        StreamServer hasty = server(1, Duration.ofMillis(50), InputLimits.DEFAULT);
        var wire = new FakeWire();
        AcceptedWire input = hasty.accept("a:1", "b", wire);
        input.received(bytes("<stream:stream><au"));
        assertTrue(wire.hear("</stream:stream>").contains("<connection-timeout"));
        wire.awaitClose();
        input.over().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void anElementHasItsDeadlineOverAWireToo() throws Exception {
        var input = new InputLimits(
                InputLimits.DEFAULT.bytes(), Duration.ofSeconds(30), 64 << 10, Duration.ofMillis(50), 1 << 20);
        var wire = new FakeWire();
        AcceptedWire client = server(1, StreamLimits.DEFAULT.login(), input).accept("a:1", "b", wire);
        logIn(client);
        client.received(bytes("<group><req"));
        assertTrue(wire.hear("</stream:error>").contains("An element took longer"));
        wire.awaitClose();
    }

    @Test
    void aClientThatSendsTooMuchOverAWireIsReadFromMoreSlowly() throws Exception {
        var input = new InputLimits(
                new RateLimit("bytes-per-second", 1000, 1 << 15),
                Duration.ofSeconds(60),
                64 << 10,
                Duration.ofSeconds(30),
                1);
        AcceptedWire client = server(1, StreamLimits.DEFAULT.login(), input).accept("a:1", "b", new FakeWire());
        Link link = logIn(client);
        ByteBuffer much = bytes("<a>" + "x".repeat(200_000) + "</a>"); // more than may wait for the server
        var sending = new Thread(() -> {
            try {
                client.received(much);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        sending.start();
        while (sending.getState() != Thread.State.WAITING && sending.isAlive()) {
            Thread.onSpinWait();
        }
        for (int turn = 0; turn < 50; turn++) {
            var turned = new CountDownLatch(1);
            link.loop().execute(turned::countDown);
            assertTrue(turned.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        assertTrue(link.bytesReceived() < 50_000, link.bytesReceived() + " were read");
        sending.interrupt();
        sending.join();
    }

    @Test
    void bytesMustNotBeBroughtOnALoop() throws Exception {
        AcceptedWire input = server.accept("a:1", "b", new FakeWire());
        Link link = logIn(input);
        var thrown = new CompletableFuture<Boolean>();
        link.loop()
                .execute(() -> thrown.complete(
                        assertThrows(IllegalStateException.class, () -> input.received(bytes("<a/>"))) != null));
        assertTrue(result(thrown));
    }

    private static <T> T result(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
