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
import org.infinoted.host.loop.Faults;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sends, too fast or too slowly, with the limits that the server has by default. */
@Tag("unit")
class InputRateTest {
    private static final String HEADER = "<stream:stream>";
    private static final String LOGIN = HEADER + "<auth mechanism='ANONYMOUS'/><response>dXNlcg==</response>" + HEADER;
    private static final Duration TICK = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestChannel channel = new TestChannel();
    private final List<Element> received = new ArrayList<>();
    private SocketLink link;
    private Duration passed = Duration.ZERO;

    @AfterEach
    void close() {
        channel.close();
        channel.runPendingTasks();
        channel.finishAndReleaseAll();
    }

    private void connect() {
        channel.pipeline()
                .addLast(new SocketHandler(
                        context -> {
                            var loop = new NettyLoop(channel.eventLoop(), Faults.IGNORED);
                            link = new SocketLink(
                                    1,
                                    channel,
                                    loop,
                                    Instant.EPOCH,
                                    StreamProtocol.header("srv.example"),
                                    new AnonymousMechanism(LoginPolicy.EVERYBODY),
                                    StreamLimits.DEFAULT,
                                    MemoryBudget.unlimited());
                            link.begin(accepted -> new LinkHandler() {
                                @Override
                                public void opened() {}

                                @Override
                                public void received(Element element) {
                                    received.add(element);
                                }

                                @Override
                                public void closed() {}
                            });
                            return link;
                        },
                        Faults.IGNORED));
        channel.pipeline().fireChannelActive();
    }

    private void open() {
        connect();
        channel.say(LOGIN);
        channel.heard();
    }

    private boolean isRead() {
        return channel.config().isAutoRead();
    }

    private void advance(Duration time) {
        channel.advance(time);
        passed = passed.plus(time);
    }

    /** Sends as fast as the server reads, up to a number of bytes a millisecond. Returns how long it took. */
    private Duration send(byte[] bytes, int perMillisecond) {
        Duration begin = passed;
        int sent = 0;
        while (sent < bytes.length && channel.isOpen()) {
            int due = Math.min(bytes.length, sent + perMillisecond);
            while (sent < due && isRead() && channel.isOpen()) {
                int piece = Math.min(NettyLoop.SCRATCH, due - sent);
                channel.writeInbound(Unpooled.wrappedBuffer(bytes, sent, piece));
                sent += piece;
            }
            advance(TICK);
        }
        return passed.minus(begin);
    }

    private static byte[] message(int size) {
        return ("<group>" + "x".repeat(size - 15) + "</group>").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aMegabyteThatIsPastedComesAsFastAsItCan() {
        open();
        for (int i = 0; i < 10; i++) {
            assertEquals(Duration.ofMillis(11), send(message(1 << 20), 100_000));
            assertTrue(isRead());
            advance(SECOND);
        }
        assertEquals(10, received.size());
    }

    @Test
    void aDocumentOfTwentyMegabytesIsUploadedAsFastAsItCan() {
        open();
        byte[] piece = message(200_000);
        for (int i = 0; i < 100; i++) {
            assertEquals(Duration.ofMillis(2), send(piece, 100_000));
        }
        assertEquals(100, received.size());
        assertTrue(isRead());
    }

    @Test
    void moreIsReadSlowlyAndEndsTheStreamWhenItGoesOn() {
        open();
        byte[] large = message(8 << 20);
        Duration first = Duration.ZERO;
        for (int i = 0; i < 8; i++) {
            first = first.plus(send(large, 1 << 20));
        }
        assertTrue(first.compareTo(SECOND) < 0, "64 MiB took " + first);

        Duration slow = send(large, 1 << 20);
        assertTrue(slow.compareTo(Duration.ofMillis(400)) > 0, "8 MiB more took " + slow);
        assertEquals(9, received.size());

        int more = 0;
        while (channel.isOpen() && more < 100) {
            send(large, 1 << 20);
            more++;
        }
        assertEquals(60, more, 3);
        assertTrue(channel.heard()
                .contains("<policy-violation xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>"
                        + "<text xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\">More than 16777216 a second for longer than"
                        + " 30 s: the limit bytes-per-second</text></stream:error>"));
    }

    @Test
    void twoReasonsNotToReadBothHaveToEnd() {
        open();
        link.pauseReading(true);
        for (int i = 0; i < 65; i++) {
            channel.writeInbound(Unpooled.wrappedBuffer(message(1 << 20)));
        }
        advance(SECOND);
        assertFalse(isRead());
        link.pauseReading(false);
        assertTrue(isRead());
        channel.writeInbound(Unpooled.wrappedBuffer(message(15 << 20)));
        link.pauseReading(true);
        link.pauseReading(false);
        assertFalse(isRead());
        advance(SECOND.multipliedBy(2));
        assertTrue(isRead());
    }

    /** Sends one byte a second until the stream ends. Returns the number of seconds. */
    private int drip(String text) {
        int seconds = 0;
        while (channel.isOpen() && seconds < 1000) {
            channel.say(text.substring(seconds % text.length(), seconds % text.length() + 1));
            advance(SECOND);
            seconds++;
        }
        return seconds;
    }

    @ParameterizedTest
    @CsvSource({"<group>, x", "<group, ' '", "<, x", "<!--, x", "<group><a>text</a>, x", "</stream:strea, m"})
    void oneByteASecondInAnElementEndsTheStream(String begin, String more) {
        open();
        channel.say(begin);
        assertEquals(31, drip(more), 2);
        assertTrue(channel.heard().contains("An element took longer than 30 s"));
    }

    @Test
    void anElementAfterAnotherHasATimeOfItsOwn() {
        open();
        channel.say("<a>");
        for (int i = 0; i < 100; i++) {
            advance(Duration.ofSeconds(20));
            channel.say("</a><a>");
        }
        assertTrue(channel.isOpen());
        advance(Duration.ofSeconds(32));
        assertFalse(channel.isOpen());
    }

    @Test
    void betweenElementsAClientMaySayNothingForEver() {
        open();
        channel.say("<a>b</a>");
        advance(Duration.ofHours(3));
        channel.say(" ");
        advance(Duration.ofHours(3));
        assertTrue(channel.isOpen());
    }

    @Test
    void anElementOfSixteenMegabytesComesOverASlowLine() {
        open();
        byte[] large = message(15 << 20);
        for (int at = 0; at < large.length; at += 16 << 10) {
            channel.writeInbound(Unpooled.wrappedBuffer(large, at, Math.min(16 << 10, large.length - at)));
            advance(SECOND.multipliedBy(4)); // 4 KiB a second, more than an hour in all
        }
        assertEquals(1, received.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 605}) // the deadline is looked after now and then
    void theTimeInWhichTheServerDoesNotReadDoesNotCount(int seconds) {
        open();
        channel.say("<a>");
        advance(Duration.ofSeconds(10));
        link.pauseReading(true);
        advance(Duration.ofSeconds(seconds));
        link.pauseReading(false);
        advance(Duration.ofSeconds(19));
        assertTrue(channel.isOpen());
        advance(Duration.ofSeconds(3));
        assertFalse(channel.isOpen());
    }

    @ParameterizedTest
    @CsvSource({"'', ' '", "<, s", "<stream:stream>, ' '", "<stream:stream><auth mechanism='ANONYMOUS'/>, ' '"})
    void theLoginHasOneDeadlineWhateverDripsIn(String begin, String more) {
        connect();
        channel.say(begin);
        assertEquals(32, drip(more), 2);
    }

    @Test
    void aClientThatDoesNotReadTheServersAnswersHasTheSameDeadline() {
        connect();
        channel.clientReads(0);
        channel.say(HEADER + "<auth mechanism='ANONYMOUS'/>");
        advance(Duration.ofSeconds(29));
        assertTrue(channel.isOpen());
        advance(Duration.ofSeconds(4));
        assertFalse(channel.isOpen());
    }

    @Test
    void beforeTheLoginOnlySoMuchIsRead() {
        connect();
        channel.say(HEADER);
        int sent = 0;
        while (channel.isOpen() && sent < 10_000_000) {
            channel.say("<stream:error>" + "x".repeat(1000) + "</stream:error>");
            sent += 1000;
        }
        assertEquals(64 << 10, sent, 2000);
        assertTrue(channel.heard().contains("<policy-violation"));
    }
}
