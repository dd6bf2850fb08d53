// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.connection.ConnectionState;
import org.infinoted.host.loop.Faults;
import org.infinoted.host.memory.MemoryBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What waits for clients to read it is part of the budget, and what they share is part of it once. */
@Tag("unit")
class OutputMemoryTest {
    private static final int PIECE = 64 << 10;
    private static final int PIECES = 100;
    private static final long SERIES = (long) PIECE * PIECES;
    private static final String LOGIN =
            "<stream:stream><auth mechanism='ANONYMOUS'/><response>dXNlcg==</response><stream:stream>";

    private final MemoryBudget budget = new MemoryBudget(3 * SERIES + PIECE);
    private final List<Client> clients = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();

    private final class Client {
        private final TestChannel channel = new TestChannel();
        private final List<String> failures = new ArrayList<>();
        private final SocketLink link;

        Client() {
            link = new SocketLink(
                    clients.size(),
                    channel,
                    new NettyLoop(channel.eventLoop(), Faults.IGNORED),
                    Instant.EPOCH,
                    StreamProtocol.header("srv.example"),
                    new AnonymousMechanism(LoginPolicy.EVERYBODY),
                    StreamLimits.DEFAULT,
                    budget);
            channel.pipeline()
                    .addLast(new SocketHandler(
                            context -> {
                                link.begin(accepted -> RefusedLinkHandler.INSTANCE);
                                return link;
                            },
                            Faults.IGNORED));
            channel.pipeline().fireChannelActive();
            channel.say(LOGIN);
            channel.heard();
            link.observe(new ConnectionListener() {
                @Override
                public void failed(Connection connection, String message) {
                    failures.add(message);
                }
            });
            clients.add(this);
        }

        void stopReading() {
            channel.clientReads(0);
        }

        void writeSeries(List<Frame> series) {
            channel.inTurn(() -> link.writeSeries(series));
            channel.runPendingTasks();
        }

        void write(String text) {
            Frame frame = frame(text);
            channel.inTurn(() -> link.write(frame));
            channel.runPendingTasks();
        }

        boolean isOpen() {
            channel.runPendingTasks();
            return link.state() == ConnectionState.OPEN;
        }
    }

    @AfterEach
    void nothingIsLeftWhenAllAreGone() {
        frames.forEach(Frame::release);
        for (Client client : clients) {
            client.channel.close();
            client.channel.runPendingTasks();
            assertFalse(client.channel.finish());
        }
        assertEquals(0, budget.used());
    }

    @Test
    void aSeriesIsSentAsTheClientReadsIt() {
        Client client = new Client();
        client.stopReading();
        client.writeSeries(series('a'));

        long inChannel = client.channel.unsafe().outboundBuffer().totalPendingWriteBytes();
        assertTrue(inChannel < 4 * PIECE, inChannel + " bytes are in the channel");
        client.channel.clientReads(Long.MAX_VALUE);
        assertEquals("a".repeat((int) SERIES), client.channel.heard());
    }

    @Test
    void aLongSeriesForAClientThatReadsLeavesTurnsToOthers() {
        Client client = new Client();
        List<Frame> series = series('a');
        List<Integer> written = new ArrayList<>();
        int before = client.channel.writes();
        client.channel.inTurn(() -> {
            client.link.writeSeries(series);
            client.channel.eventLoop().execute(() -> written.add(client.channel.writes()));
        });

        assertEquals(SERIES, client.channel.heard().length());
        assertTrue(written.get(0) < before + PIECES / 2, "written at the turn of another: " + written);
    }

    @Test
    void aClientThatReadsInSmallStepsGetsTheWholeSeries() {
        Client client = new Client();
        client.stopReading();
        client.writeSeries(series('a'));
        StringBuilder heard = new StringBuilder();
        for (int i = 0; i < PIECES; i++) {
            client.channel.clientReads(PIECE);
            heard.append(client.channel.heard());
        }
        assertEquals(SERIES, heard.length());
    }

    @Test
    void whatIsWrittenLaterComesAfterTheSeries() {
        Client client = new Client();
        client.stopReading();
        client.writeSeries(series('a'));
        client.write("<b/>");
        client.writeSeries(series('c'));
        client.write("<d/>");

        client.channel.clientReads(Long.MAX_VALUE);
        String heard = client.channel.heard();

        assertEquals("a".repeat((int) SERIES) + "<b/>" + "c".repeat((int) SERIES) + "<d/>", heard);
    }

    @Test
    void anOrderlyEndComesAfterTheSeries() {
        Client client = new Client();
        client.stopReading();
        client.writeSeries(series('a'));
        client.link.close("enough");
        client.channel.runPendingTasks();

        client.channel.clientReads(Long.MAX_VALUE);

        assertEquals("a".repeat((int) SERIES) + "</stream:stream>", client.channel.heard());
        assertFalse(client.channel.isOpen());
    }

    @Test
    void whatManyShareIsCountedOnce() {
        List<Frame> series = series('a');
        for (int i = 0; i < 10; i++) {
            Client client = new Client();
            client.stopReading();
            client.writeSeries(series);
        }
        assertTrue(budget.used() < SERIES + SERIES / 100, budget.used() + " bytes");
        assertTrue(clients.stream().allMatch(Client::isOpen));
    }

    @Test
    void whatAClientHasReadIsReleasedAtOnce() {
        Client client = new Client();
        client.stopReading();
        client.writeSeries(series('a'));
        frames.forEach(Frame::release);
        frames.clear();
        client.channel.clientReads(SERIES / 2);
        client.channel.runPendingTasks();
        assertTrue(budget.used() < SERIES / 2 + 2 * PIECE, budget.used() + " bytes");
    }

    @Test
    void smallMessagesCostWhatTheirQueueTakes() {
        Client client = new Client();
        client.stopReading();
        for (int i = 0; i < 1000; i++) {
            client.write("<b/>");
        }
        assertTrue(budget.used() > 1000 * 200, budget.used() + " bytes");
    }

    @Test
    void aClientThatDoesNotReadIsDroppedWhenMemoryIsShort() {
        Client silent = new Client();
        Client reading = new Client();
        silent.stopReading();
        reading.stopReading();
        silent.writeSeries(series('a'));
        release();
        reading.writeSeries(series('b'));
        for (int i = 0; i < 3; i++) {
            silent.channel.advance(Duration.ofSeconds(1));
            reading.channel.clientReads(PIECE);
            reading.channel.advance(Duration.ofSeconds(1));
        }
        assertTrue(silent.isOpen(), "there is enough for all");

        Client third = new Client();
        third.stopReading();
        third.writeSeries(series('c'));
        series('d');

        assertFalse(silent.isOpen());
        assertTrue(silent.failures.get(0).startsWith("Memory is short: "), silent.failures.get(0));
        assertFalse(silent.channel.isOpen(), "it would have to read its series before the error");
        assertTrue(reading.isOpen());
        assertTrue(third.isOpen(), "it has just begun");
        assertTrue(budget.used() <= budget.limit(), budget.used() + " bytes");
    }

    @Test
    void aClientThatReadsHearsWhyItIsDropped() {
        Client client = new Client();
        client.link.memory().charge(budget.limit() + 1);
        assertTrue(client.channel
                .heard()
                .endsWith("<stream:error><resource-constraint xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>"
                        + "</stream:error></stream:stream>"));
        client.link.memory().release(budget.limit() + 1);
    }

    private List<Frame> series(char content) {
        List<Frame> series = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            series.add(frame(String.valueOf(content).repeat(PIECE)));
        }
        return series;
    }

    private Frame frame(String text) {
        Frame frame = new Frame(
                Unpooled.directBuffer(text.length()).writeBytes(text.getBytes(StandardCharsets.UTF_8)), budget);
        frames.add(frame);
        return frame;
    }

    /** Nobody but the clients that were sent them need the frames any more. */
    private void release() {
        frames.forEach(Frame::release);
        frames.clear();
    }
}
