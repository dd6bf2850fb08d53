// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.text.TextEdit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** User 2 has deleted user 1's text and takes that back: in whose name the others are told, so that they colour it right. */
@Tag("unit")
class RestoredTextTest {
    private static final String STAND_IN = "2147418112";
    private static final String STAND_IN_COMES =
            " id=\"2147418112\" name=\"user 1 (restored)\" status=\"inactive\" time=\""
                    + "%s\" caret=\"0\" selection=\"0\" hue=\"0.25\"/>";
    private static final String STAND_IN_LEAVES = "to 1 " + status(STAND_IN, "unavailable");
    private static final String BY_STAND_IN =
            "to 1 <request user=\"2147418112\" time=\"\"><insert-caret pos=\"0\">ab</insert-caret></request>";

    private NoteFixture fixture;

    private void deleteOf(Colours colours) throws ProtocolException {
        fixture = NoteFixture.ofThree(colours);
        fixture.send(fixture.a, request(1, "", insert(0, "ab")));
        fixture.send(fixture.b, request(2, "1:1", delete(0, 2)));
    }

    private List<String> restore() throws ProtocolException {
        List<String> sent = fixture.send(fixture.b, request(2, "", undo()));
        assertEquals("[1]ab", fixture.text());
        return sent;
    }

    static String status(String id, String status) {
        return "<user-status-change id=\"" + id + "\" status=\"" + status + "\"/>";
    }

    @Test
    void aPresentAuthorMakesTheRequestAndAStandInDoesAtItsOwnClient() throws ProtocolException {
        deleteOf(Colours.EXACT);
        assertEquals(
                List.of(
                        "but 1 2 " + request(1, "2:1", insert(0, "ab")),
                        "to 1 <user-join" + STAND_IN_COMES.formatted("1:1;2:1"),
                        BY_STAND_IN,
                        STAND_IN_LEAVES),
                restore());
    }

    @Test
    void aStandInThatWasThereComesBack() throws ProtocolException {
        deleteOf(Colours.EXACT);
        restore();
        fixture.send(fixture.b, request(2, "", delete(0, 2)));
        List<String> sent = restore();
        assertEquals("to 1 <user-rejoin" + STAND_IN_COMES.formatted("1:1;2:2;2147418112:1"), sent.get(1));
        assertEquals(List.of(BY_STAND_IN, STAND_IN_LEAVES), sent.subList(2, sent.size()));
    }

    @Test
    void afterwardsAllGoOnInTheirOwnCounts() throws ProtocolException {
        deleteOf(Colours.EXACT);
        restore();
        // what user 1 makes is one more of its own for it; the others have counted what came back, too
        assertEquals(
                List.of("but 1 2 " + request(1, "", insert(2, "c")), "to 2 " + request(1, "2:2", insert(2, "c"))),
                fixture.send(fixture.a, request(1, "2:1;" + STAND_IN + ":1", insert(2, "c"))));
        assertEquals(
                List.of(
                        "but 1 2 " + request(2, "1:2", insert(3, "d")),
                        "to 1 " + request(2, "1:1;" + STAND_IN + ":1", insert(3, "d"))),
                fixture.send(fixture.b, request(2, "1:1", insert(3, "d"))));
        fixture.send(fixture.a, request(1, "", undo()));
        assertEquals("[1]ab[2]d", fixture.text());
    }

    @Test
    void anAbsentAuthorComesBackForTheRequest() throws ProtocolException {
        deleteOf(Colours.EXACT);
        fixture.unsubscribe(fixture.a);
        assertEquals(
                List.of(
                        "but 2 <user-rejoin id=\"1\" name=\"user 1\" status=\"inactive\" time=\"1:1;2:1\" caret=\"0\" "
                                + "selection=\"0\" hue=\"0.25\"/>",
                        "but 2 " + request(1, "", insert(0, "ab")),
                        "but 2 " + status("1", "unavailable")),
                restore());
    }

    @Test
    void anAbsentAuthorComesBackInTheStateThatEachClientCounts() throws ProtocolException {
        deleteOf(Colours.EXACT);
        fixture.send(fixture.c, request(3, "1:1;2:1", insert(0, "yy")));
        fixture.send(fixture.b, request(2, "3:1", insert(1, "x")));
        fixture.send(fixture.c, request(3, "", delete(0, 2))); // two pieces
        fixture.unsubscribe(fixture.a);
        fixture.send(fixture.b, request(2, "3:2", undo()));
        String back = "<user-rejoin id=\"1\" name=\"user 1\" status=\"inactive\" time=\"%s\" caret=\"0\" "
                + "selection=\"0\" hue=\"0.25\"/>";
        assertEquals(
                List.of(
                        "but 2 3 " + back.formatted("1:1;2:3;3:3"),
                        "to 3 " + back.formatted("1:1;2:3;3:2"),
                        "but 2 " + request(1, "", insert(0, "ab")),
                        "but 2 " + status("1", "unavailable")),
                restore());
    }

    @Test
    void withColoursOfAbsentUsersTheRequesterHasWrittenItForTheAuthorItself() throws ProtocolException {
        deleteOf(Colours.ABSENT);
        assertEquals(
                List.of("but 1 2 " + request(1, "2:1", insert(0, "ab")), "to 1 " + request(2, "", insert(0, "ab"))),
                restore());
        assertEquals(
                List.of("but 1 2 " + request(2, "1:1", delete(0, 1)), "to 1 " + request(2, "", delete(0, 1))),
                fixture.send(fixture.b, request(2, "", delete(0, 1))));
    }

    @Test
    void withColoursOfAbsentUsersTheseComeBack() throws ProtocolException {
        deleteOf(Colours.ABSENT);
        fixture.unsubscribe(fixture.a);
        assertEquals(3, restore().size());
    }

    @Test
    void withPlainColoursAnAbsentUsersTextIsTheRequesters() throws ProtocolException {
        deleteOf(Colours.PLAIN);
        fixture.unsubscribe(fixture.a);
        assertEquals(List.of("but 2 " + request(2, "", insert(0, "ab"))), restore());
    }

    @Test
    void withPlainColoursAPresentUsersTextIsItsOwnForAllOthers() throws ProtocolException {
        deleteOf(Colours.PLAIN);
        assertEquals("but 1 2 " + request(1, "2:1", insert(0, "ab")), restore().get(0));
    }

    @Test
    void textOfSeveralComesBackInTheNameOfEach() throws ProtocolException {
        fixture = NoteFixture.ofThree(Colours.EXACT);
        fixture.send(fixture.a, request(1, "", insert(0, "ab")));
        fixture.send(fixture.c, request(3, "1:1", insert(1, "X")));
        fixture.send(fixture.b, request(2, "1:1;3:1", delete(0, 3)));
        List<String> sent = fixture.send(fixture.b, request(2, "", undo()));
        assertEquals("[1]a[3]X[1]b", fixture.text());
        assertEquals("but 1 2 " + request(1, "2:1;3:1", insert(0, "a")), sent.get(0));
        // user 1 counts otherwise by now
        assertEquals("but 1 2 3 " + request(3, "1:1;2:1", insert(1, "X")), sent.get(4));
        assertEquals("to 1 " + request(3, "2:1;" + STAND_IN + ":1", insert(1, "X")), sent.get(5));
        assertEquals(
                "to 3 " + "<user-join id=\"2147418112\" name=\"user 3 (restored)\" status=\"inactive\" "
                        + "time=\"1:2;2:1;3:1\" caret=\"0\" selection=\"0\" hue=\"0.25\"/>",
                sent.get(6));
    }

    @Test
    void anInactiveAuthorStaysInactive() throws ProtocolException {
        deleteOf(Colours.EXACT);
        fixture.status(1, UserStatus.INACTIVE);
        List<String> sent = restore();
        assertEquals("but 1 2 " + status("1", "inactive"), sent.get(sent.size() - 1));
        assertEquals(UserStatus.INACTIVE, fixture.context.user(1).orElseThrow().status());
    }

    @Test
    void anInactiveRequesterWakesUpThoughNothingIsToldInItsName() throws ProtocolException {
        deleteOf(Colours.EXACT);
        fixture.status(2, UserStatus.INACTIVE);
        List<String> sent = restore();
        assertEquals("but 2 " + status("2", "active"), sent.get(sent.size() - 1));
        assertEquals(UserStatus.ACTIVE, fixture.context.user(2).orElseThrow().status());
    }

    @Test
    void textOfAPluginsUserComesBackInItsName() throws ProtocolException {
        fixture = NoteFixture.ofThree(Colours.EXACT);
        User bot = User.local(4, "bot", UserStatus.ACTIVE);
        fixture.note.joined(bot, fixture.note.localJoin(bot));
        fixture.context.put(bot);
        fixture.note.execute(bot, TextEdit.insert(fixture.note.text(), 0, "beep"));
        fixture.send(fixture.b, request(2, "4:1", delete(0, 4)));
        assertEquals(
                List.of("but 2 " + request(4, "2:1", insert(0, "beep"))),
                fixture.send(fixture.b, request(2, "", undo())));
        assertEquals("[4]beep", fixture.text());
    }
}
