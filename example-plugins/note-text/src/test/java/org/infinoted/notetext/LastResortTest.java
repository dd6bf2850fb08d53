// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.file.TextFileReader;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.OrderLimits;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.session.SessionEvent;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is to be saved while a call is under way, or after one has failed half-way: everything that has been relayed. */
@Timeout(20)
@Tag("unit")
@ParameterizedClass
@EnumSource(Order.class)
class LastResortTest {
    private final Context context = new Context();
    private final TextNote note;
    private final Connection a = new FakeConnection(1);
    private final Connection b = new FakeConnection(2);

    /** Does something else when a request has been relayed. */
    private static final class Context extends FakeNoteContext {
        private Runnable relayed = () -> {};
        private Runnable published = () -> {};

        @Override
        public void relay(Element message, Connection except) {
            super.relay(message, except);
            relayed.run();
        }

        @Override
        public void relay(Element message, Set<Connection> except) {
            super.relay(message, except);
            relayed.run();
        }

        @Override
        public void send(Element message, Connection to) {
            super.send(message, to);
            relayed.run();
        }

        @Override
        public void publish(SessionEvent event) {
            published.run();
        }
    }

    LastResortTest(Order order) {
        note = new TextNote(
                new TextDocument(List.of(), AuthoredText.empty()),
                NoteFixture.settings(order, Colours.EXACT, OrderLimits.DEFAULTS));
        note.open(context);
    }

    @BeforeEach
    void join() throws Exception {
        NoteFixture.join(note, context, 1, a);
        NoteFixture.join(note, context, 2, b);
        note.saved(note.snapshot());
    }

    private String stored() throws IOException {
        var bytes = new ByteArrayOutputStream();
        note.snapshot().write(bytes);
        return TextFileReader.read(new ByteArrayInputStream(bytes.toByteArray()))
                .text()
                .text();
    }

    private static void fail() {
        throw new OutOfMemoryError("The test wants it");
    }

    @Test
    void whatWasRelayedBeforeARequestFailedIsSaved() throws Exception {
        context.relayed = LastResortTest::fail;
        assertThrows(OutOfMemoryError.class, () -> note.received(a, request(1, "", insert(0, "abc"))));
        assertTrue(note.modified());
        assertEquals("abc", stored());
        note.saved(note.snapshot());
        assertEquals(false, note.modified());
    }

    @Test
    void whatWasRelayedBeforePluginsCouldNotBeToldIsSaved() throws Exception {
        context.published = LastResortTest::fail;
        assertThrows(OutOfMemoryError.class, () -> note.received(a, request(1, "", insert(0, "abc"))));
        assertTrue(note.modified());
        assertEquals("abc", stored());
    }

    @Test
    void anotherThreadSavesWhatIsRelayedWhileTheCallIsStuck() throws Exception {
        var stuck = new CountDownLatch(1);
        var saved = new CountDownLatch(1);
        context.relayed = () -> {
            stuck.countDown();
            try {
                saved.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        var home = new Thread(() -> {
            try {
                note.received(a, request(1, "", insert(0, "abc")));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        home.start();
        assertTrue(stuck.await(10, TimeUnit.SECONDS));
        assertEquals("abc", stored());
        saved.countDown();
        home.join();
        assertTrue(note.modified());
        assertEquals("abc", stored());
    }
}
