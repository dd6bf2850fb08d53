// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.OrderLimits;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A note takes the place of another one, as when a new version of the bundle comes, and nobody notices. */
@Tag("unit")
class ReplacedNoteTest {
    private static final Connection A = new FakeConnection(1);
    private static final Connection B = new FakeConnection(2);
    private static final Connection C = new FakeConnection(3);

    private static final String SUBSCRIBER = "<subscriber connection='1' number='1' log-from='0' known-state='' ";
    private static final String PRESENT =
            "<user id='1' present='true' state='1:1' joined-at='0' absent-from='0' requests-end='0'/>";

    /** Something happens. */
    @FunctionalInterface
    private interface Step {
        void in(Document document) throws ProtocolException;
    }

    /** A document with the note that it has at present. */
    private static final class Document {
        private final Set<Connection> subscribers = new LinkedHashSet<>();
        private TextNote note;
        private final FakeNoteContext context = new FakeNoteContext() {
            @Override
            public void unsubscribe(Connection connection) {
                super.unsubscribe(connection);
                leaveVia(connection);
                subscribers.remove(connection);
                note.unsubscribed(connection);
            }
        };

        Document(Order order) {
            note = note(order);
            note.open(context);
        }

        private static TextNote note(Order order) {
            return new TextNote(
                    new TextDocument(List.of(), AuthoredText.empty()),
                    new TextSettings(
                            order,
                            Colours.EXACT,
                            Limits.DEFAULTS.withPending(0),
                            OrderLimits.DEFAULTS,
                            EditLimits.DEFAULTS,
                            2000,
                            UploadLimits.DEFAULTS));
        }

        void subscribe(Connection connection) {
            note.synchronization();
            subscribers.add(connection);
            note.subscribed(connection);
        }

        void join(int id, Connection connection) throws ProtocolException {
            User user = User.present(id, "user " + id, UserStatus.ACTIVE, connection);
            String state = everything(connection);
            Element join = Element.named("user-join")
                    .attribute("time", state)
                    .attribute("caret", 0)
                    .build();
            note.checkJoin(user, join);
            note.joined(user, join);
            context.put(user);
            note.describedApart(user).forEach(receiver -> {
                Element.Builder description = Element.named("user");
                note.describe(user, receiver, description);
                context.send(description.build(), receiver);
            });
            Element.Builder description = Element.named("user");
            note.describe(user, description);
            context.broadcast(description.build());
        }

        private void leaveVia(Connection connection) {
            context.users().stream().filter(user -> user.isVia(connection)).forEach(this::leave);
        }

        void leave(User user) {
            User absent = user.with(UserStatus.UNAVAILABLE);
            context.put(absent);
            note.left(absent);
        }

        /** A user requests something in a state with so much more than its last one. */
        void request(int user, String time, Element operation) throws ProtocolException {
            Element message = Element.named("request")
                    .attribute("user", user)
                    .attribute("time", time)
                    .child(operation)
                    .build();
            note.received(via(user), message);
        }

        /** A user who has got everything requests something. */
        void requestNow(int user, Element operation) throws ProtocolException {
            StateVector state = StateVector.parse(everything(via(user)));
            StateVector base = StateVector.parse(state(user, via(user)));
            request(user, state.minus(base).toString(), operation);
        }

        private Connection via(int user) {
            return context.user(user).flatMap(User::connection).orElseThrow();
        }

        /** The state of a connection that has got everything: as it would see a user who joined now. */
        private String everything(Connection connection) {
            return context.users().stream()
                    .filter(user -> !user.isVia(connection))
                    .findFirst()
                    .map(user -> state(user.id(), connection))
                    .orElse("");
        }

        private String state(int user, Connection receiver) {
            Element.Builder description = Element.named("user");
            note.describe(context.user(user).orElseThrow(), receiver, description);
            return String.valueOf(description.build().attribute("time"));
        }

        /** Another note goes on, with an option that says otherwise. */
        void replace(Order option) throws ProtocolException {
            replace(option, note.handover());
        }

        void replace(Order option, List<Element> handover) throws ProtocolException {
            List<User> users = context.users();
            List<Element> descriptions = users.stream().map(this::described).toList();
            List<Element> content = note.synchronization();
            note.close();
            note = note(option);
            note.open(context);
            note.replaces(handover);
            for (int i = 0; i < users.size(); i++) {
                note.addUser(users.get(i), descriptions.get(i));
            }
            for (Element message : content) {
                assertTrue(note.synchronizationReceived(message));
            }
            note.synchronizationEnded();
            List.copyOf(subscribers).forEach(note::subscribed);
        }

        private Element described(User user) {
            Element.Builder description = Element.named("sync-user");
            note.describe(user, description);
            return description.build();
        }

        String text() {
            return note.text().toString();
        }
    }

    private static final List<Step> TYPING = List.of(
            document -> document.request(1, "", insert(0, "abc")),
            // has not got that
            document -> document.request(2, "", insert(0, "X\u0007")),
            document -> document.request(3, "1:1;2:1", delete(1, 3)),
            // has got none of the others'
            document -> document.request(1, "", insert(1, "1")),
            // brings text of two others back, who get it from stand-ins
            document -> document.request(3, "", Element.empty("undo-caret")),
            document -> document.request(2, "", Element.empty("undo-caret")),
            document -> document.request(1, "", Element.empty("undo-caret")),
            document -> document.request(1, "", Element.empty("redo-caret")),
            document -> document.request(3, "", Element.empty("redo-caret")),
            document -> document.requestNow(2, Element.empty("redo-caret")),
            document -> document.leave(document.context.user(2).orElseThrow()),
            document -> document.requestNow(1, delete(0, 3)),
            // brings text of an absent user back
            document -> document.requestNow(1, Element.empty("undo-caret")),
            document -> document.join(2, B),
            document -> document.request(2, "", insert(2, "Y")),
            document -> document.request(3, "", insert(0, "Z")),
            document -> document.requestNow(3, Element.empty("undo-caret")),
            document -> document.requestNow(3, Element.empty("undo-caret")),
            document -> document.requestNow(2, Element.empty("undo-caret")),
            document -> document.requestNow(1, Element.empty("undo-caret")),
            document -> document.requestNow(1, Element.empty("undo-caret")));

    /** What each client gets and what the content is after each step, if the note is replaced before some. */
    private static List<String> type(IntPredicate replacedBefore) throws ProtocolException {
        var document = new Document(Order.TOTAL);
        document.subscribe(A);
        document.subscribe(B);
        document.subscribe(C);
        document.join(1, A);
        document.join(2, B);
        document.join(3, C);
        document.context.takeSent();
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < TYPING.size(); i++) {
            if (replacedBefore.test(i)) {
                document.replace(Order.VERBATIM);
            }
            TYPING.get(i).in(document);
            List<String> sent = document.context.takeSent();
            for (Connection receiver : List.of(A, B, C)) {
                sent.stream()
                        .filter(line -> reaches(line, receiver))
                        .forEach(line -> seen.add("to " + receiver.id() + line.substring(line.indexOf(" <"))));
            }
            seen.add("content " + document.note.synchronization());
        }
        return seen;
    }

    /** In which order different clients are sent something is of no importance. */
    private static boolean reaches(String line, Connection receiver) {
        List<String> words = List.of(line.substring(0, line.indexOf(" <")).split(" "));
        boolean named = words.contains(Long.toString(receiver.id()));
        return words.get(0).equals("to") ? named : !named;
    }

    @Test
    void nobodyNoticesWhenANoteIsReplaced() throws ProtocolException {
        List<String> expected = type(step -> false);
        assertTrue(expected.stream().anyMatch(line -> line.contains("user 1 (restored)")), expected.toString());
        assertTrue(expected.stream().anyMatch(line -> line.contains("user-rejoin id=\"2\"")), expected.toString());
        for (int i = 0; i < TYPING.size(); i++) {
            int moment = i;
            assertEquals(expected, type(step -> step == moment));
        }
    }

    @Test
    void nobodyNoticesWhenANoteIsReplacedTimeAndAgain() throws ProtocolException {
        assertEquals(type(step -> false), type(step -> true));
    }

    @Test
    void charactersThatXmlCannotCarrySurvive() throws ProtocolException {
        var document = documentOfTwo(Order.TOTAL);
        document.request(1, "", insert(0, "a\u0000\u0007\uFFFFb"));
        document.requestNow(2, delete(0, 5));
        document.replace(Order.TOTAL);
        document.requestNow(2, Element.empty("undo-caret"));
        assertEquals("a\u0000\u0007\uFFFFb", document.text());
    }

    @Test
    void whatWasRelayedAsItCameGoesOnToBe() throws ProtocolException {
        var document = documentOfTwo(Order.VERBATIM);
        document.request(1, "", insert(0, "a"));
        document.replace(Order.TOTAL);
        document.context.takeSent();
        document.request(1, "", Element.empty("undo-caret"));
        assertEquals(
                List.of("but 1 <request user=\"1\" time=\"\"><undo-caret/></request>"), document.context.takeSent());
        assertEquals("", document.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<total-order version='0'/>",
                "<total-order version='1' state='1:2' last-number='2'/>",
                "<total-order version='1' state='1:1' last-number='2'/>" + SUBSCRIBER + "known='2'/>",
                "<total-order version='1' state='1:1' last-number='2'/>" + SUBSCRIBER + "known='0'>" + PRESENT
                        + "</subscriber>",
                "<total-order version='1' state='1:1' last-number='2'/>" + SUBSCRIBER + "known='1'>"
                        + "<cell piece='1' latest='-1' depth='0'><delete pos='0'/></cell></subscriber>",
                "<total-order version='1' state='1:1' last-number='2'/>"
                        + "<piece user='1' origin='1'><delete pos='0'/></piece>" + SUBSCRIBER + "known='1'>"
                        + "<cell piece='0' latest='0' depth='0'><delete pos='0'/></cell></subscriber>",
                "<total-order version='1' state='1:1' last-number='2'/>" + SUBSCRIBER + "known='1'>"
                        + "<base user='7' state=''/></subscriber>",
            })
    void aHandoverThatIsNotUnderstoodLetsEverybodySubscribeAgain(String handover) throws ProtocolException {
        var document = documentOfTwo(Order.TOTAL);
        document.request(1, "", insert(0, "a"));
        document.context.takeSent();
        document.replace(Order.TOTAL, Xml.elements(handover));
        assertEquals(List.of("unsubscribe 1", "unsubscribe 2"), document.context.takeSent());
        document.subscribe(A);
        document.join(1, A);
        document.requestNow(1, insert(1, "b"));
        assertEquals("ab", document.text());
    }

    @Test
    void whoWasNotHandedOverSubscribesAgain() throws ProtocolException {
        var document = documentOfTwo(Order.TOTAL);
        document.request(1, "", insert(0, "a"));
        List<Element> handover = document.note.handover();
        document.context.takeSent();
        document.replace(Order.TOTAL, handover.subList(0, handover.size() - 1));
        assertEquals(List.of("unsubscribe 2"), document.context.takeSent());
        document.requestNow(1, insert(1, "b"));
        document.requestNow(1, Element.empty("undo-caret"));
        document.requestNow(1, Element.empty("undo-caret"));
        assertEquals("", document.text());
    }

    @Test
    void whoHasGoneMeanwhileIsForgotten() throws ProtocolException {
        var document = documentOfTwo(Order.TOTAL);
        List<Element> handover = document.note.handover();
        document.leaveVia(B);
        document.subscribers.remove(B);
        document.replace(Order.TOTAL, handover);
        document.requestNow(1, insert(0, "a"));
        assertEquals(
                1,
                document.note.handover().stream()
                        .filter(element -> element.name().equals("subscriber"))
                        .count());
    }

    @Test
    void aNewSubscriberIsWelcomeAfterAReplacement() throws ProtocolException {
        var document = documentOfTwo(Order.TOTAL);
        document.replace(Order.TOTAL);
        document.context.takeSent();
        document.subscribe(C);
        document.join(3, C);
        document.requestNow(3, insert(0, "c"));
        assertTrue(document.context.takeSent().stream().noneMatch(line -> line.startsWith("unsubscribe")));
        assertEquals("c", document.text());
    }

    private static Document documentOfTwo(Order order) throws ProtocolException {
        var document = new Document(order);
        document.subscribe(A);
        document.subscribe(B);
        document.join(1, A);
        document.join(2, B);
        return document;
    }

    private static Element insert(int position, String text) {
        return ProtocolText.append(Element.named("insert-caret").attribute("pos", position), text)
                .build();
    }

    private static Element delete(int position, int length) {
        return Element.named("delete-caret")
                .attribute("pos", position)
                .attribute("len", length)
                .build();
    }
}
