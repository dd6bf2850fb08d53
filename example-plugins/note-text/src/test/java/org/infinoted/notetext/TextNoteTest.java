// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionState;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.testdoubles.Xml;
import org.infinoted.text.TextErased;
import org.infinoted.text.TextInserted;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class TextNoteTest {
    private static final Connection A = new FakeConnection(1);
    private static final Connection B = new FakeConnection(2);

    private static final int LONGEST_LAG = 2000;

    private final FakeNoteContext context = new FakeNoteContext();
    private final TextNote note = new TextNote(
            new TextDocument(List.of(), AuthoredText.empty()),
            Limits.DEFAULTS.withPending(0),
            EditLimits.DEFAULTS,
            LONGEST_LAG);

    @BeforeEach
    void open() {
        note.open(context);
    }

    @AfterEach
    void connectionsAreNotForNotesToClose() {
        assertEquals(List.of(ConnectionState.OPEN, ConnectionState.OPEN), List.of(A.state(), B.state()));
    }

    @Test
    void aRequestIsExecutedAndRelayedAsItCame() throws ProtocolException {
        join(1, A, "");
        Element request = request(1, "", insert(0, "Hello")).toBuilder()
                .attribute("unknown", "kept")
                .build();
        note.received(A, request);
        assertEquals(List.of("but 1 " + request), context.takeSent());
        assertEquals("[1]Hello", text());
    }

    @Test
    void concurrentRequestsAreTransformed() throws ProtocolException {
        join(1, A, "");
        join(2, B, "");
        note.received(A, request(1, "", insert(0, "aa")));
        note.received(B, request(2, "", insert(0, "bb")));
        note.received(A, request(1, "", delete(0, 1)));
        assertEquals("[2]bb[1]a", text());
        note.received(B, request(2, "1:2", Element.empty("undo-caret")));
        assertEquals("[1]a", text());
    }

    @Test
    void positionsCountCodePoints() throws ProtocolException {
        join(1, A, "");
        note.received(A, request(1, "", insert(0, "\uD83D\uDE00\uD83D\uDC4D")));
        note.received(A, request(1, "", insert(1, "|")));
        assertEquals("[1]\uD83D\uDE00|\uD83D\uDC4D", text());
    }

    @Test
    void charactersThatXmlCannotCarryTravelAsElements() throws ProtocolException {
        join(1, A, "");
        Element insert = Element.named("insert")
                .attribute("pos", 0)
                .text("a")
                .child(Element.named("uchar").attribute("codepoint", 0).build())
                .text("b")
                .build();
        note.received(A, request(1, "", insert));
        assertEquals("[1]a\u0000b", text());
        assertEquals(
                "<sync-segment author=\"1\">a<uchar codepoint=\"0\"/>b</sync-segment>",
                note.synchronization().get(1).toString());
    }

    @Test
    void pluginsAreToldOfWhatHappenedToTheText() throws ProtocolException {
        join(1, A, "");
        note.received(A, request(1, "", insert(0, "abc")));
        note.received(A, request(1, "", delete(1, 1)));
        assertTrue(context.events().get(0) instanceof TextInserted inserted
                && inserted.user() == 1
                && inserted.position() == 0
                && inserted.text().toString().equals("abc"));
        assertTrue(context.events().get(1) instanceof TextErased erased
                && erased.position() == 1
                && erased.text().toString().equals("b"));
    }

    @Test
    void anotherConnectionsUserCannotBeUsed() throws ProtocolException {
        join(1, A, "");
        assertThrows(ProtocolException.class, () -> note.received(B, request(1, "", insert(0, "x"))));
        assertEquals(List.of(), context.takeSent());
        assertEquals("", text());
    }

    @Test
    void aRequestThatChangesTheSendersTextButCannotBeExecutedEndsItsSubscription() throws ProtocolException {
        join(1, A, "");
        assertThrows(ProtocolException.class, () -> note.received(A, request(1, "", insert(5, "x"))));
        List<String> sent = context.takeSent();
        assertEquals(2, sent.size(), sent.toString());
        assertTrue(
                sent.get(0).startsWith("to 1 <invalid-request request=\"\" state=\"\" user=\"1\"><reason>"),
                sent.get(0));
        assertEquals("unsubscribe 1", sent.get(1));
    }

    @Test
    void whoseRequestWasRefusedIsToldWhyAndOutOfTheSession() throws ProtocolException {
        join(1, A, "");
        note.refused(A, request(1, "", insert(0, "x")), "not \u0007 here");
        assertEquals(
                List.of(
                        "to 1 <invalid-request request=\"\" state=\"\" user=\"1\"><reason>not <uchar codepoint=\"7\"/> here"
                                + "</reason></invalid-request>",
                        "unsubscribe 1"),
                context.takeSent());
        assertEquals("", text());
    }

    @Test
    void aRefusedMessageThatItsSenderHasNotExecutedNeedsNothing() throws ProtocolException {
        join(1, A, "");
        note.refused(A, request(2, "", insert(0, "x")), "no");
        note.refused(A, request(1, "nonsense", insert(0, "x")), "no");
        note.refused(A, Element.empty("user-color-change"), "no");
        assertEquals(List.of(), context.takeSent());
    }

    @Test
    void aMoveBeyondTheTextIsRelayedAndLosesNothing() throws ProtocolException {
        join(1, A, "");
        Element move = request(
                1,
                "",
                Element.named("move")
                        .attribute("caret", 9)
                        .attribute("selection", 0)
                        .build());
        assertThrows(ProtocolException.class, () -> note.received(A, move));
        assertEquals("but 1 " + move, context.takeSent().get(1));
        note.received(A, request(1, "", insert(0, "x")));
        assertEquals("[1]x", text());
    }

    @Test
    void ofManyUndosTheOthersLearnThoseThatWereExecuted() throws ProtocolException {
        join(1, A, "");
        note.received(A, request(1, "", insert(0, "x")));
        context.takeSent();
        Element undos = Element.named("request")
                .attribute("user", 1)
                .attribute("time", "")
                .attribute("num", 3)
                .child(Element.empty("undo"))
                .build();
        assertThrows(ProtocolException.class, () -> note.received(A, undos));
        List<String> sent = context.takeSent();
        assertEquals("but 1 <request user=\"1\" time=\"\" num=\"1\"><undo/></request>", sent.get(1));
        assertEquals("unsubscribe 1", sent.get(2));
        assertEquals("", text());
    }

    @Test
    void aRequestThatDependsOnTheUnknownIsRefused() throws ProtocolException {
        join(1, A, "");
        assertThrows(ProtocolException.class, () -> note.received(A, request(1, "7:1", insert(0, "x"))));
        assertEquals("unsubscribe 1", context.takeSent().get(1));
    }

    @Test
    void aUserWhoStaysSilentForTooLongMustSubscribeAgain() throws ProtocolException {
        join(1, A, "");
        join(2, B, "");
        for (int i = 0; i < LONGEST_LAG; i++) {
            note.received(A, request(1, "", insert(0, "x")));
        }
        assertFalse(context.takeSent().contains("unsubscribe 2"));
        for (int i = 0; i < 1024; i++) {
            note.received(A, request(1, "", insert(0, "x")));
        }
        List<String> sent = context.takeSent();
        assertTrue(sent.contains("unsubscribe 2"));
        assertFalse(sent.contains("unsubscribe 1"));
    }

    @ParameterizedTest
    @CsvSource({
        "INF_ADOPTED_SESSION_ERROR, 3, <user-join caret='0'/>",
        "INF_ADOPTED_SESSION_ERROR, 3, <user-join time='x' caret='0'/>",
        "INF_REQUEST_ERROR, 3, <user-join time=''/>",
        "INF_REQUEST_ERROR, 5, <user-join time='' caret='x'/>",
        "INF_REQUEST_ERROR, 5, <user-join time='' caret='0' selection='x'/>",
        "INF_ADOPTED_SESSION_ERROR, 2, <user-join time='1:1' caret='0'/>",
        "INF_ADOPTED_SESSION_ERROR, 2, <user-join time='9:1' caret='0'/>",
    })
    void aJoinThatIsNotRightIsRefused(String domain, int code, String join) {
        var refusal = assertThrows(
                ProtocolException.class, () -> note.checkJoin(User.present(1, "n", UserStatus.ACTIVE, A), parse(join)));
        assertEquals(
                domain + " " + code,
                refusal.error().domain() + " " + refusal.error().code());
    }

    @Test
    void aUserIsDescribedAsItJoinedAndAsItIs() throws ProtocolException {
        join(1, A, "");
        note.received(A, request(1, "", insert(0, "ab")));
        User user = join(2, B, "1:1");
        assertEquals("<u time=\"1:1\" caret=\"0\" selection=\"0\" hue=\"0.25\"/>", describe(user));
        assertEquals(
                "<u time=\"1:1\" caret=\"2\" selection=\"0\" hue=\"0.25\"/>",
                describe(context.user(1).orElseThrow()));
    }

    @Test
    void aColorIsChangedByItsOwnerOnly() throws ProtocolException {
        User user = join(1, A, "");
        Element change = Element.named("user-color-change")
                .attribute("id", 1)
                .attribute("hue", "0.75")
                .build();
        assertThrows(ProtocolException.class, () -> note.received(B, change));
        note.received(A, change);
        assertEquals(List.of("but 1 " + change), context.takeSent());
        assertTrue(describe(user).contains("hue=\"0.75\""));
    }

    @Test
    void theContentIsWrittenAnewOnlyIfItChanged() throws ProtocolException {
        join(1, A, "");
        note.received(A, request(1, "", insert(0, "ab")));
        List<Element> content = note.synchronization();
        note.received(
                A,
                request(
                        1,
                        "",
                        Element.named("move")
                                .attribute("caret", 1)
                                .attribute("selection", 0)
                                .build()));
        assertTrue(content == note.synchronization());
        note.received(A, request(1, "", delete(0, 1)));
        assertEquals(
                List.of(
                        "<sync-request user=\"1\" time=\"\"><insert-caret pos=\"0\">ab</insert-caret></sync-request>",
                        "<sync-request user=\"1\" time=\"1:1\"><delete-caret pos=\"0\"><segment author=\"1\">a</segment>"
                                + "</delete-caret></sync-request>",
                        "<sync-segment author=\"1\">b</sync-segment>"),
                note.synchronization().stream().map(Element::toString).toList());
    }

    @Test
    void longTextIsSynchronisedInPiecesOf1024Bytes() throws ProtocolException {
        join(1, A, "");
        note.received(A, request(1, "", insert(0, "\u20AC".repeat(700))));
        List<Element> pieces =
                note.synchronization().subList(1, note.synchronization().size());
        assertEquals(
                List.of(341, 341, 18),
                pieces.stream().map(piece -> piece.text().length()).toList());
    }

    @Test
    void anUploadGoesOnWhereItsSenderWas() throws ProtocolException {
        User user = User.present(4, "n", UserStatus.ACTIVE, A);
        context.put(user);
        note.addUser(user, parse("<sync-user time='4:1' caret='1' hue='0.5'/>"));
        for (Element message : List.of(
                parse("<sync-request user='4' time=''><insert pos='0'>ab</insert></sync-request>"),
                parse("<sync-segment author='4'>ab</sync-segment>"))) {
            assertTrue(note.synchronizationReceived(message));
        }
        assertFalse(note.synchronizationReceived(Element.empty("message")));
        note.synchronizationEnded();
        note.received(A, request(4, "", Element.empty("undo")));
        assertEquals("", text());
    }

    @Test
    void anUploadedSegmentOfAnUnknownAuthorIsRefused() {
        var refusal = assertThrows(
                ProtocolException.class,
                () -> note.synchronizationReceived(parse("<sync-segment author='4'>ab</sync-segment>")));
        assertEquals(
                "INF_USER_ERROR 2",
                refusal.error().domain() + " " + refusal.error().code());
    }

    @Test
    void whatWasTypedDuringASaveStaysToBeSaved() throws ProtocolException, IOException {
        join(1, A, "");
        assertFalse(note.modified());
        note.received(A, request(1, "", insert(0, "a")));
        var snapshot = note.snapshot();
        note.received(A, request(1, "", insert(1, "b")));
        var file = new ByteArrayOutputStream();
        snapshot.write(file);
        note.saved(snapshot);
        assertTrue(note.modified());
        assertTrue(file.toString(StandardCharsets.UTF_8).contains("<segment author=\"1\">a</segment>"));
        note.saved(note.snapshot());
        assertFalse(note.modified());
    }

    @Test
    void aStoredDocumentIsReadWithItsAuthors() throws IOException, ProtocolException {
        String file = "<inf-text-session><user id='7' name='Al' hue='0.25'/>"
                + "<buffer><segment author='7'>ab</segment></buffer></inf-text-session>";
        var read = (TextNote) new NoteText().read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
        read.open(context);
        assertEquals(List.of(User.absent(7, "Al")), read.authors());
        assertEquals(
                List.of("<sync-segment author=\"7\">ab</sync-segment>"),
                read.synchronization().stream().map(Element::toString).toList());
        assertFalse(read.modified());
    }

    private User join(int id, Connection connection, String time) throws ProtocolException {
        User user = User.present(id, "user " + id, UserStatus.ACTIVE, connection);
        Element join = Element.named("user-join")
                .attribute("time", time)
                .attribute("caret", 0)
                .build();
        note.checkJoin(user, join);
        context.put(user);
        note.joined(user, join);
        return user;
    }

    private String describe(User user) {
        Element.Builder description = Element.named("u");
        note.describe(user, description);
        return description.build().toString();
    }

    private String text() {
        StringBuilder runs = new StringBuilder();
        note.text()
                .runs()
                .forEach(
                        run -> runs.append('[').append(run.author()).append(']').append(run.text()));
        return runs.toString();
    }

    private static Element request(int user, String time, Element operation) {
        return Element.named("request")
                .attribute("user", user)
                .attribute("time", time)
                .child(operation)
                .build();
    }

    private static Element insert(int position, String text) {
        return Element.named("insert-caret")
                .attribute("pos", position)
                .text(text)
                .build();
    }

    private static Element delete(int position, int length) {
        return Element.named("delete-caret")
                .attribute("pos", position)
                .attribute("len", length)
                .build();
    }

    /** An element with at most one level of children, for tests. */
    private static Element parse(String xml) {
        return Xml.element(xml);
    }
}
