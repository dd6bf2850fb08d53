// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The note type of documents goes, and comes again, while people type. */
@Tag("system")
class NoteTypeIT {
    private static final String JAR = "org.infinoted.plugin.note-text.jar";
    private static final String TYPE_UNSUPPORTED = "9";
    private static final int REPLACEMENTS = 3;

    @TempDir
    Path home;

    private TestServer server;
    private Editor ann;
    private Editor bob;

    @BeforeEach
    void open() throws IOException {
        TestServer.configureHost(home, "note-type-grace = 3");
        server = TestServer.start(home);
        ann = Editor.create(server.connect("ann"), "doc", "Ann");
        bob = Editor.open(server.connect("bob"), "doc", "Bob");
    }

    @AfterEach
    void kill() {
        server.close();
    }

    @Test
    void documentsAreSavedAndClosedWhenTheirTypeStaysAwayAndOpenAgainWhenItIsBack() throws IOException {
        var annTypes = new Typist(ann, editor -> editor.append("Ann "));
        var bobTypes = new Typist(bob, editor -> editor.append("Bob "));
        try (TestClient observer = server.connect("observer")) {
            Content content = observer.subscribe(observer.find("doc"));
            observer.takeStanzas("<request ", 50);
            Files.delete(server.plugins().resolve(JAR));
            observer.await(content.group(), message -> message.is("session-close"));
            annTypes.awaitEnd();
            bobTypes.awaitEnd();
            assertTrue(ann.isClosed() && bob.isClosed());
            server.log().await("Unloaded plugin \"note-text\"");
            String text = server.stored("doc").text();
            assertEquals(0, text.length() % "Ann ".length());
            assertTrue(occurrences(text, "Ann ") >= bob.count(ann.user()), "what Bob has seen is lost");
            assertTrue(occurrences(text, "Bob ") >= ann.count(bob.user()), "what Ann has seen is lost");

            String id = documentOf(content);
            Message refused = observer.request(TestClient.DIRECTORY, "<subscribe-session id=\"" + id + "\"/>");
            assertTrue(refused.is("request-failed"), refused::toString);
            assertEquals(TYPE_UNSUPPORTED, refused.attribute("code"), refused::toString);

            int before = server.log().size();
            PluginJar.copy(
                    TestServer.distribution().resolve("plugins-available").resolve(JAR),
                    server.plugins().resolve(JAR));
            server.log().await(before, "Loaded plugin \"note-text\"");
            assertEquals(text, observer.subscribe(id).text());
            Editor again = Editor.open(bob.client(), bob.client().subscribe(id), "Bob");
            again.append("is back");
            observer.await(content.group(), message -> message.is("request"));
        }
        server.stop();
    }

    @Test
    void nobodyWhoTypesNoticesThatTheTypeIsReplaced() throws IOException {
        var annTypes = new Typist(ann, NoteTypeIT::type);
        var bobTypes = new Typist(bob, NoteTypeIT::type);
        for (int i = 0; i < REPLACEMENTS; i++) {
            server.replaceStock("note-text");
        }
        annTypes.stop();
        bobTypes.stop();
        ann.catchUpWith(bob);
        bob.catchUpWith(ann);
        assertFalse(ann.isClosed() || bob.isClosed(), "a document was closed");
        assertFalse(ann.client().isEnded() || bob.client().isEnded(), "a connection has ended");
        assertTrue(ann.count(bob.user()) > 0 && bob.count(ann.user()) > 0);
        assertEquals(ann.text(), bob.text());
        while (ann.canUndo()) {
            ann.undo(); // also what it typed before the first replacement
        }
        bob.catchUpWith(ann);
        assertEquals(ann.text(), bob.text());
        try (TestClient late = server.connect("late")) {
            assertEquals(ann.text(), late.subscribe(late.find("doc")).text());
        }
        server.stop();
        assertEquals(ann.text(), server.stored("doc").text());
    }

    private static void type(Editor editor) {
        int length = editor.length();
        if (length > 20 && length % 3 == 0) {
            editor.delete(length / 2, 2);
        } else if (length % 7 == 0 && editor.canUndo()) {
            editor.undo();
        } else {
            editor.insert(length / 3, "word".substring(length % 4));
        }
    }

    private static String documentOf(Content content) {
        return content.group().substring("InfSession_".length());
    }

    private static int occurrences(String text, String word) {
        return text.split(word, -1).length - 1;
    }
}
