// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.infinoted.connection.ConnectionState;
import org.infinoted.host.rate.ClientRates;
import org.infinoted.host.stream.FrameMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sessions charge their clients for, with the rates that the server has by default. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class SessionRatesTest {
    private final SessionFixture fixture = new SessionFixture(ClientRates.DEFAULT).open();
    private final GroupClient client = fixture.creator(fixture.left);
    private final GroupClient honest = fixture.creator(fixture.right);

    @AfterEach
    void end() {
        fixture.end();
    }

    private boolean isRead() {
        return client.link.state() == ConnectionState.OPEN && !client.link.isReadingPaused();
    }

    /** Sends so many a second for so many seconds, as far as the server reads. Returns how many it has read. */
    private int send(String message, int perSecond, int seconds) {
        int sent = 0;
        for (int tick = 0; tick < 100 * seconds && sent < 5000; tick++) {
            for (int i = 0; i < perSecond / 100 && isRead(); i++) {
                fixture.send(client, message);
                sent++;
            }
            fixture.left.advance(Duration.ofMillis(10));
            fixture.run();
        }
        client.take();
        return sent;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<refuse/>", // the note says that it is invalid
                "<user-status-change id='7' status='active'/>",
                "<user-join/>"
            })
    void aClientThatGoesOnSendingBadMessagesIsDisconnectedAndNobodyElseIs(String bad) {
        int sent = send(bad, 15_000, 60);
        assertTrue(client.link.endReason().orElse("").contains("errors-per-second"), bad);
        assertTrue(sent < 1000, "of " + bad + " it has read " + sent);
        fixture.send(client, bad);

        fixture.send(honest, "<shout/>");
        assertEquals(1, honest.take().stream().filter("<shout/>"::equals).count());
    }

    @Test
    void aHundredMistakesAreForgiven() {
        assertEquals(100, send("<refuse/>", 100, 1));
        assertEquals(ConnectionState.OPEN, client.link.state());
    }

    @Test
    void tenThousandJoinsInFiveSecondsAreNotPossible() {
        fixture.join(client, "alice", honest);
        fixture.send(client, "<user-status-change id='1' status='unavailable'/>");
        int joined = 0;
        for (int tick = 0; tick < 500; tick++) {
            for (int i = 0; i < 20 && !client.link.isReadingPaused(); i++) {
                fixture.send(
                        client,
                        "<user-join name='alice' time='' caret='0'/>",
                        "<user-status-change id='1' status='unavailable'/>");
                joined++;
                client.take();
                honest.take();
            }
            fixture.left.advance(Duration.ofMillis(10));
            fixture.run();
        }
        assertTrue(joined < 1300, joined + " have joined");
    }
}
