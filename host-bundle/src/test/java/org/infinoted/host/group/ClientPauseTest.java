// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.testdoubles.Xml;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are not read from for a time. */
@Tag("unit")
class ClientPauseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(1);

    private final ManualLoop loop = new ManualLoop();
    private final ManualLoop home = new ManualLoop();
    private final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    private final FakeLink link = new FakeLink(loop, 1, "127.0.0.1:1")
            .connect(new Switchboard(directory, new Registry<>()))
            .open();
    private final Client client = directory.latest;
    private final FakeEndpoint endpoint = new FakeEndpoint("session", home);

    private void pause(Duration duration) {
        home.call(() -> client.pauseReading(duration));
        loop.runAll();
    }

    private void receive(int messages) {
        link.receive(
                Xml.element("<group publisher='you' name='session'>" + "<message/>".repeat(messages) + "</group>"));
    }

    private void enter() {
        client.enter(endpoint, () -> {});
        loop.runAll();
    }

    @Test
    void aPausedClientIsNotReadFromUntilTheTimeIsUp() {
        pause(SECOND);
        assertTrue(link.isReadingPaused());

        loop.advance(SECOND.minus(TICK));
        assertTrue(link.isReadingPaused());
        loop.advance(TICK);

        assertFalse(link.isReadingPaused());
        assertEquals(0, loop.scheduledCount());
    }

    @Test
    void ofSeveralPausesTheLatestEndCounts() {
        pause(SECOND.multipliedBy(3));
        pause(SECOND);
        loop.advance(SECOND);
        assertTrue(link.isReadingPaused());
        pause(SECOND.multipliedBy(4));

        loop.advance(SECOND.multipliedBy(4).minus(TICK));
        assertTrue(link.isReadingPaused());
        loop.advance(TICK);

        assertFalse(link.isReadingPaused());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void aPauseThatIsOverBeforeItBeginsIsNone(String duration) {
        pause(Duration.parse(duration));

        assertFalse(link.isReadingPaused());
        assertEquals(0, loop.scheduledCount());
    }

    @Test
    void aClientWithTooMuchUnderWayIsNotReadFromWhenTheTimeIsUp() {
        enter();
        pause(SECOND);
        receive(UnderWay.MESSAGES_HIGH);

        loop.advance(SECOND);
        assertTrue(link.isReadingPaused());
        home.runAll();
        loop.runAll();

        assertFalse(link.isReadingPaused());
    }

    @Test
    void aPausedClientIsNotReadFromWhenWhatWasUnderWayIsHandled() {
        enter();
        receive(UnderWay.MESSAGES_HIGH);
        pause(SECOND);

        home.runAll();
        loop.runAll();
        assertTrue(link.isReadingPaused());
        loop.advance(SECOND);

        assertFalse(link.isReadingPaused());
    }

    @Test
    void whatHasBeenReadIsHandledAndWhatIsSentGoesOut() {
        enter();
        pause(SECOND);

        receive(1);
        home.runAll();
        client.send("session", Xml.element("<answer/>"));

        assertEquals(List.of("message"), endpoint.events);
        loop.runAll();
        assertEquals(List.of("<group name=\"session\"><answer/></group>"), link.sent());
    }

    @Test
    void nothingIsLeftOfAPauseWhenTheConnectionCloses() {
        pause(SECOND);
        pause(SECOND.multipliedBy(2));

        link.close();
        pause(SECOND);

        assertEquals(0, loop.scheduledCount());
    }
}
