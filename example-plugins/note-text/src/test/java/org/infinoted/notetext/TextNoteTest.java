// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.move;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.undo;
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
import org.infinoted.notetext.relay.Colours;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.OrderLimits;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.testdoubles.Xml;
import org.infinoted.text.TextErased;
import org.infinoted.text.TextInserted;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for a text in whatever order its requests are executed. */
@Tag("unit")
@ParameterizedClass
@EnumSource(Order.class)
class TextNoteTest {
    private final Order order;
    private final NoteFixture fixture;
    private final FakeNoteContext context;
    private final TextNote note;
    private final Connection a;
    private final Connection b;

    TextNoteTest(Order order) {
        this.order = order;
        fixture = NoteFixture.in(order);
        context = fixture.context;
        note = fixture.note;
        a = fixture.a;
        b = fixture.b;
    }

    @AfterEach
    void connectionsAreNotForNotesToClose() {
        assertEquals(List.of(ConnectionState.OPEN, ConnectionState.OPEN), List.of(a.state(), b.state()));
    }

    @Test
    void aRequestIsExecutedAndRelayedAsItCame() throws ProtocolException {
        fixture.join(1, a, "");
        Element request = request(1, "", insert(0, "Hello")).toBuilder()
                .attribute("unknown", "kept")
                .build();
        note.received(a, request);
        assertEquals(List.of("but 1 " + request), context.takeSent());
        assertEquals("[1]Hello", fixture.text());
    }

    @Test
    void concurrentRequestsAreTransformed() throws ProtocolException {
        fixture.join(1, a, "");
        fixture.join(2, b, "");
        note.received(a, request(1, "", insert(0, "aa")));
        note.received(b, request(2, "", insert(0, "bb")));
        note.received(a, request(1, "", delete(0, 1)));
        assertEquals("[2]bb[1]a", fixture.text());
        note.received(b, request(2, "1:2", undo()));
        assertEquals("[1]a", fixture.text());
    }

    @Test
    void positionsCountCodePoints() throws ProtocolException {
        fixture.join(1, a, "");
        note.received(a, request(1, "", insert(0, "\uD83D\uDE00\uD83D\uDC4D")));
        note.received(a, request(1, "", insert(1, "|")));
        assertEquals("[1]\uD83D\uDE00|\uD83D\uDC4D", fixture.text());
    }

    @Test
    void charactersThatXmlCannotCarryTravelAsElements() throws ProtocolException {
        fixture.join(1, a, "");
        Element insert = Element.named("insert")
                .attribute("pos", 0)
                .text("a")
                .child(Element.named("uchar").attribute("codepoint", 0).build())
                .text("b")
                .build();
        note.received(a, request(1, "", insert));
        assertEquals("[1]a\u0000b", fixture.text());
        assertEquals(
                "<sync-segment author=\"1\">a<uchar codepoint=\"0\"/>b</sync-segment>",
                note.synchronization().get(1).toString());
    }

    @Test
    void pluginsAreToldOfWhatHappenedToTheText() throws ProtocolException {
        fixture.join(1, a, "");
        note.received(a, request(1, "", insert(0, "abc")));
        note.received(a, request(1, "", delete(1, 1)));
        assertTrue(context.events().get(0) instanceof TextInserted inserted
                && inserted.user() == 1
                && inserted.position() == 0
                && inserted.text().toString().equals("abc"));
        assertTrue(context.events().get(1) instanceof TextErased erased
                && erased.position() == 1
                && erased.text().toString().equals("b"));
    }

    @Test
    void aUserWhoHasGoneInactiveIsActiveAfterTheNextRequest() throws ProtocolException {
        User user = fixture.join(1, a, "");
        context.put(user.with(UserStatus.INACTIVE));
        note.received(a, request(1, "", Element.empty("no-op")));
        assertEquals(UserStatus.INACTIVE, context.user(1).orElseThrow().status());
        note.received(a, request(1, "", insert(0, "x")));
        assertEquals(UserStatus.ACTIVE, context.user(1).orElseThrow().status());
    }

    @Test
    void anotherConnectionsUserCannotBeUsed() throws ProtocolException {
        fixture.join(1, a, "");
        assertThrows(ProtocolException.class, () -> note.received(b, request(1, "", insert(0, "x"))));
        assertEquals(List.of(), context.takeSent());
        assertEquals("", fixture.text());
    }

    @Test
    void aRequestThatChangesTheSendersTextButCannotBeExecutedEndsItsSubscription() throws ProtocolException {
        fixture.join(1, a, "");
        assertThrows(ProtocolException.class, () -> note.received(a, request(1, "", insert(5, "x"))));
        List<String> sent = context.takeSent();
        assertEquals(2, sent.size(), sent.toString());
        assertTrue(
                sent.get(0).startsWith("to 1 <invalid-request request=\"\" state=\"\" user=\"1\"><reason>"),
                sent.get(0));
        assertEquals("unsubscribe 1", sent.get(1));
    }

    @Test
    void whoseRequestWasRefusedIsToldWhyAndOutOfTheSession() throws ProtocolException {
        fixture.join(1, a, "");
        note.refused(a, request(1, "", insert(0, "x")), "not \u0007 here");
        assertEquals(
                List.of(
                        "to 1 <invalid-request request=\"\" state=\"\" user=\"1\"><reason>not <uchar codepoint=\"7\"/> here"
                                + "</reason></invalid-request>",
                        "unsubscribe 1"),
                context.takeSent());
        assertEquals("", fixture.text());
    }

    @Test
    void aRefusedMessageThatItsSenderHasNotExecutedNeedsNothing() throws ProtocolException {
        fixture.join(1, a, "");
        note.refused(a, request(2, "", insert(0, "x")), "no");
        note.refused(a, request(1, "nonsense", insert(0, "x")), "no");
        note.refused(a, Element.empty("user-color-change"), "no");
        assertEquals(List.of(), context.takeSent());
    }

    @Test
    void aRequestThatDependsOnTheUnknownIsRefused() throws ProtocolException {
        fixture.join(1, a, "");
        assertThrows(ProtocolException.class, () -> note.received(a, request(1, "7:1", insert(0, "x"))));
        assertEquals("unsubscribe 1", context.takeSent().get(1));
    }

    @Test
    void aUserWhoStaysSilentForTooLongMustSubscribeAgain() throws ProtocolException {
        fixture.join(1, a, "");
        fixture.join(2, b, "");
        for (int i = 0; i < NoteFixture.LONGEST_LAG; i++) {
            note.received(a, request(1, "", insert(0, "x")));
        }
        for (int i = 0; i < 1024; i++) {
            note.received(a, request(1, "", insert(0, "x")));
        }
        assertFalse(context.takeSent().contains("unsubscribe 2"), "it may acknowledge soon");
        context.setNow(context.now().plusSeconds(61));
        for (int i = 0; i < 1024; i++) {
            note.received(a, request(1, "", insert(0, "x")));
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
        fixture.subscribe(a);
        var refusal = assertThrows(
                ProtocolException.class, () -> note.checkJoin(User.present(1, "n", UserStatus.ACTIVE, a), parse(join)));
        assertEquals(
                domain + " " + code,
                refusal.error().domain() + " " + refusal.error().code());
    }

    @Test
    void aUserIsDescribedAsItJoinedAndAsItIs() throws ProtocolException {
        fixture.join(1, a, "");
        note.received(a, request(1, "", insert(0, "ab")));
        User user = fixture.join(2, b, "1:1");
        assertEquals("<u time=\"1:1\" caret=\"0\" selection=\"0\" hue=\"0.25\"/>", fixture.describe(user));
        assertEquals(
                "<u time=\"1:1\" caret=\"2\" selection=\"0\" hue=\"0.25\"/>",
                fixture.describe(context.user(1).orElseThrow()));
    }

    @Test
    void aColorIsChangedByItsOwnerOnly() throws ProtocolException {
        User user = fixture.join(1, a, "");
        Element change = Element.named("user-color-change")
                .attribute("id", 1)
                .attribute("hue", "0.75")
                .build();
        assertThrows(ProtocolException.class, () -> note.received(b, change));
        note.received(a, change);
        assertEquals(List.of("but 1 " + change), context.takeSent());
        assertTrue(fixture.describe(user).contains("hue=\"0.75\""));
    }

    @Test
    void theContentIsWrittenAnewOnlyIfItChanged() throws ProtocolException {
        fixture.join(1, a, "");
        note.received(a, request(1, "", insert(0, "ab")));
        List<Element> content = note.synchronization();
        note.received(a, request(1, "", move(1, 0)));
        assertTrue(content == note.synchronization());
        note.received(a, request(1, "", delete(0, 1)));
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
        fixture.join(1, a, "");
        note.received(a, request(1, "", insert(0, "\u20AC".repeat(700))));
        List<Element> pieces =
                note.synchronization().subList(1, note.synchronization().size());
        assertEquals(
                List.of(341, 341, 18),
                pieces.stream().map(piece -> piece.text().length()).toList());
    }

    @Test
    void anUploadWithoutHistoryGoesOnWhereItsSenderWas() throws ProtocolException {
        User user = User.present(4, "n", UserStatus.ACTIVE, a);
        context.put(user);
        note.addUser(user, parse("<sync-user time='4:3' caret='1' hue='0.5'/>"));
        assertTrue(note.synchronizationReceived(parse("<sync-segment author='4'>ab</sync-segment>")));
        assertFalse(note.synchronizationReceived(Element.empty("message")));
        note.synchronizationEnded();
        fixture.subscribe(a);
        fixture.join(1, b, "4:3");
        assertEquals(
                List.of("but 1 " + request(4, "", insert(2, "c"))), fixture.send(a, request(4, "", insert(2, "c"))));
        fixture.send(b, request(1, "4:1", delete(0, 1)));
        fixture.send(a, request(4, "1:1", undo()));
        assertEquals("[4]b", fixture.text());
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
        fixture.join(1, a, "");
        assertFalse(note.modified());
        note.received(a, request(1, "", insert(0, "a")));
        var snapshot = note.snapshot();
        note.received(a, request(1, "", insert(1, "b")));
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
        var read = (TextNote) new NoteText(NoteFixture.settings(order, Colours.EXACT, OrderLimits.DEFAULTS))
                .read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
        read.open(context);
        assertEquals(List.of(User.absent(7, "Al")), read.authors());
        assertEquals(
                List.of("<sync-segment author=\"7\">ab</sync-segment>"),
                read.synchronization().stream().map(Element::toString).toList());
        assertFalse(read.modified());
    }

    /** An element with at most one level of children, for tests. */
    private static Element parse(String xml) {
        return Xml.element(xml);
    }
}
