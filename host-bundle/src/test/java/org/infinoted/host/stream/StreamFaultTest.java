// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.infinoted.host.loop.Faults;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the layer above throws, wherever: the connection ends, the error is reported, and the next connection is served. */
@Timeout(20)
@Tag("unit")
class StreamFaultTest {
    private final BlockingQueue<Throwable> reported = new LinkedBlockingQueue<>();
    private final Loops loops = new Loops(1, SocketTransport.best(), new Faults() {
        @Override
        public void thrown(Throwable thrown) {
            reported.add(thrown);
        }

        @Override
        public void loopEnded(String name) {
            reported.add(new AssertionError(name + " has ended"));
        }
    });

    private volatile String faulty = "";
    private volatile Throwable fault;

    private final StreamServer server = new StreamServer(
            loops,
            "srv.example",
            new AnonymousMechanism((connection, mechanism, name, verdict) -> {
                fail("login");
                verdict.accept(new SaslVerdict.Accepted());
            }),
            StreamLimits.DEFAULT,
            MemoryBudget.unlimited(),
            () -> Instant.EPOCH,
            this::accept);

    @AfterEach
    void close() {
        loops.close();
    }

    private void fail(String where) {
        if (faulty.equals(where)) {
            faulty = "";
            InjectedErrors.throwAny(fault);
        }
    }

    private LinkHandler accept(Link link) {
        fail("accepted");
        return new LinkHandler() {
            @Override
            public void opened() {
                fail("opened");
            }

            @Override
            public void received(Element element) {
                fail("received");
                Frame frame = XmlEncoder.frame(element);
                link.write(frame);
                frame.release();
            }

            @Override
            public void closed() {
                fail("closed");
            }
        };
    }

    static Stream<Arguments> placesAndErrors() {
        return Stream.of("accepted", "opened", "received", "closed")
                .flatMap(place -> InjectedErrors.all().map(thrown -> Arguments.of(place, thrown)));
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void aLoginThatFailsIsAnsweredAndTheNextSucceeds(Throwable thrown) throws Exception {
        InetSocketAddress address = server.listen("127.0.0.1", 0);
        faulty = "login";
        fault = thrown;
        try (SocketClient client = new SocketClient(address)) {
            client.say(SocketClient.HEADER + "<auth mechanism='ANONYMOUS'/><response>dXNlcg==</response>");
            client.hear("<temporary-auth-failure/></failure>");
            assertSame(thrown, reported.take());
            client.say("<auth mechanism='ANONYMOUS'/><response>dXNlcg==</response>");
            client.hear("<success xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>");
        }
    }

    @ParameterizedTest
    @MethodSource("placesAndErrors")
    void theConnectionEndsAndTheNextIsServed(String place, Throwable thrown) throws Exception {
        InetSocketAddress address = server.listen("127.0.0.1", 0);
        faulty = place;
        fault = thrown;
        try (SocketClient client = new SocketClient(address)) {
            if (!place.equals("accepted")) {
                client.logIn();
                client.say("<a/>");
                if (place.equals("closed")) {
                    client.hear("<a/>");
                    client.shutdownOutput();
                }
            }
            client.hearAll();
        } catch (IOException e) {
            assertTrue(place.equals("accepted"), "only who says nothing is not told why: " + e);
        }
        assertSame(thrown, reported.take());
        try (SocketClient next = new SocketClient(address)) {
            next.logIn();
            next.say("<b/>");
            assertEquals("<b/>", next.hear("<b/>"));
        }
        assertEquals(0, reported.size(), reported::toString);
    }
}
