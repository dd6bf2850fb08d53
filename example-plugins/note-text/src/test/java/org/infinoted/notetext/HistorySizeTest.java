// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.noOp;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the latest changes have inserted and deleted is kept up to so many bytes. */
@Tag("unit")
class HistorySizeTest {
    private static final long HISTORY = 1000;

    private NoteFixture fixture;

    @BeforeEach
    void open() throws ProtocolException {
        fixture = NoteFixture.small(Order.TOTAL, 10_000, HISTORY, AuthoredText.empty());
    }

    private void pasteAndDelete(int bytes) throws ProtocolException {
        fixture.send(fixture.a, request(1, "", insert(0, "x".repeat(bytes))));
        fixture.send(fixture.a, request(1, "", delete(0, bytes)));
    }

    private long keptBytes() {
        return fixture.note.synchronization().stream()
                .filter(message -> message.name().equals("sync-request"))
                .mapToLong(
                        message -> message.toString().replaceAll("<[^>]*>", "").length())
                .sum();
    }

    @Test
    void textThatComesAndGoesIsNotKeptForEver() throws ProtocolException {
        fixture.leave(2);
        for (int i = 0; i < 50; i++) {
            pasteAndDelete(100);
            assertTrue(keptBytes() <= HISTORY, keptBytes() + " bytes");
        }
    }

    @Test
    void whatAClientHasNotAcknowledgedIsKeptForIt() throws ProtocolException {
        for (int i = 0; i < 9; i++) {
            pasteAndDelete(100);
        }
        fixture.send(fixture.b, request(2, "", insert(0, "x")));
        assertTrue(fixture.context.user(2).orElseThrow().isPresent());
        assertEquals("[2]x", fixture.text());
    }

    @Test
    void aClientThatAcknowledgesNothingOfMuchBeginsAnew() throws ProtocolException {
        boolean ended = false;
        for (int i = 0; i < 20 && !ended; i++) {
            pasteAndDelete(100);
            ended = !fixture.context.user(2).orElseThrow().isPresent();
            assertTrue(keptBytes() <= 2 * HISTORY + 200, keptBytes() + " bytes");
        }
        assertTrue(ended);
        fixture.send(fixture.a, request(1, "", insert(0, "y")));
        assertEquals("[1]y", fixture.text());
    }

    @Test
    void aClientThatAcknowledgesStays() throws ProtocolException {
        for (int i = 0; i < 50; i++) {
            pasteAndDelete(100);
            List<String> sent = fixture.send(fixture.b, request(2, "1:2", noOp()));
            assertFalse(sent.contains("unsubscribe 2"));
        }
        fixture.send(fixture.a, request(1, "", insert(0, "ab")));
        fixture.send(fixture.a, request(1, "", undo()));
        assertEquals("", fixture.text());
    }

    @Test
    void whatIsTooLongAgoCannotBeUndoneAndItsSenderBeginsAnew() throws ProtocolException {
        fixture.send(fixture.a, request(1, "", insert(0, "mine")));
        fixture.send(fixture.b, request(2, "1:1", insert(0, "y".repeat(1200))));
        fixture.send(fixture.a, request(1, "2:1", noOp()));
        fixture.send(fixture.b, request(2, "", insert(0, "z")));
        List<String> sent = fixture.sendWrong(fixture.a, request(1, "2:1", undo()));
        assertTrue(sent.get(0).contains("nothing to take back"), sent.get(0));
        assertEquals("unsubscribe 1", sent.get(1));
    }
}
