// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.infinoted.connection.ConnectionState;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.rate.ClientRates;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the rates that the server has by default. */
@Tag("unit")
class ClientThrottlesTest {
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private final ManualLoop loop = new ManualLoop();
    private final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    private final FakeLink link = new FakeLink(loop, 1, "127.0.0.1:1")
            .connect(new Switchboard(directory, new Registry<>(), ClientRates.DEFAULT))
            .open();
    private final Client client = directory.latest;
    private final FakeEndpoint session = new FakeEndpoint("session", loop);

    private static Element stanza(int messages) {
        return Xml.element("<group publisher='you' name='session'>" + "<message/>".repeat(messages) + "</group>");
    }

    private void subscribe() {
        client.enter(session, () -> {});
        loop.runAll();
    }

    /** Sends up to so many stanzas a millisecond, when the server reads, for so long; counts those that were sent. */
    private int send(Element stanza, int perMillisecond, Duration time) {
        int sent = 0;
        for (long passed = 0; passed < time.toMillis() && link.state() == ConnectionState.OPEN; passed++) {
            for (int i = 0; i < perMillisecond && !link.isReadingPaused(); i++) {
                link.receive(stanza);
                sent++;
            }
            loop.advance(MILLISECOND);
        }
        return sent;
    }

    @Test
    void aLoadGeneratorThatSendsAHundredThousandMessagesASecondIsNotTouched() {
        assertEquals(50 * 20_000, send(stanza(2), 50, Duration.ofSeconds(20)));
        assertEquals(Optional.empty(), link.endReason());
    }

    @Test
    void moreMessagesThanAnybodyNeedsAreReadSlowlyAndThenEndTheStream() {
        int sent = send(stanza(10), 100, Duration.ofSeconds(20));
        assertEquals(Optional.empty(), link.endReason());
        assertEquals(50_000 + 20 * 20_000, sent, 1000);

        send(stanza(10), 100, Duration.ofSeconds(20));

        assertEquals(
                Optional.of(
                        "policy-violation: More than 200000 a second for longer than 30 s: the limit messages-per-second"),
                link.endReason());
    }

    @Test
    void stanzasWithoutAMessageCountToo() {
        int sent = send(Xml.element("<x/>"), 1000, Duration.ofSeconds(2));
        assertEquals(500_000 + 2 * 200_000, sent, 1000);
    }

    @ParameterizedTest
    @CsvSource({"ERROR, 20, 200, errors", "JOIN, 50, 1000, joins", "NODE, 20, 500, nodes"})
    void whatIsAskedForAtTheRateAfterABurstIsNotSlowed(Charge charge, int perSecond, int burst, String limit) {
        for (int i = 0; i < burst; i++) {
            client.charge(charge);
        }
        for (int second = 0; second < 100; second++) {
            loop.advance(Duration.ofSeconds(1));
            for (int i = 0; i < perSecond; i++) {
                client.charge(charge);
            }
            loop.runAll();
            assertFalse(link.isReadingPaused());
        }
        client.charge(charge);
        loop.runAll();
        assertTrue(link.isReadingPaused(), limit);
        loop.advance(Duration.ofSeconds(1));
        assertFalse(link.isReadingPaused());
    }

    @ParameterizedTest
    @CsvSource({"ERROR, 20, 200, errors", "JOIN, 50, 1000, joins", "NODE, 20, 500, nodes"})
    void whatGoesOnFasterEndsTheStreamWithTheNameOfTheLimit(Charge charge, int perSecond, int burst, String limit) {
        int asked = 0;
        while (link.state() == ConnectionState.OPEN && asked < 10_000) {
            while (!link.isReadingPaused() && link.state() == ConnectionState.OPEN && asked < 10_000) {
                client.charge(charge);
                loop.runAll();
                asked++;
            }
            loop.advance(MILLISECOND);
        }
        assertEquals(burst + 30 * perSecond, asked, 2);
        assertEquals(
                Optional.of("policy-violation: More than " + perSecond + " a second for longer than 30 s: the limit "
                        + limit + "-per-second"),
                link.endReason());
    }

    @Test
    void aStanzaWithVeryManyMessagesIsHandledInPiecesSoThatOthersHaveTheirTurn() {
        subscribe();
        link.receive(stanza(100_000));
        link.receive(stanza(1));
        assertEquals(Client.MESSAGES_PER_TURN, session.events.size());
        assertTrue(link.isReadingPaused());

        loop.runNext();
        assertEquals(2 * Client.MESSAGES_PER_TURN, session.events.size());
        loop.runAll();
        assertEquals(100_001, session.events.size());
        assertFalse(link.isReadingPaused());
    }

    @Test
    void whatWasSentBeforeTheEndIsHandledBeforeTheClientIsGone() {
        subscribe();
        link.receive(stanza(3000));
        link.receive(stanza(1));
        link.close();
        loop.runAll();
        assertEquals(3002, session.events.size());
        assertEquals(FakeEndpoint.GONE, session.events.get(3001));
        assertEquals("closed", directory.events.get(directory.events.size() - 1));
    }

    @Test
    void theRestOfAStanzaIsDroppedWhenTheClientIsDisconnectedForIt() {
        var bad = new FakeEndpoint("session", loop) {
            @Override
            public void received(Client from, Element message) {
                super.received(from, message);
                from.charge(Charge.ERROR);
            }
        };
        client.enter(bad, () -> {});
        loop.runAll();
        link.receive(stanza(100_000));
        loop.runAll();
        assertTrue(link.endReason().orElse("").contains("errors-per-second"));
        assertEquals(200 + 600 + 1, bad.events.size() - 1, 1);
        assertEquals(FakeEndpoint.GONE, bad.events.get(bad.events.size() - 1));
    }
}
