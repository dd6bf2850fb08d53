// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin takes part in what people do, under a name of its own. */
@Tag("system")
class LocalUserIT {
    private static final PluginJar REPLACER = new PluginJar(ReplacerPlugin.NAME, "1.0.0", ReplacerPlugin.class);
    private static final String TYPED = "teh cat and teh dog ";
    private static final int KEYSTROKES = 400;
    /** Ann types before it, Bob after it. */
    private static final String BORDER = "#";

    @TempDir
    Path home;

    private TestServer server;
    private Editor ann;
    private Editor bob;

    @BeforeEach
    void open() throws IOException {
        server = TestServer.start(home);
        ann = Editor.create(server.connect("ann"), "doc", "Ann");
        ann.append(BORDER);
        bob = Editor.open(server.connect("bob"), "doc", "Bob");
    }

    @AfterEach
    void kill() {
        server.close();
    }

    private void load() {
        REPLACER.deploy(server.plugins());
        server.log().await("Loaded plugin \"replacer\" from \"" + REPLACER.bundle() + "\"");
    }

    /** Types the same again and again, one character at a time. */
    private static final class Typing implements Consumer<Editor> {
        private final boolean atTheBorder;
        private final CountDownLatch end = new CountDownLatch(1);
        private int typed;

        Typing(boolean atTheBorder) {
            this.atTheBorder = atTheBorder;
        }

        @Override
        public void accept(Editor editor) {
            if (typed < KEYSTROKES) {
                int position = atTheBorder ? editor.text().indexOf(BORDER) : editor.length();
                editor.insert(position, TYPED.substring(typed % TYPED.length()).substring(0, 1));
                typed++;
            } else {
                end.countDown();
            }
        }

        void awaitEnd() throws InterruptedException {
            assertTrue(end.await(60, TimeUnit.SECONDS), "Typing takes too long");
        }

        String correct() {
            String text = TYPED.repeat(typed / TYPED.length()) + TYPED.substring(0, typed % TYPED.length());
            return text.replace(ReplacerPlugin.WORD, "the ");
        }
    }

    @Test
    void wordsAreReplacedWhileTwoPeopleTypeAndAllHaveTheSameText() throws Exception {
        load();
        int begun = server.log().size();
        var annTyping = new Typing(true);
        var bobTyping = new Typing(false);
        try (var annTypes = new Typist(ann, annTyping);
                var bobTypes = new Typist(bob, bobTyping)) {
            server.log().await("replacer: Bob joined");
            annTyping.awaitEnd();
            bobTyping.awaitEnd();
            annTypes.stop();
            bobTypes.stop();
        }
        String expected = annTyping.correct() + BORDER + bobTyping.correct();
        ann.readUntil(() -> ann.text().equals(expected));
        bob.readUntil(() -> bob.text().equals(expected));

        try (TestClient late = server.connect("late")) {
            Content content = late.subscribe(late.find("doc"));
            assertEquals(expected, content.text());
            assertTrue(content.users().toString().contains(ReplacerPlugin.NAME), () -> "users " + content.users());
        }
        assertFalse(ann.isClosed() || bob.isClosed());
        int replacer = 3;
        assertTrue(ann.count(replacer) > 0 && ann.isPresent(replacer));

        Files.delete(REPLACER.in(server.plugins()));
        server.log().await(begun, "Unloaded plugin \"replacer\"");
        ann.readUntil(() -> !ann.isPresent(replacer));
        bob.readUntil(() -> !bob.isPresent(replacer));
        server.stop();
        assertEquals(expected, server.stored("doc").text());
    }

    @Test
    void pluginsUserStaysWhileTheNoteTypeIsReplaced() throws IOException {
        load();
        server.log().await("replacer: Bob joined");
        ann.append("teh cat ");
        bob.readUntil(() -> bob.text().equals("#the cat "));
        int replacer = 3;
        long before = bob.count(replacer);

        server.replaceStock("note-text");
        ann.append("teh dog ");
        ann.readUntil(() -> ann.text().equals("#the cat the dog "));
        bob.readUntil(() -> bob.text().equals("#the cat the dog "));
        assertTrue(bob.count(replacer) > before && bob.isPresent(replacer));
        assertFalse(ann.isClosed() || bob.isClosed());
        try (TestClient late = server.connect("late")) {
            assertEquals("#the cat the dog ", late.subscribe(late.find("doc")).text());
        }

        Files.delete(REPLACER.in(server.plugins()));
        bob.readUntil(() -> !bob.isPresent(replacer));
        server.stop();
        assertEquals("#the cat the dog ", server.stored("doc").text());
    }

    @Test
    void pluginTalksInTheChatThatItHasOpened() throws IOException {
        load();
        try (TestClient client = server.connect("carl")) {
            Content chat = client.subscribeChat();
            assertTrue(
                    chat.messages().stream()
                                    .anyMatch(message -> "emote".equals(message.attribute("type"))
                                            && message.text().equals("watches /doc"))
                            || client.await(chat.group(), message -> message.is("message"))
                                    .text()
                                    .equals("watches /doc"),
                    chat.messages()::toString);
            assertTrue(chat.users().toString().contains(ReplacerPlugin.NAME), () -> "users " + chat.users());
        }
        server.stop();
    }

    @Test
    void pluginHearsWhoIsThereAndWhatComesAndGoes() throws IOException {
        load();
        server.log().await("replacer: Ann joined");
        server.log().await("replacer: Bob joined");
        int before = server.log().size();
        ann.client().request(TestClient.DIRECTORY, "<add-node parent=\"0\" type=\"InfSubdirectory\" name=\"made\"/>");
        server.log().await(before, "replacer: /made was added");
        ann.client().request(TestClient.DIRECTORY, "<remove-node id=\"2\"/>");
        server.log().await(before, "replacer: /made was removed");
        bob.client().close();
        server.log().await(before, "replacer: Bob left");
        server.stop();
    }
}
