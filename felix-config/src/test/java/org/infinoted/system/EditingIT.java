// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Editing documents. Each test has its own document, which Ann has created and Bob has opened. */
@Tag("system")
class EditingIT {
    @TempDir
    static Path home;

    private static TestServer server;

    private String document;
    private Editor ann;
    private Editor bob;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(home);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void open(TestInfo test) throws IOException {
        document = test.getTestMethod().orElseThrow().getName();
        ann = Editor.create(server.connect("ann"), document, "Ann");
        bob = Editor.open(server.connect("bob"), document, "Bob");
    }

    @AfterEach
    void leave() throws IOException {
        ann.client().close();
        bob.client().close();
    }

    private void exchange() {
        ann.catchUpWith(bob);
        bob.catchUpWith(ann);
    }

    private Content late() throws IOException {
        try (TestClient late = server.connect("late")) {
            return late.subscribe(late.find(document));
        }
    }

    @Test
    void whatTwoPeopleTypeAtOnceConvergesAndALateJoinerGetsIt() throws IOException {
        ann.insert(0, "one ");
        bob.insert(0, "two ");
        ann.insert(4, "three \u00e4\u20ac\ud83d\ude00 ");
        bob.delete(1, 2);
        exchange();
        assertEquals(ann.text(), bob.text());
        assertEquals("t one three \u00e4\u20ac\ud83d\ude00 ", ann.text());
        assertEquals(ann.text(), late().text());
    }

    @Test
    void whoComesBackHasTheSameUserAndCanUndo() throws IOException {
        bob.append("Bob was here");
        ann.catchUpWith(bob);
        bob.client().abort();
        ann.readUntil(() -> !ann.isPresent(bob.user()));
        int before = bob.user();
        bob = Editor.open(server.connect("bob again"), document, "Bob");
        assertEquals(before, bob.user());
        bob.undo();
        ann.catchUpWith(bob);
        assertEquals("", ann.text());
    }

    @Test
    void undoTakesBackOnesOwnWordsOnly() throws IOException {
        ann.append("Ann ");
        bob.catchUpWith(ann);
        bob.append("Bob ");
        ann.catchUpWith(bob);
        ann.undo();
        bob.catchUpWith(ann);
        assertEquals("Bob ", ann.text());
        assertEquals("Bob ", bob.text());
        assertEquals("Bob ", late().text());
    }

    @Test
    void removalOfADocumentInUseTellsItsReadersAndEverybodyElse() throws IOException {
        try (TestClient remover = server.connect("remover")) {
            String id = remover.find(document);
            Message removed = remover.request(TestClient.DIRECTORY, "<remove-node id=\"" + id + "\"/>");
            assertTrue(removed.is("remove-node"), removed::toString);
            for (Editor reader : new Editor[] {ann, bob}) {
                reader.client().await(reader.group(), message -> message.is("session-close"));
                reader.client()
                        .await(
                                TestClient.DIRECTORY,
                                message -> message.is("remove-node") && id.equals(message.attribute("id")));
            }
        }
    }

    @Test
    void chatMessagesReachTheOthersAndTheBacklog() throws IOException {
        Content chat = ann.client().subscribeChat();
        String user = ann.client().joinChat(chat.group(), "Ann");
        bob.client().subscribeChat();
        ann.client().send(chat.group(), "<message user=\"" + user + "\">hello</message>");
        Message heard = bob.client().await(chat.group(), message -> message.is("message"));
        assertEquals("hello", heard.text());
        try (TestClient late = server.connect("late")) {
            assertTrue(late.subscribeChat().messages().stream()
                    .anyMatch(message -> message.is("message") && message.text().equals("hello")));
        }
    }

    @Test
    void chatDocumentsWorkLikeTheChatOfTheServer() throws IOException {
        String group = ann.client().createDocument("talk", "InfChat");
        String user = ann.client().joinChat(group, "Ann");
        try (TestClient reader = server.connect("reader")) {
            reader.subscribe(reader.find("talk"));
            ann.client().send(group, "<message user=\"" + user + "\" type=\"emote\">waves</message>");
            Message heard = reader.await(group, message -> message.is("message"));
            assertEquals("waves", heard.text());
            assertEquals("emote", heard.attribute("type"));
        }
    }
}
