// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.OrderLimits;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.session.SessionEvent;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** When a call fails half-way, all clients that may know another half begin anew, whatever it has thrown. */
@Tag("unit")
@ParameterizedClass
@EnumSource(Order.class)
class NoteFailureTest {
    private static final List<String> ALL = List.of("unsubscribe 1", "unsubscribe 2");

    private final FailingContext context = new FailingContext();
    private final TextNote note;
    private final Connection a = new FakeConnection(1);
    private final Connection b = new FakeConnection(2);

    private static final class FailingContext extends FakeNoteContext {
        private boolean failsToTell;
        private boolean failsToPublish;
        private boolean failsToLookAtMemory;

        private static void fail(boolean now) {
            if (now) {
                throw new OutOfMemoryError("The test wants it");
            }
        }

        @Override
        public void relay(Element message, Connection except) {
            fail(failsToTell);
        }

        @Override
        public void relay(Element message, Set<Connection> except) {
            fail(failsToTell);
        }

        @Override
        public void send(Element message, Connection to) {
            fail(failsToTell);
        }

        @Override
        public void publish(SessionEvent event) {
            fail(failsToPublish);
        }

        @Override
        public boolean isMemoryShort(Connection origin) {
            fail(failsToLookAtMemory);
            return false;
        }
    }

    NoteFailureTest(Order order) {
        note = new TextNote(
                new TextDocument(List.of(), AuthoredText.empty()),
                NoteFixture.settings(order, Colours.EXACT, OrderLimits.DEFAULTS));
        note.open(context);
    }

    @BeforeEach
    void join() throws Exception {
        NoteFixture.join(note, context, 1, a);
        NoteFixture.join(note, context, 2, b);
        context.takeSent();
    }

    private void failsFor(Element message) {
        assertThrows(OutOfMemoryError.class, () -> note.received(a, message));
    }

    @Test
    void allBeginAnewWhenARequestCannotBeTold() {
        context.failsToTell = true;
        failsFor(request(1, "", insert(0, "abc")));
        assertEquals(ALL, context.takeSent());
    }

    @Test
    void allBeginAnewWhenPluginsCannotBeToldOfARequest() {
        context.failsToPublish = true;
        failsFor(request(1, "", insert(0, "abc")));
        assertEquals(ALL, context.takeSent());
    }

    @Test
    void senderAloneBeginsAnewWhenNobodyCanHaveHeardOfARequest() {
        context.failsToLookAtMemory = true;
        failsFor(request(1, "", insert(0, "abc")));
        assertEquals(List.of("unsubscribe 1"), context.takeSent());
    }

    @Test
    void allBeginAnewWhenAColourCannotBeTold() {
        context.failsToTell = true;
        failsFor(Xml.element("<user-color-change id='1' hue='0.75'/>"));
        assertEquals(ALL, context.takeSent());
    }

    @Test
    void subscriberForWhomPluginsCannotBeToldWhatTheyHaveMissedIsSentAway() {
        context.failsToPublish = true;
        failsFor(request(1, "", insert(0, "abc")));
        context.takeSent();
        assertThrows(OutOfMemoryError.class, () -> note.subscribed(b));
        assertEquals(List.of("unsubscribe 2"), context.takeSent());
    }
}
