// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.session.LocalUserException;
import org.infinoted.session.User;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many users there may be, and what they may be called. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class UserLimitsTest {
    private static final int FOR_A_CONNECTION = 3;
    private static final int NAME_BYTES = 12;

    private final SessionFixture fixture = new SessionFixture(
            new SessionLimits(SessionFixture.IDLE_TIME, Duration.ofHours(1), 20, FOR_A_CONNECTION, NAME_BYTES, 3));

    @AfterEach
    void end() {
        fixture.end();
        if (fixture.owner.completed != null) {
            fixture.owner.completed.close(false);
        }
        fixture.run();
    }

    private Element answerToJoin(GroupClient client, String name) {
        Element join = Element.named("user-join")
                .attribute("name", name)
                .attribute("time", "")
                .attribute("caret", 0)
                .build();
        fixture.send(client, join.toString());
        return client.takeElements().get(0);
    }

    private static void checkRefused(Element answer, String code, String reason) {
        assertEquals("request-failed", answer.name());
        assertEquals(code, answer.attribute("code"));
        assertTrue(answer.text().contains(reason), answer.text());
    }

    /** Blank, control characters, line separators, marks of writing direction. */
    static final String WRONG_CHARACTERS =
            "\u0007\u0085\u009b\u007f\u2028\u2029\u061c\u200e\u200f\u202a\u202e\u2066\u2069";

    @Test
    void aNameHasNoCharacterThatHidesWhatItIs() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        for (int i = 0; i < WRONG_CHARACTERS.length(); i++) {
            char wrong = WRONG_CHARACTERS.charAt(i);
            if (wrong >= ' ') { // XML does not carry the others
                checkRefused(answerToJoin(client, "a" + wrong + "b"), "4", String.format("U+%04X", (int) wrong));
            }
        }
        assertEquals(List.of(), fixture.users());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\u3000", "\u200b\u200d", "\ufeff "})
    void aNameIsNotBlank(String name) {
        fixture.open();
        checkRefused(answerToJoin(fixture.creator(fixture.left), name), "4", "blank");
        assertEquals(List.of(), fixture.users());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abcdefghijkl",
                "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4",
                "\u20ac\u20ac\u20ac\u20ac",
                "Zo\u00eb van Dam"
            })
    void aNameHasSoManyBytesAtMost(String longest) {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        checkRefused(answerToJoin(client, longest + "x"), "4", "may have 12 bytes");
        assertEquals("user-join", answerToJoin(client, longest).name());
    }

    @Test
    void ofANameThatIsFarTooLongNothingIsKeptOrRepeated() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        assertTrue(answerToJoin(client, "x".repeat(200_000)).text().length() < 200);
        assertEquals(List.of(), fixture.users());
    }

    @Test
    void namesInStoredDocumentsStayAsTheyAre() {
        List<User> odd = List.of(User.absent(1, ""), User.absent(2, "x\u202e".repeat(300)));
        fixture.note.with(odd);
        fixture.open();
        assertEquals(odd, fixture.session.view().users());
        assertEquals(
                "user-rejoin", answerToJoin(fixture.creator(fixture.left), "").name());
    }

    @Test
    void pluginsUsersHaveSuchNamesAsWell() {
        fixture.open();
        for (String wrong : List.of("", "a\u202eb", "x".repeat(13))) {
            CompletableFuture<?> joined =
                    fixture.environment.join(fixture.session.view(), wrong).toCompletableFuture();
            fixture.run();
            Throwable failure =
                    assertThrows(CompletionException.class, joined::join).getCause();
            assertInstanceOf(LocalUserException.class, failure);
            assertTrue(failure.getMessage().contains("A user's name"), failure.getMessage());
        }
        assertEquals(List.of(), fixture.users());
    }

    @Test
    void aConnectionHasSoManyUsersAtMost() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        for (int i = 0; i < FOR_A_CONNECTION; i++) {
            assertEquals("user-join", answerToJoin(client, "u" + i).name());
        }
        checkRefused(answerToJoin(client, "one more"), "6", "Your connection has had 3 users");
        assertEquals(
                "user-join",
                answerToJoin(fixture.creator(fixture.right), "other").name());
    }

    @Test
    void usersThatComeAndGoCountAsWell() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        for (int i = 1; i <= FOR_A_CONNECTION; i++) {
            fixture.join(client, "u" + i);
            fixture.send(client, "<user-status-change id='" + i + "' status='unavailable'/>");
        }
        checkRefused(answerToJoin(client, "one more"), "6", "Your connection has had 3 users");
        assertEquals("user-rejoin", answerToJoin(client, "u1").name());
        fixture.send(client, "<session-unsubscribe/>");
        fixture.session.subscribe(client.client);
        fixture.run();
        fixture.send(client, "<sync-ack/>");
        client.take();
        checkRefused(answerToJoin(client, "one more"), "6", "Your connection has had 3 users");
    }

    private List<String> upload(boolean subscribe, String... users) {
        GroupClient client = fixture.connect(fixture.left, subscribe ? SessionFixture.GROUP : "InfSession_SyncIn_2");
        fixture.sessions
                .upload(fixture.document, client.client, subscribe, UploadLimits.DEFAULT, fixture.owner)
                .begin();
        fixture.run();
        fixture.send(client, "<sync-begin num-messages='" + users.length + "'/>");
        fixture.send(client, users);
        return client.take();
    }

    @Test
    void anUploadWithANameThatNobodyMayHaveFails() {
        List<String> told = upload(false, "<sync-user id='7' name='a\u202eb' status='unavailable' time=''/>");
        assertEquals(1, told.size());
        assertTrue(told.get(0).startsWith("<sync-error code=\"14\""), told.get(0));
        assertTrue(told.get(0).contains("U+202E"), told.get(0));
        assertEquals(List.of("failed"), fixture.owner.events);
    }

    @Test
    void anUploadHasNoMoreUsersThatArePresent() {
        String[] users = new String[FOR_A_CONNECTION + 1];
        for (int i = 0; i < users.length; i++) {
            users[i] = "<sync-user id='" + (i + 1) + "' name='u" + i + "' status='active' time=''/>";
        }
        List<String> told = upload(true, users);
        assertTrue(told.get(0).startsWith("<sync-error code=\"14\""), told.get(0));
        assertTrue(told.get(0).contains("More than 3 users are present"), told.get(0));
        assertFalse(fixture.owner.events.contains("completed"));
    }
}
