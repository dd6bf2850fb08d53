// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.infinoted.session.RequestFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins decide whether a client's request is executed. */
@Tag("system")
class RequestFilterIT {
    private static final int BUDGET_MILLIS = 500;

    @TempDir
    Path home;

    private TestServer server;
    private Editor ann;
    private Editor bob;

    @BeforeEach
    void open() throws IOException {
        server = TestServer.start(home);
        ann = Editor.create(server.connect("ann"), "doc", "Ann");
        bob = Editor.open(server.connect("bob"), "doc", "Bob");
    }

    @AfterEach
    void kill() {
        server.close();
    }

    private PluginJar filter(String answer) {
        PluginJar jar = new PluginJar("words", "1.0.0", WordFilter.class)
                .provides(RequestFilter.class)
                .property(RequestFilter.TIMEOUT, BUDGET_MILLIS)
                .property(RequestFilter.FALLBACK, answer);
        jar.deploy(server.plugins());
        server.log().await("The request filter of \"" + jar.bundle() + "\" is asked for each request from now on");
        return jar;
    }

    /** Waits until the server has told why and closed the session for this editor. */
    private static String awaitRefusal(Editor editor) {
        Message notice = editor.client().await(editor.group(), message -> message.is("invalid-request"));
        editor.client().await(editor.group(), message -> message.is("session-close"));
        return notice.child("reason").text();
    }

    private static Editor openAgain(Editor editor, String name) {
        String id = editor.group().substring(editor.group().lastIndexOf('_') + 1);
        return Editor.open(editor.client(), editor.client().subscribe(id), name);
    }

    @Test
    void whatIsRefusedReachesNobodyAndItsSenderIsToldAndBackInStepWhenItSubscribesAgain() throws IOException {
        PluginJar jar = filter(RequestFilter.REFUSE);
        ann.append("open ");
        ann.append("secret ");
        ann.append("lost, since it was typed behind what was refused ");
        bob.append("free ");

        assertEquals(WordFilter.REASON, awaitRefusal(ann));
        ann = openAgain(ann, "Ann");
        ann.append("again ");
        bob.catchUpWith(ann);
        ann.catchUpWith(bob);

        assertEquals(ann.text(), bob.text());
        assertFalse(ann.text().contains("secret") || ann.text().contains("lost"), ann::text);
        assertTrue(ann.text().contains("open ")
                && ann.text().contains("free ")
                && ann.text().contains("again "));

        Files.delete(jar.in(server.plugins()));
        server.log().await("The request filter of \"" + jar.bundle() + "\" is asked no more");
        ann.append("secret ");
        bob.catchUpWith(ann);
        assertEquals(ann.text(), bob.text());
        server.stop();
        assertEquals(ann.text(), server.stored("doc").text());
    }

    @Test
    void aFilterThatNeverReturnsRefusesInTimeAndWhatWaitedBehindItIsDoneInOrder() throws IOException {
        filter(RequestFilter.REFUSE);
        long begin = System.nanoTime();
        ann.append("endless ");
        for (int i = 0; i < 50; i++) {
            bob.append(i + " ");
        }

        assertTrue(awaitRefusal(ann).contains("has not answered within 0.5 s"));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(millis >= BUDGET_MILLIS - 50 && millis < 10_000, () -> "It took " + millis + " ms");
        ann = openAgain(ann, "Ann");
        ann.catchUpWith(bob);
        assertEquals(bob.text(), ann.text());
        assertFalse(ann.text().contains("endless"), ann::text);
        assertTrue(ann.text().contains("47 48 49 "), ann::text);
        server.stop();
    }

    @Test
    void aFilterThatNeverReturnsAcceptsIfItsServiceSaysSoAndTheOrderIsKept() throws IOException {
        filter(RequestFilter.ACCEPT);
        ann.append("endless ");
        ann.append("1 ");
        ann.append("2 ");
        bob.catchUpWith(ann);
        assertEquals("endless 1 2 ", bob.text());
        server.stop();
    }
}
