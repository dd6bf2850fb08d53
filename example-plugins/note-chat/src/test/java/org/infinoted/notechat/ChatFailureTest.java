// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.infinoted.chat.OutgoingMessage;
import org.infinoted.connection.Connection;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Wherever saying something fails, the chat and those who are in it know the same. */
@Tag("unit")
class ChatFailureTest {
    private final FakeConnection ann = new FakeConnection(1);
    private final FakeConnection bob = new FakeConnection(2);
    private final FakeConnection carol = new FakeConnection(3);
    private final FailingContext context = new FailingContext();
    private final ChatNote note = new ChatNote(() -> ChatLimits.DEFAULTS);

    /** What each subscriber knows of the chat. */
    private final Map<Connection, List<String>> known = new LinkedHashMap<>();

    private final class FailingContext extends FakeNoteContext {
        private int toldUntilFailure = Integer.MAX_VALUE;
        private boolean failsToPublish;

        @Override
        public void relay(Element message, Connection except) {
            int told = 0;
            for (Connection connection : known.keySet()) {
                if (connection != except) {
                    if (told == toldUntilFailure) {
                        throw new OutOfMemoryError("injected");
                    }
                    known.get(connection).add(message.text());
                    told++;
                }
            }
        }

        @Override
        public void broadcast(Element message) {
            relay(message, new FakeConnection(99));
        }

        @Override
        public void publish(SessionEvent event) {
            if (failsToPublish) {
                throw new StackOverflowError("injected");
            }
        }

        @Override
        public void unsubscribe(Connection connection) {
            known.remove(connection);
            note.unsubscribed(connection);
        }
    }

    private void subscribe(FakeConnection connection) {
        known.put(connection, texts());
        note.subscribed(connection);
    }

    private List<String> texts() {
        return new ArrayList<>(
                note.synchronization().stream().map(Element::text).toList());
    }

    @BeforeEach
    void open() {
        note.open(context);
        List.of(ann, bob, carol).forEach(this::subscribe);
        context.put(User.present(1, "Ann", UserStatus.ACTIVE, ann));
    }

    private void say(String text) {
        try {
            note.received(
                    ann,
                    Element.named("message").attribute("user", 1).text(text).build());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        known.get(ann).add(text); // it knows what it says without being told
    }

    private void checkAllKnowTheSame() {
        List.of(ann, bob, carol).forEach(connection -> {
            if (!known.containsKey(connection)) {
                subscribe(connection);
            }
        });
        known.values().forEach(texts -> assertEquals(texts(), texts));
    }

    @Test
    void whenRelayingFailsHoweverManyWereTold() {
        for (int told = 0; told < 2; told++) {
            say("before");
            context.toldUntilFailure = told;
            assertThrows(OutOfMemoryError.class, () -> say("lost"));
            context.toldUntilFailure = Integer.MAX_VALUE;
            checkAllKnowTheSame();
            say("after");
            checkAllKnowTheSame();
        }
    }

    @Test
    void whenAPluginsMessageFails() {
        User plugin = context.put(User.local(2, "Bot", UserStatus.ACTIVE));
        context.toldUntilFailure = 2;
        assertThrows(OutOfMemoryError.class, () -> note.execute(plugin, OutgoingMessage.normal("lost")));
        context.toldUntilFailure = Integer.MAX_VALUE;
        checkAllKnowTheSame();
    }

    @Test
    void whenPluginsCannotBeTold() {
        context.failsToPublish = true;
        assertThrows(StackOverflowError.class, () -> say("said"));
        known.get(ann).add("said");
        context.failsToPublish = false;
        assertEquals(List.of("said"), texts());
        checkAllKnowTheSame();
    }

    @Test
    void whoHasNotJoinedIsNotRemembered() {
        context.failsToPublish = true;
        assertThrows(
                StackOverflowError.class,
                () -> note.joined(User.present(5, "Eve", UserStatus.ACTIVE, bob), Element.empty("user-join")));
        assertEquals(List.of(), texts());
    }
}
