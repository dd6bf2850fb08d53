// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.noOp;
import static org.infinoted.notetext.Requests.redo;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.OrderLimits;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no honest client sends costs its sender, and nobody else. */
@Tag("unit")
class HostileClientTest {
    private static NoteFixture three(long workPerSecond) throws ProtocolException {
        return NoteFixture.ofThree(new OrderLimits(2048, 4096, 400_000, workPerSecond, 500_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"010", "00", "+1", "\u0663", "0x1", "1 ", "-1", ""})
    void aNumberThatOthersReadOtherwiseIsNotRelayed(String position) throws ProtocolException {
        NoteFixture fixture = NoteFixture.ofThree(Colours.EXACT);
        Element insert = Element.named("insert-caret")
                .attribute("pos", position)
                .text("x")
                .build();
        assertEquals(List.of(), fixture.sendWrong(fixture.a, request(1, "", insert)));
        assertEquals("", fixture.text());
    }

    @Test
    void aStateWithALeadingZeroIsNotRelayed() throws ProtocolException {
        NoteFixture fixture = NoteFixture.ofThree(Colours.EXACT);
        fixture.send(fixture.a, request(1, "", insert(0, "x")));
        assertEquals(List.of(), fixture.sendWrong(fixture.b, request(2, "1:01", insert(0, "x"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"caret='9' selection='-2147483648'", "caret='4294967295' selection='2147483647'"})
    void aCaretOutsideTheTextIsNotPassedOn(String where) throws ProtocolException {
        for (Order order : Order.values()) {
            NoteFixture fixture = NoteFixture.in(order);
            fixture.subscribe(fixture.a);
            User user = User.present(1, "n", UserStatus.ACTIVE, fixture.a);
            Element join = Xml.element("<user-join time='' hue='0.25' " + where + "/>");
            fixture.note.checkJoin(user, join);
            fixture.note.joined(user, join);
            fixture.context.put(user);
            assertEquals("<u time=\"\" caret=\"0\" selection=\"0\" hue=\"0.25\"/>", fixture.describe(user));
        }
    }

    @Test
    void anUploadWhoseCountsLeaveNoRoomIsRefused() throws ProtocolException {
        NoteFixture fixture = NoteFixture.in(Order.TOTAL);
        User user = User.absent(7, "n");
        fixture.context.put(user);
        fixture.note.addUser(user, Xml.element("<sync-user time='7:4294967295' caret='0'/>"));
        assertThrows(ProtocolException.class, () -> fixture.note.synchronizationEnded());
    }

    @Test
    void aLongTextThatComesAndGoesIsPaidFor() throws ProtocolException {
        NoteFixture fixture = three(1000);
        fixture.send(fixture.a, request(1, "", insert(0, "x".repeat(96_000))));
        assertTrue(isSlowed(fixture, undo()) || isSlowed(fixture, redo()));
    }

    private static boolean isSlowed(NoteFixture fixture, Element operation) throws ProtocolException {
        return fixture.send(fixture.a, request(1, "", operation)).stream().anyMatch(sent -> sent.startsWith("pause 1"));
    }

    @Test
    void aClientThatLagsPaysForItsNoOps() throws ProtocolException {
        NoteFixture fixture = three(1000);
        for (int i = 0; i < 1000; i++) {
            fixture.send(fixture.a, request(1, "", insert(0, "x")));
        }
        fixture.context.takeSent();
        for (int i = 0; i < 10; i++) {
            fixture.note.received(fixture.b, request(2, "", noOp()));
        }
        assertTrue(fixture.context.takeSent().stream().anyMatch(sent -> sent.startsWith("pause 2")));
    }

    @Test
    void aConnectionHasSixteenStandInsAtMost() throws ProtocolException {
        NoteFixture fixture = NoteFixture.ofThree(Colours.EXACT);
        String known = "";
        for (int id = 10; id < 30; id++) {
            fixture.join(id, fixture.a, known);
            fixture.send(fixture.a, request(id, "", insert(0, "x")));
            known += (known.isEmpty() ? "" : ";") + id + ":1";
        }
        fixture.send(fixture.b, request(2, known, delete(0, 20)));
        List<String> sent = fixture.send(fixture.b, request(2, "", undo()));
        assertEquals(
                16,
                sent.stream()
                        .filter(message -> message.startsWith("to 1 <user-join"))
                        .count());
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 600_000})
    void aStateOfMoreUsersThanThereAreIsNotRead(int users) throws ProtocolException {
        String state = IntStream.range(1, users).mapToObj(id -> id + ":0").collect(Collectors.joining(";"));
        for (Order order : Order.values()) {
            NoteFixture fixture = NoteFixture.small(order, 1000, 1000, AuthoredText.empty());
            assertEquals(List.of(), fixture.sendWrong(fixture.a, request(1, state, noOp())));
            fixture.leave(1);
            checkTooMany(() -> fixture.join(1, fixture.a, state));
            NoteFixture upload = new NoteFixture(NoteFixture.bounded(order, 1000, 1000), AuthoredText.empty());
            String larger = state + ";" + users + ":0;" + (users + 1) + ":0";
            Element user = Element.named("sync-user")
                    .attribute("time", larger)
                    .attribute("caret", 0)
                    .build();
            checkTooMany(() -> upload.note.addUser(User.absent(1, "n"), user));
            upload.note.addUser(User.absent(1, "n"), Xml.element("<sync-user time='' caret='0'/>"));
            Element logged = Element.named("sync-request")
                    .attribute("user", 1)
                    .attribute("time", larger)
                    .child(insert(0, "x"))
                    .build();
            checkTooMany(() -> upload.note.synchronizationReceived(logged));
        }
    }

    private static void checkTooMany(Executable action) {
        ProtocolException refusal = assertThrows(ProtocolException.class, action);
        assertTrue(refusal.getMessage().contains("names more than"), refusal.getMessage());
    }

    @Test
    void aStateMayNameEverybodyWithoutACountOfTheirs() throws ProtocolException {
        NoteFixture fixture = NoteFixture.ofThree(Colours.EXACT);
        fixture.send(fixture.a, request(1, "2:0;3:0", insert(0, "x")));
        assertEquals("[1]x", fixture.text());
    }
}
