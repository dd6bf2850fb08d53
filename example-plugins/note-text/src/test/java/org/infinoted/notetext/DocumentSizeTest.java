// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.redo;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.requests;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.Xml;
import org.infinoted.text.TextEdit;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A text does not grow beyond its bound, whatever is to make it grow, and what would is refused before any of it is executed. */
@Tag("unit")
class DocumentSizeTest {
    private static final long SIZE = 100;
    private static final long HISTORY = 1000;
    private static final AuthoredText LARGER = AuthoredText.of(0, "x".repeat(120));

    private static NoteFixture empty(Order order) throws ProtocolException {
        return NoteFixture.small(order, SIZE, HISTORY, AuthoredText.empty());
    }

    /** The sender alone is told, and begins anew; nobody else notices. */
    private static void checkRefused(NoteFixture fixture, Element message) throws ProtocolException {
        String before = fixture.text();
        List<String> sent = fixture.sendWrong(fixture.a, message);
        assertEquals(2, sent.size(), sent.toString());
        assertTrue(
                sent.get(0).startsWith("to 1 <invalid-request ") && sent.get(0).contains("may have " + SIZE),
                sent.get(0));
        assertEquals("unsubscribe 1", sent.get(1));
        assertEquals(before, fixture.text());
    }

    @ParameterizedTest
    @EnumSource
    void textThatFitsIsTakenToTheLastByte(Order order) throws ProtocolException {
        NoteFixture fixture = empty(order);
        fixture.send(fixture.a, request(1, "", insert(0, "\u00e4\u20ac\ud83d\ude00".repeat(11)))); // 9 bytes each
        fixture.send(fixture.a, request(1, "", insert(5, "x")));
        checkRefused(fixture, request(1, "", insert(0, "x")));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsMultipliedBeyondTheBound(Order order) throws ProtocolException {
        NoteFixture fixture = empty(order);
        fixture.send(fixture.a, requests(1, "", 10, insert(0, "ten bytes.")));
        checkRefused(fixture, requests(1, "", 2, insert(0, "ten bytes.")));
        fixture.send(fixture.b, request(2, "1:10", delete(0, 90)));
        assertEquals("[1]ten bytes.", fixture.text());
    }

    @ParameterizedTest
    @EnumSource
    void aLargeTextIsNotMultiplied(Order order) throws ProtocolException {
        NoteFixture fixture = NoteFixture.small(order, Integer.MAX_VALUE, HISTORY, AuthoredText.empty());
        Element large = requests(1, "", 4096, insert(0, "x".repeat(1 << 20)));
        assertEquals(2, fixture.sendWrong(fixture.a, large).size());
        assertEquals("", fixture.text());
    }

    @ParameterizedTest
    @EnumSource
    void undoAndRedoDoNotRestoreBeyondTheBound(Order order) throws ProtocolException {
        NoteFixture fixture = empty(order);
        fixture.send(fixture.a, request(1, "", insert(0, "x".repeat(60))));
        fixture.send(fixture.a, request(1, "", delete(0, 30)));
        fixture.send(fixture.a, request(1, "", delete(0, 30)));
        fixture.send(fixture.b, request(2, "1:3", insert(0, "y".repeat(60))));
        checkRefused(fixture, requests(1, "2:1", 2, undo()));

        NoteFixture other = empty(order);
        other.send(other.a, request(1, "", insert(0, "x".repeat(60))));
        other.send(other.a, request(1, "", undo()));
        other.send(other.b, request(2, "1:2", insert(0, "y".repeat(60))));
        checkRefused(other, request(1, "2:1", redo()));
    }

    @ParameterizedTest
    @EnumSource
    void oneUndoOfManyThatFitsIsExecuted(Order order) throws ProtocolException {
        NoteFixture fixture = empty(order);
        fixture.send(fixture.a, request(1, "", insert(0, "x".repeat(60))));
        fixture.send(fixture.a, request(1, "", delete(0, 30)));
        fixture.send(fixture.a, request(1, "", delete(0, 30)));
        fixture.send(fixture.b, request(2, "1:3", insert(0, "y".repeat(60))));
        fixture.send(fixture.a, request(1, "2:1", undo()));
        assertEquals(90, fixture.note.text().length());
    }

    @ParameterizedTest
    @EnumSource
    void aStoredTextThatIsLargerMayShrinkButNotGrow(Order order) throws ProtocolException {
        NoteFixture fixture = NoteFixture.small(order, SIZE, HISTORY, LARGER);
        fixture.send(fixture.a, request(1, "", delete(0, 10)));
        assertEquals(110, fixture.note.text().length());
        checkRefused(fixture, request(1, "", insert(0, "x")));
    }

    @ParameterizedTest
    @EnumSource
    void aPluginsEditIsExecutedWholeOrNotAtAll(Order order) throws ProtocolException {
        NoteFixture fixture = NoteFixture.small(order, SIZE, HISTORY, AuthoredText.of(0, "x".repeat(90)));
        User plugin = fixture.joinLocal(9);
        TextEdit tooLarge = new TextEdit(
                fixture.note.text(),
                List.of(new TextEdit.Change(90, 90, "0123456789"), new TextEdit.Change(0, 0, "x")));
        ProtocolException refusal = assertThrows(ProtocolException.class, () -> fixture.note.execute(plugin, tooLarge));
        assertTrue(refusal.getMessage().contains("may have " + SIZE), refusal.getMessage());
        assertEquals(90, fixture.note.text().length());
        TextEdit other = TextEdit.replace(fixture.note.text(), 10, 90, "0123456789".repeat(9));
        fixture.note.execute(plugin, other);
        assertEquals(SIZE, fixture.note.text().length());
    }

    private static NoteFixture uploading(Order order) throws ProtocolException {
        NoteFixture fixture = new NoteFixture(NoteFixture.bounded(order, SIZE, HISTORY), AuthoredText.empty());
        User user = User.present(4, "n", UserStatus.ACTIVE, fixture.a);
        fixture.context.put(user);
        fixture.note.addUser(user, Xml.element("<sync-user time='' caret='0'/>"));
        return fixture;
    }

    private static Element segment(int bytes) {
        return Element.named("sync-segment")
                .attribute("author", 4)
                .text("x".repeat(bytes))
                .build();
    }

    private static Element logged(int index, int bytes) {
        return Element.named("sync-request")
                .attribute("user", 4)
                .attribute("time", index == 0 ? "" : "4:" + index)
                .child(insert(0, "x".repeat(bytes)))
                .build();
    }

    private static void checkEnds(NoteFixture fixture, Element message, String reason) {
        ProtocolException refusal =
                assertThrows(ProtocolException.class, () -> fixture.note.synchronizationReceived(message));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void anUploadIsNoLarger(Order order) throws ProtocolException {
        NoteFixture fixture = uploading(order);
        fixture.note.synchronizationReceived(segment(60));
        fixture.note.synchronizationReceived(segment(40));
        checkEnds(fixture, segment(1), "more than 100 bytes");
    }

    @ParameterizedTest
    @EnumSource
    void anUploadsHistoryIsBounded(Order order) throws ProtocolException {
        NoteFixture fixture = uploading(order);
        for (int i = 0; i < 3; i++) {
            fixture.note.synchronizationReceived(logged(i, 10));
        }
        checkEnds(fixture, logged(3, 10), "more than 3 requests");
        NoteFixture large = uploading(order);
        large.note.synchronizationReceived(logged(0, 600));
        checkEnds(large, logged(1, 600), "more than 1000 bytes");
    }

    @ParameterizedTest
    @EnumSource
    void whatAnotherNoteHandsOverIsTakenWhateverItsSize(Order order) throws ProtocolException {
        NoteFixture fixture = new NoteFixture(NoteFixture.bounded(order, SIZE, HISTORY), AuthoredText.empty());
        fixture.note.replaces(List.of());
        User user = User.absent(4, "n");
        fixture.context.put(user);
        fixture.note.addUser(user, Xml.element("<sync-user time='4:5' caret='0'/>"));
        for (int i = 0; i < 5; i++) {
            fixture.note.synchronizationReceived(logged(i, 600));
        }
        fixture.note.synchronizationReceived(segment(120));
        fixture.note.synchronizationEnded();
        assertEquals(120, fixture.note.text().length());
    }

    @ParameterizedTest
    @EnumSource
    void aTextByAuthorsWhoTakeTurnsHasSoManyPartsAtMost(Order order) throws ProtocolException {
        NoteFixture fixture = NoteFixture.small(order, 6400, HISTORY, AuthoredText.empty());
        fixture.send(fixture.a, request(1, "", insert(0, "x")));
        fixture.send(fixture.b, request(2, "1:1", insert(0, "y")));
        int last = 2;
        for (int i = 0; i < 99; i++) {
            last = 3 - last;
            fixture.send(last == 1 ? fixture.a : fixture.b, request(last, last == 1 ? "2:1" : "1:1", insert(0, "z")));
        }
        assertEquals(101, fixture.note.text().runs().size());
        List<String> sent = fixture.sendWrong(fixture.b, request(2, "1:1", insert(0, "y")));
        assertTrue(sent.get(0).contains("parts by changing authors"), sent.get(0));
        assertEquals("unsubscribe 2", sent.get(1));
    }

    @ParameterizedTest
    @EnumSource
    void anUploadHasNoMorePartsEither(Order order) throws ProtocolException {
        NoteFixture fixture = uploading(order);
        for (int i = 0; i < 50; i++) {
            fixture.note.synchronizationReceived(segment(1));
            fixture.note.synchronizationReceived(Xml.element("<sync-segment author='0'>y</sync-segment>"));
        }
        checkEnds(fixture, segment(1), "more than 100 bytes");
        NoteFixture larger = new NoteFixture(NoteFixture.bounded(order, 1000, HISTORY), AuthoredText.empty());
        for (int i = 0; i < 102; i++) {
            larger.context.put(User.absent(4, "n"));
            if (i == 0) {
                larger.note.addUser(User.absent(4, "n"), Xml.element("<sync-user time='' caret='0'/>"));
            }
            if (i == 101) {
                checkEnds(larger, segment(1), "parts by changing authors");
            } else {
                larger.note.synchronizationReceived(
                        i % 2 == 0 ? segment(1) : Xml.element("<sync-segment author='0'>y</sync-segment>"));
            }
        }
    }
}
