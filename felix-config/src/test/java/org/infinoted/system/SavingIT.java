// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has been saved of documents when the server has ended. */
@Tag("system")
class SavingIT {
    /** Few enough to reach quickly, but by then the server is in the middle of its work. */
    private static final int WARMED_UP = 100;

    @TempDir
    Path home;

    @Test
    void textAndAuthorsSurviveARestart() throws IOException {
        try (var server = TestServer.start(home);
                var ann = server.connect("ann");
                var bob = server.connect("bob")) {
            Editor first = Editor.create(ann, "doc", "Ann");
            first.append("Ann's\n");
            Editor second = Editor.open(bob, "doc", "Bob");
            second.append("and Bob's \u20ac");
            first.catchUpWith(second);
            server.stop();
            assertEquals(
                    List.of(new StoredText.Run("Ann", "Ann's\n"), new StoredText.Run("Bob", "and Bob's \u20ac")),
                    server.stored("doc").runs());
        }
        try (var server = TestServer.start(home);
                var client = server.connect("client")) {
            Content content = client.subscribe(client.find("doc"));
            assertEquals("Ann's\nand Bob's \u20ac", content.text());
            assertEquals(List.of("Ann", "Bob"), content.users());
            server.stop();
        }
    }

    @Test
    void whateverSomebodyElseHasSeenIsSavedWhenTheServerStopsWhilePeopleType() throws IOException {
        try (var server = TestServer.start(home);
                var ann = server.connect("ann");
                var bob = server.connect("bob")) {
            Editor first = Editor.create(ann, "doc", "Ann");
            Editor second = Editor.open(bob, "doc", "Bob");
            var firstTypist = new Typist(first, words("a"));
            var secondTypist = new Typist(second, words("b"));
            try (TestClient observer = server.connect("observer")) {
                Content content = observer.subscribe(observer.find("doc"));
                observer.takeStanzas("<request ", WARMED_UP);
                server.terminate();
                observer.await(content.group(), message -> message.is("session-close"));
            }
            firstTypist.awaitEnd();
            secondTypist.awaitEnd();
            assertTrue(first.isClosed() && second.isClosed(), "the session was not closed properly");
            assertEquals(0, server.awaitExit(), server.log()::toString);

            String text = server.stored("doc").text();
            assertEverythingSeen(first, text);
            assertEverythingSeen(second, text);
        }
    }

    /** Appends a word that nobody else writes, with each keystroke. */
    private static Consumer<Editor> words(String letter) {
        var next = new AtomicInteger();
        return editor -> editor.append(letter + next.getAndIncrement() + " ");
    }

    private static void assertEverythingSeen(Editor editor, String text) {
        List<String> seen = editor.received().stream().map(Message::text).toList();
        assertFalse(seen.isEmpty());
        List<String> lost = seen.stream().filter(word -> !text.contains(word)).toList();
        assertEquals(List.of(), lost, () -> seen.size() + " words were seen");
    }
}
