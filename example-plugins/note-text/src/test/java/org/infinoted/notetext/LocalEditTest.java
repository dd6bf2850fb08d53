// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.notetext.LocalUserFixture.Client;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.User;
import org.infinoted.text.Text;
import org.infinoted.text.TextEdit;
import org.infinoted.text.TextEdit.Change;
import org.infinoted.text.TextErased;
import org.infinoted.text.TextInserted;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
@ParameterizedClass
@EnumSource(Order.class)
class LocalEditTest {
    private static final EditLimits SMALL = new EditLimits(5, 100, 3, 8, 4);

    private final Order order;
    private LocalUserFixture fixture;
    private Client client;
    private User bot;

    private record Riddle() implements LocalRequest<Void> {}

    LocalEditTest(Order order) {
        this.order = order;
    }

    @BeforeEach
    void start() throws Exception {
        start(EditLimits.DEFAULTS, Limits.DEFAULTS.withPending(0));
    }

    private void start(EditLimits editLimits, Limits limits) throws Exception {
        fixture = new LocalUserFixture(order, limits, editLimits);
        client = fixture.join();
        bot = fixture.joinLocal();
        fixture.settle();
    }

    private void type(int position, String text) throws Exception {
        client.act(Request.Type.DO, new Insert(position, AuthoredText.of(client.user, text)));
        fixture.settle();
    }

    private void erase(int position, int length) throws Exception {
        client.act(Request.Type.DO, new RemoteDelete(position, length));
        fixture.settle();
    }

    private String text() {
        return fixture.note.text().toString();
    }

    private String refused(TextEdit edit) {
        String before = text();
        int told = fixture.broadcasts.size();
        String message = assertThrows(ProtocolException.class, () -> fixture.edit(bot, edit))
                .getMessage();
        assertEquals(before, text());
        assertEquals(told, fixture.broadcasts.size());
        return message;
    }

    @Test
    void editsAreRequestsLikeThoseOfClients() throws Exception {
        type(0, "ab\uD83D\uDE00cd");
        Text after = fixture.edit(bot, TextEdit.replace(fixture.note.text(), 2, 4, "<\u0000>"));
        assertEquals("ab<\u0000>d", after.toString());
        int told = fixture.broadcasts.size();
        assertEquals(
                List.of(
                        "<request user=\"2\" time=\"1:1\"><delete-caret pos=\"2\" len=\"2\"/></request>",
                        "<request user=\"2\" time=\"\"><insert-caret pos=\"2\">&lt;<uchar codepoint=\"0\"/>&gt;"
                                + "</insert-caret></request>"),
                fixture.broadcasts.subList(told - 2, told).stream()
                        .map(Element::toString)
                        .toList());
        fixture.settle();
        assertEquals(fixture.text(), client.engine.text());
    }

    @Test
    void pluginsAreToldOfEdits() throws Exception {
        type(0, "abc");
        fixture.events.clear();
        fixture.edit(bot, TextEdit.replace(fixture.note.text(), 1, 2, "X"));
        assertEquals(2, fixture.events.size());
        assertTrue(fixture.events.get(0) instanceof TextErased erased && erased.user() == 2 && erased.position() == 1);
        assertTrue(fixture.events.get(1) instanceof TextInserted inserted
                && inserted.user() == 2
                && inserted.text().toString().equals("X"));
        assertTrue(fixture.note.modified());
    }

    @Test
    void editsAreCarriedOverWhatHappenedSince() throws Exception {
        type(0, "one two three");
        Text seen = fixture.note.text();
        type(0, ">> ");
        erase(3, 4); // "one "
        type(text().length(), "!");
        fixture.edit(bot, TextEdit.replace(seen, 4, 7, "2"));
        assertEquals(">> 2 three!", text());
    }

    @Test
    void whatOthersPutInIsKeptAndWhatTheyTookOutIsNotTakenOutAgain() throws Exception {
        type(0, "abcdef");
        Text seen = fixture.note.text();
        type(3, "NEW");
        erase(0, 2); // "ab"
        fixture.edit(bot, TextEdit.erase(seen, 1, 5));
        assertEquals("NEWf", text());
    }

    @Test
    void severalEditsForOneTextAllCount() throws Exception {
        type(0, "abc");
        Text seen = fixture.note.text();
        fixture.edit(bot, TextEdit.insert(seen, 1, "1"));
        fixture.edit(bot, TextEdit.insert(seen, 1, "2"));
        fixture.edit(bot, TextEdit.erase(seen, 0, 1));
        Text after = fixture.edit(bot, TextEdit.insert(seen, 3, "3"));
        assertEquals("12bc3", text());
        fixture.edit(bot, TextEdit.insert(after, 0, "0"));
        assertEquals("012bc3", text());
    }

    @Test
    void oneEditMayHaveManyChangesAtPositionsOfTheSameText() throws Exception {
        type(0, "aXbXc");
        Text seen = fixture.note.text();
        type(0, "0");
        fixture.edit(
                bot,
                new TextEdit(
                        seen,
                        List.of(
                                new Change(3, 4, "two"),
                                new Change(1, 2, "one"),
                                new Change(5, 5, "end"),
                                new Change(0, 0, "begin"),
                                new Change(0, 0, "!"))));
        assertEquals("0begin!aonebtwocend".length(), text().length());
        assertTrue(text().endsWith("aonebtwocend") && text().contains("begin!"), text());
    }

    @Test
    void editWithoutChangesIsNoRequest() throws Exception {
        type(0, "abc");
        int told = fixture.broadcasts.size();
        fixture.edit(bot, new TextEdit(fixture.note.text(), List.of(new Change(1, 1, ""))));
        assertEquals(told, fixture.broadcasts.size());
    }

    @Test
    void textOfAnotherSessionOrAPieceOfItIsRefused() throws Exception {
        type(0, "abc");
        Text other = new LocalUserFixture(order, Limits.DEFAULTS, SMALL).note.text();
        assertTrue(refused(TextEdit.insert(other, 0, "x")).contains("not made for the whole text of this session"));
        assertTrue(refused(TextEdit.insert(fixture.note.text().slice(0, 2), 0, "x"))
                .contains("not made for the whole text of this session"));
    }

    @Test
    void textThatIsTooManyChangesAgoIsRefused() throws Exception {
        start(SMALL, Limits.DEFAULTS.withPending(0));
        type(0, "abc");
        Text tooOld = fixture.note.text();
        type(0, "1");
        Text old = fixture.note.text();
        for (int i = 0; i < 5; i++) {
            type(0, "x");
        }
        assertTrue(refused(TextEdit.insert(tooOld, 0, "y")).contains("6 changes have been made since, of which 5"));
        fixture.edit(bot, TextEdit.insert(old, 0, "y"));
    }

    @Test
    void textBeforeMoreThanCanBeRememberedIsRefused() throws Exception {
        start(SMALL, Limits.DEFAULTS.withPending(0));
        Text old = fixture.note.text();
        type(0, "x".repeat(101));
        assertTrue(refused(TextEdit.insert(old, 0, "y")).contains("too old"));
        Text now = fixture.note.text();
        erase(0, 101); // what goes need not be remembered
        fixture.edit(bot, TextEdit.insert(now, 101, "y"));
        assertEquals("y", text());
    }

    @Test
    void textOlderThanTheFirstLocalUserIsRefusedUnlessItIsStillTheSame() throws Exception {
        fixture.leave(bot);
        type(0, "abc");
        Text old = fixture.note.text();
        type(0, "x");
        Text now = fixture.note.text();
        bot = fixture.rejoinLocal(bot);
        assertTrue(refused(TextEdit.insert(old, 0, "y")).contains("too old"));
        fixture.edit(bot, TextEdit.insert(now, 0, "y"));
        fixture.settle();
        assertEquals("yxabc", text());
        assertEquals(fixture.text(), client.engine.text());
    }

    @Test
    void editsThatAreTooLargeOrTakeTooLongToCarryOverAreRefused() throws Exception {
        start(SMALL, Limits.DEFAULTS.withPending(0));
        type(0, "abcdef");
        Text old = fixture.note.text();
        Change a = new Change(0, 1, "A");
        Change b = new Change(2, 3, "B");
        Change c = new Change(4, 5, "C");
        assertTrue(refused(new TextEdit(old, List.of(a, b, c, new Change(6, 6, "D"))))
                .contains("has 4 changes; more than 3"));
        type(0, "1");
        type(0, "2");
        assertTrue(refused(new TextEdit(old, List.of(a, b, c))).contains("too old for an edit of that size"));
        fixture.edit(bot, new TextEdit(fixture.note.text(), List.of(a, b, c)));
    }

    @Test
    void requestsOfAnotherKindAreRefused() {
        String message = assertThrows(ProtocolException.class, () -> fixture.note.execute(bot, new Riddle()))
                .getMessage();
        assertTrue(message.contains("Riddle"), message);
    }

    @Test
    void silentUserTellsHowFarItIsSoThatLogsCanBeCleaned() throws Exception {
        int log = 20;
        int silence = 8;
        start(
                new EditLimits(100, 1000, 10, 1000, silence),
                Limits.DEFAULTS.withPending(0).withLog(log));
        for (int i = 0; i < 500; i++) {
            type(0, "x");
            if (i % 10 == 9) {
                erase(0, 5);
            }
        }
        long noOps = fixture.broadcasts.stream()
                .filter(message -> message.child("no-op").isPresent())
                .count();
        assertEquals(550 / silence, noOps);
        Client late = fixture.connect();
        int kept = late.engine.log(client.user).size();
        int most = log + silence + 1;
        // in total order a new client gets only what it could undo
        assertTrue(kept >= (order == Order.TOTAL ? log - 1 : log) && kept <= most, "kept " + kept);
        fixture.settle();
        assertEquals(fixture.text(), late.engine.text());
        assertTrue(
                client.engine.log(client.user).size() <= (order == Order.TOTAL ? most : kept),
                "clients clean up likewise");
    }

    @Test
    void silentUserThatEditsNeedNotTell() throws Exception {
        start(new EditLimits(100, 1000, 10, 1000, 4), Limits.DEFAULTS.withPending(0));
        for (int i = 0; i < 20; i++) {
            type(0, "x");
            if (i % 3 == 0) {
                fixture.edit(bot, TextEdit.insert(fixture.note.text(), 0, "b"));
            }
        }
        assertTrue(fixture.broadcasts.stream()
                .noneMatch(message -> message.child("no-op").isPresent()));
    }

    @Test
    void whoComesBackKeepsItsColour() throws Exception {
        Element first = describe(bot);
        fixture.leave(bot);
        bot = fixture.rejoinLocal(bot);
        assertEquals(first.attribute("hue"), describe(bot).attribute("hue"));
        assertEquals("0.25", first.attribute("hue"));
    }

    private Element describe(User user) {
        var description = Element.named("user");
        fixture.note.describe(user, description);
        return description.build();
    }

    @Test
    void positionsOutsideOfTheTextAreRefusedAtOnceWithPositionAndLength() throws Exception {
        type(0, "a\uD83D\uDE00b");
        Text seen = fixture.note.text();
        assertEquals(
                "Position 4 is outside of the text, whose length is 3",
                assertThrows(IllegalArgumentException.class, () -> TextEdit.insert(seen, 4, "x"))
                        .getMessage());
        assertEquals(
                "Position 5 is outside of the text, whose length is 3",
                assertThrows(IllegalArgumentException.class, () -> TextEdit.erase(seen, 3, 5))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> TextEdit.insert(seen, -1, "x"));
        assertThrows(IllegalArgumentException.class, () -> TextEdit.erase(seen, 2, 1));
    }

    @Test
    void changesThatOverlapOrHaveHalfACharacterAreRefusedAtOnce() throws Exception {
        type(0, "abcd");
        Text seen = fixture.note.text();
        List<Change> overlapping = List.of(new Change(1, 4, "x"), new Change(0, 2, ""));
        assertEquals(
                "Two changes overlap at position 1",
                assertThrows(IllegalArgumentException.class, () -> new TextEdit(seen, overlapping))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> TextEdit.insert(seen, 0, "a\uD83D"));
        assertThrows(IllegalArgumentException.class, () -> TextEdit.insert(seen, 0, "\uDE00"));
    }
}
