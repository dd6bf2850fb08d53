// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
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
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SocketLinkTest {
    private static final StreamLimits LIMITS = new StreamLimits(
            StreamLimits.DEFAULT.beforeLogin(),
            StreamLimits.DEFAULT.afterLogin(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            10_000,
            10,
            10,
            3);
    private static final String LOGIN =
            "<stream:stream><auth mechanism='ANONYMOUS'/><response>dXNlcg==</response><stream:stream>";
    private static final String END = "</stream:stream>";

    private final MemoryBudget budget = new MemoryBudget(100_000);
    private final TestChannel channel = new TestChannel();
    private final List<String> events = new ArrayList<>();
    private SocketLink link;

    @AfterEach
    void theSocketIsClosedAndNothingIsLeft() {
        channel.close();
        channel.runPendingTasks();
        assertFalse(channel.finish(), "something was left in the channel");
    }

    @Test
    void itKnowsWhereItsEndsAreAndSinceWhen() {
        connect();
        assertEquals("[::1]:36872", link.remoteAddress());
        assertEquals("127.0.0.1:6523", link.localAddress());
        assertEquals(Instant.ofEpochSecond(7), link.since());
        assertEquals(5, link.id());
        assertEquals("connection 5 from [::1]:36872", link.toString());
    }

    @Test
    void itOpensWhenTheClientHasLoggedInAndPassesOnWhatComesThen() {
        connect();
        observe();
        assertEquals(ConnectionState.OPENING, link.state());
        channel.say(LOGIN + "<a/><b/>");
        assertEquals(List.of("state OPEN", "opened OPEN", "received <a/>", "received <b/>"), events);
    }

    @Test
    void whatTheHandlerSendsWhenOpenedComesBehindTheFeatures() {
        connect(new Recorder() {
            @Override
            public void opened() {
                send("<welcome/>");
            }
        });
        channel.say(LOGIN);
        assertTrue(channel.heard().endsWith("<stream:features/><welcome/>"));
    }

    @Test
    void framesOfOneTurnAreFlushedTogetherAndInOrder() {
        open();
        int before = channel.writes();
        channel.inTurn(() -> {
            send("<a/>");
            send("<b/>");
            assertEquals(before, channel.writes());
        });
        assertEquals("<a/><b/>", channel.heard());
        assertEquals(before + 1, channel.writes());
    }

    @Test
    void whatNobodyWaitsForIsFlushedTogetherAfterAWhile() {
        open();
        sendUnhurried("<a/>");
        assertEquals("<a/>", channel.heard());
        int before = channel.writes();
        sendUnhurried("<b/>");
        sendUnhurried("<c/>");
        assertEquals("", channel.heard());
        channel.advance(UnhurriedFlush.INTERVAL);
        assertEquals("<b/><c/>", channel.heard());
        assertEquals(before + 1, channel.writes());
    }

    @Test
    void whatSomebodyWaitsForTakesTheRestAlong() {
        open();
        sendUnhurried("<a/>");
        channel.heard();
        sendUnhurried("<b/>");
        send("<c/>");
        assertEquals("<b/><c/>", channel.heard());
        int before = channel.writes();
        channel.advance(UnhurriedFlush.INTERVAL);
        assertEquals(before, channel.writes());
    }

    @Test
    void theFrameStaysTheWritersAndIsFreeWhenItWasSent() {
        open();
        ByteBuf bytes = Unpooled.copiedBuffer("<a/>", StandardCharsets.UTF_8);
        Frame frame = new Frame(bytes);
        channel.inTurn(() -> {
            link.write(frame);
            assertEquals(2, bytes.refCnt());
        });
        assertEquals(1, bytes.refCnt());
        assertEquals("<a/>", frame.toString());
    }

    @Test
    void nothingIsSentBeforeItIsOpenAndAfterItsEnd() {
        connect();
        send("<early/>");
        channel.say(LOGIN);
        channel.heard();
        link.close("enough");
        send("<late/>");
        assertEquals(END, channel.heard());
    }

    @Test
    void closeSendsWhatWasWrittenAndTheEndTag() {
        open();
        send("<a/>");
        link.close("enough");
        assertEquals(ConnectionState.CLOSED, link.state());
        assertEquals("<a/>" + END, channel.heard());
        assertFalse(channel.isOpen());
    }

    @Test
    void theHandlerIsToldOfTheEndOnceAndLater() {
        open();
        observe();
        channel.inTurn(() -> {
            link.close("enough");
            link.fail("conflict", "not any more");
            assertEquals(List.of(), events);
        });
        assertEquals(List.of("state CLOSED", "closed"), events);
    }

    @Test
    void nothingIsPassedOnAfterTheEnd() {
        connect(new Recorder() {
            @Override
            public void received(Element element) {
                super.received(element);
                link.close("enough");
            }
        });
        channel.say(LOGIN + "<a/><b/>");
        channel.runPendingTasks();
        assertEquals(List.of("opened OPEN", "received <a/>", "closed"), events);
    }

    @Test
    void aClientThatSendsOnAndOnAfterTheEndIsCutOff() {
        open();
        channel.clientReads(0);
        link.close("enough");
        for (int mebibytes = 0; mebibytes < 16; mebibytes++) {
            channel.say("x".repeat(1 << 20));
        }
        assertTrue(channel.isOpen());
        channel.say("x");
        assertFalse(channel.isOpen());
    }

    @Test
    void failSendsTheStreamErrorAndReportsTheReason() {
        open();
        observe();
        link.fail("policy-violation", "too loud");
        assertEquals(
                "<stream:error><policy-violation xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/></stream:error>" + END,
                channel.heard());
        assertEquals(List.of("failed too loud", "state CLOSED", "closed"), events);
    }

    @Test
    void aClientThatEndsTheStreamIsAnsweredAndClosed() {
        open();
        channel.say("<a/>" + END + "<b/>");
        assertEquals(END, channel.heard());
        assertEquals(List.of("received <a/>", "closed"), events);
        assertFalse(channel.isOpen());
    }

    @Test
    void aClientThatGoesAwayIsGoneInEveryPhase() {
        for (String said :
                List.of("", "<stream:stream>", "<stream:stream><auth mechanism='ANONYMOUS'/>", LOGIN, LOGIN + "<a")) {
            SocketLinkTest other = new SocketLinkTest();
            other.connect();
            other.channel.say(said);
            other.channel.heard();
            other.events.clear();
            other.channel.close();
            other.channel.runPendingTasks();
            assertEquals(List.of("closed"), other.events, said);
            assertEquals(ConnectionState.CLOSED, other.link.state());
        }
    }

    @Test
    void aClientThatDoesNotSendAHeaderInTimeIsClosedInSilence() {
        connect();
        channel.advance(LIMITS.login().minusNanos(1));
        assertTrue(channel.isOpen());
        channel.advance(Duration.ofNanos(1));
        assertEquals("", channel.heard());
        assertFalse(channel.isOpen());
        assertEquals(List.of("closed"), events);
    }

    @Test
    void aClientThatDoesNotLogInInTimeIsTold() {
        connect();
        channel.say("<stream:stream>");
        channel.heard();
        channel.advance(LIMITS.login());
        assertEquals(
                "<stream:error><connection-timeout xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/></stream:error>"
                        + END,
                channel.heard());
        assertFalse(channel.isOpen());
    }

    @Test
    void aClientThatHasLoggedInHasTime() {
        open();
        channel.advance(Duration.ofDays(1));
        assertEquals(ConnectionState.OPEN, link.state());
    }

    @Test
    void aClientThatTakesNothingIsDroppedWhenTheTimeIsOver() {
        open();
        channel.clientReads(0);
        send("<a/>");
        channel.runPendingTasks();
        observe();
        channel.advance(LIMITS.stall().minusNanos(1));
        assertEquals(ConnectionState.OPEN, link.state());
        channel.advance(Duration.ofNanos(1));
        assertEquals(
                List.of("failed 100 bytes wait for the client, which took nothing for 20 s", "state CLOSED", "closed"),
                events);
        assertFalse(channel.isOpen());
    }

    @Test
    void aClientThatTakesOneFrameByteByByteIsNotDropped() {
        open();
        channel.clientReads(0);
        send("x".repeat(100));
        channel.runPendingTasks();
        for (int i = 0; i < 50; i++) {
            channel.advance(LIMITS.stall().minusSeconds(1));
            channel.clientReads(1);
        }
        assertEquals("x".repeat(50), channel.heard());
        assertEquals(ConnectionState.OPEN, link.state());
    }

    @Test
    void aClientThatIsSlowButTakesFrameByFrameIsNotDropped() {
        open();
        channel.clientReads(0);
        for (int i = 0; i < 20; i++) {
            send("<a/>");
        }
        channel.runPendingTasks();
        for (int i = 0; i < 10; i++) {
            channel.advance(LIMITS.stall().minusSeconds(1));
            channel.clientReads(4);
            send("<b/>");
            channel.runPendingTasks();
        }
        assertEquals("<a/>".repeat(10), channel.heard());
        assertEquals(ConnectionState.OPEN, link.state());
    }

    @Test
    void aClientForWhichNothingWaitsIsNotDropped() {
        open();
        channel.clientReads(0);
        send("<a/>");
        channel.runPendingTasks();
        channel.clientReads(4);
        channel.clientReads(0);
        channel.advance(Duration.ofDays(1));
        assertEquals(ConnectionState.OPEN, link.state());
    }

    @Test
    void aClientForWhichTooMuchWaitsIsDroppedAndItsMemoryFreed() {
        open();
        channel.clientReads(0);
        ByteBuf bytes = Unpooled.wrappedBuffer(new byte[1000]);
        Frame frame = new Frame(bytes);
        channel.inTurn(() -> {
            for (int i = 0; i < 20; i++) {
                link.write(frame);
            }
            assertEquals(ConnectionState.CLOSED, link.state());
            assertEquals(List.of(), events, "told in the middle of a broadcast");
        });
        assertEquals(List.of("closed"), events);
        assertEquals(1, bytes.refCnt());
        assertFalse(channel.isOpen());
    }

    @Test
    void aClientThatDoesNotTakeTheFarewellIsDisconnectedSoon() {
        open();
        channel.clientReads(0);
        link.close("enough");
        channel.runPendingTasks();
        assertTrue(channel.isOpen());
        channel.advance(LIMITS.farewell());
        assertFalse(channel.isOpen());
    }

    @Test
    void aFaultOfTheHandlerEndsThisConnectionOnly() {
        connect(new Recorder() {
            @Override
            public void received(Element element) {
                throw new IllegalStateException("a fault");
            }
        });
        channel.say(LOGIN + "<a/><b/>");
        assertTrue(channel.heard()
                .endsWith("<internal-server-error xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>"
                        + "</stream:error></stream:stream>"));
        assertEquals(List.of("opened OPEN", "closed"), events);
    }

    @Test
    void aFactoryThatFailsClosesTheSocket() {
        channel.pipeline()
                .addLast(new SocketHandler(
                        context -> {
                            link = newLink();
                            link.begin(accepted -> {
                                throw new IllegalStateException("a fault");
                            });
                            return link;
                        },
                        Faults.IGNORED));
        channel.pipeline().fireChannelActive();
        assertFalse(channel.isOpen());
    }

    @Test
    void aBrokenSocketIsNotTakenForAFault() {
        open();
        link.observe(new ConnectionListener() {
            @Override
            public void failed(Connection connection, String message) {
                events.add("failed " + message);
            }

            @Override
            public void lost(Connection connection, String message) {
                events.add("lost " + message);
            }
        });
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        channel.runPendingTasks();

        assertEquals("lost The connection broke: Connection reset by peer", events.get(0));
    }

    @Test
    void littleIsSaidOfAFaultHoweverMuchTheClientSays() {
        open();
        observe();
        link.report("x".repeat(100_000));
        link.fail("bad-format", "y".repeat(100_000));
        channel.runPendingTasks();

        assertTrue(events.stream().allMatch(event -> event.length() < 1100), () -> events.size() + " events");
    }

    @Test
    void aBrokenSocketEndsTheConnection() {
        open();
        observe();
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        channel.runPendingTasks();
        assertEquals(
                List.of("failed The connection broke: Connection reset by peer", "state CLOSED", "closed"), events);
        assertFalse(channel.isOpen());
    }

    @Test
    void readingStopsAndGoesOn() {
        open();
        link.pauseReading(true);
        assertFalse(channel.config().isAutoRead());
        link.pauseReading(false);
        assertTrue(channel.config().isAutoRead());
    }

    @Test
    void readingGoesOnAtTheEndSoThatTheSocketCanBeClosed() {
        open();
        channel.clientReads(0);
        link.pauseReading(true);
        link.close("enough");
        link.pauseReading(true);
        assertTrue(channel.config().isAutoRead());
    }

    @Test
    void reportsReachTheListenersUntilTheyAreClosed() {
        connect();
        Link.Subscription first = link.observe(listener("first "));
        link.observe(listener("second "));
        link.report("hm");
        first.close();
        link.report("oh");
        assertEquals(List.of("first failed hm", "second failed hm", "second failed oh"), events);
    }

    @Test
    void aListenerThatFailsKeepsNothingFromOthers() {
        connect();
        link.observe(new ConnectionListener() {
            @Override
            public void failed(Connection connection, String message) {
                throw new IllegalStateException("a fault");
            }
        });
        observe();
        link.report("hm");
        assertEquals(List.of("failed hm"), events);
    }

    @Test
    void aListenerMayCloseTheConnectionThatFails() {
        open();
        link.observe(new ConnectionListener() {
            @Override
            public void failed(Connection connection, String message) {
                connection.close(message);
            }
        });
        link.fail("conflict", "hm");
        channel.runPendingTasks();
        assertEquals(List.of("closed"), events);
    }

    private void connect() {
        connect(new Recorder());
    }

    private void connect(LinkHandler handler) {
        channel.pipeline()
                .addLast(new SocketHandler(
                        context -> {
                            link = newLink();
                            link.begin(accepted -> handler);
                            return link;
                        },
                        Faults.IGNORED));
        channel.pipeline().fireChannelActive();
    }

    private SocketLink newLink() {
        return new SocketLink(
                5,
                channel,
                new NettyLoop(channel.eventLoop(), Faults.IGNORED),
                Instant.ofEpochSecond(7),
                StreamProtocol.header("srv.example"),
                new AnonymousMechanism(LoginPolicy.EVERYBODY),
                LIMITS,
                budget);
    }

    private void open() {
        connect();
        channel.say(LOGIN);
        channel.heard();
        events.clear();
    }

    private void observe() {
        link.observe(listener(""));
    }

    private ConnectionListener listener(String name) {
        return new ConnectionListener() {
            @Override
            public void stateChanged(Connection connection, ConnectionState state) {
                events.add(name + "state " + state);
            }

            @Override
            public void failed(Connection connection, String message) {
                events.add(name + "failed " + message);
            }
        };
    }

    private void sendUnhurried(String text) {
        Frame frame = new Frame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        channel.inTurn(() -> link.writeUnhurried(frame));
        frame.release();
    }

    private void send(String text) {
        Frame frame = new Frame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        link.write(frame);
        frame.release();
    }

    private class Recorder implements LinkHandler {
        @Override
        public void opened() {
            events.add("opened " + link.state());
        }

        @Override
        public void received(Element element) {
            events.add("received " + element);
        }

        @Override
        public void closed() {
            events.add("closed");
        }
    }
}
