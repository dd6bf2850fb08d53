// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All that a note keeps because of clients is counted, and those that have much of it add nothing while memory is short. */
@Tag("unit")
class NoteMemoryTest {
    private static final int LARGE = 100_000;
    private static final String TEXT = "x".repeat(LARGE);

    private static NoteFixture open(Order order) throws ProtocolException {
        return NoteFixture.small(order, 10 * LARGE, 10 * LARGE, AuthoredText.empty());
    }

    private static NoteFixture uploading(Order order, long history) throws ProtocolException {
        NoteFixture fixture = new NoteFixture(NoteFixture.bounded(order, 10 * LARGE, history), AuthoredText.empty());
        fixture.note.addUser(User.absent(4, "n"), Xml.element("<sync-user time='' caret='0'/>"));
        return fixture;
    }

    private static void checkGrows(NoteFixture fixture, long before, long bytes) {
        long more = fixture.note.memory() - before;
        assertTrue(more >= bytes, () -> more + " bytes more");
    }

    @ParameterizedTest
    @EnumSource
    void textIsCounted(Order order) throws ProtocolException {
        NoteFixture fixture =
                new NoteFixture(NoteFixture.bounded(order, 10 * LARGE, 10 * LARGE), AuthoredText.of(0, TEXT));
        fixture.join(1, fixture.a, "");
        checkGrows(fixture, 0, LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void textThatWasDeletedIsCountedAsLongAsItCanComeBack(Order order) throws ProtocolException {
        NoteFixture fixture = open(order);
        long before = fixture.note.memory();
        fixture.send(fixture.a, request(1, "", insert(0, TEXT)));
        fixture.send(fixture.a, request(1, "", delete(0, LARGE)));
        assertEquals("", fixture.text());
        checkGrows(fixture, before, LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void requestsAreCountedHoweverLittleTheyHold(Order order) throws ProtocolException {
        NoteFixture fixture = open(order);
        long before = fixture.note.memory();
        for (int i = 0; i < 100; i++) {
            fixture.send(fixture.a, request(1, "", insert(0, "x")));
            fixture.send(fixture.a, request(1, "", delete(0, 1)));
        }
        checkGrows(fixture, before, 100 * 100);
    }

    @Test
    void usersAreCountedWithTheStateOfAllOthersForEach() throws ProtocolException {
        NoteFixture fixture = open(Order.TOTAL);
        long before = fixture.note.memory();
        for (int id = 3; id < 103; id++) {
            fixture.join(id, fixture.c, "");
        }
        checkGrows(fixture, before, 100 * 100);

        fixture.send(fixture.a, request(1, "", insert(0, "x")));
        long withOne = fixture.note.memory();
        fixture.send(fixture.b, request(2, "1:1", insert(0, "x")));
        checkGrows(fixture, withOne, 100 * 8);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBeingUploadedIsCounted(Order order) throws ProtocolException {
        NoteFixture fixture = uploading(order, 10 * LARGE);
        long empty = fixture.note.memory();
        fixture.note.synchronizationReceived(Element.named("sync-request")
                .attribute("user", 4)
                .attribute("time", "")
                .child(insert(0, TEXT))
                .build());
        checkGrows(fixture, empty, LARGE);

        long withHistory = fixture.note.memory();
        fixture.note.synchronizationReceived(
                Element.named("sync-segment").attribute("author", 4).text(TEXT).build());
        checkGrows(fixture, withHistory, LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void statesOfUploadedUsersArePartOfTheHistoryThatIsBounded(Order order) throws ProtocolException {
        NoteFixture fixture = uploading(order, 1000);
        String state = IntStream.rangeClosed(1, 20).mapToObj(id -> id + ":1").collect(Collectors.joining(";"));
        Element user = Element.named("sync-user")
                .attribute("time", state)
                .attribute("caret", 0)
                .build();
        fixture.note.addUser(User.absent(5, "o"), user);
        fixture.note.addUser(User.absent(6, "p"), user);
        ProtocolException refusal =
                assertThrows(ProtocolException.class, () -> fixture.note.addUser(User.absent(7, "q"), user));
        assertTrue(refusal.getMessage().contains("more than 1000 bytes"), refusal.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void whileMemoryIsShortThoseWhoHaveTooMuchInsertNothingAndBeginAnew(Order order) throws ProtocolException {
        NoteFixture fixture = open(order);
        fixture.send(fixture.a, request(1, "", insert(0, "ab")));
        fixture.context.memoryIsShortFor(fixture.a);

        assertEquals(1, fixture.send(fixture.a, request(1, "", delete(0, 1))).size());
        List<String> sent = fixture.sendWrong(fixture.a, request(1, "", insert(0, "x")));

        assertEquals(2, sent.size(), sent::toString);
        assertTrue(
                sent.get(0).startsWith("to 1 <invalid-request ") && sent.get(0).contains("short of memory"),
                sent.get(0));
        assertEquals("unsubscribe 1", sent.get(1));
        assertEquals("[1]b", fixture.text());

        fixture.send(fixture.b, request(2, "1:2", insert(0, "y")));
        assertEquals("[2]y[1]b", fixture.text());
    }
}
