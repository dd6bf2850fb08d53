// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred people in one document: some with a copy of the text, the rest only receiving. */
@Tag("system")
class CrowdIT {
    private static final int EDITORS = 3;
    private static final int OTHERS = 197;
    private static final int LINES = 50;
    private static final int KEYSTROKES = 3;
    private static final String REQUEST = "<request ";

    @TempDir
    Path home;

    private TestServer server;
    private TestReporter reporter;
    private final List<Editor> editors = new ArrayList<>();
    private final List<Person> others = new ArrayList<>();
    private TestClient observer;

    /** A user who has joined without a copy of the text. */
    private record Person(TestClient client, String group, String user) {
        static Person join(TestClient client, Content document, String name) {
            String group = document.group();
            Message joined = client.request(
                    group, "<user-join name=\"" + name + "\" status=\"active\" time=\"\" caret=\"0\" hue=\"0.5\"/>");
            assertTrue(joined.is("user-join"), joined::toString);
            return new Person(client, group, joined.attribute("id"));
        }

        void insert(int position, String text, String time) {
            client.send(
                    group,
                    "<request user=\"" + user + "\" time=\"" + time + "\"><insert-caret pos=\"" + position + "\">"
                            + text + "</insert-caret></request>");
        }

        boolean hasSent(String stanza) {
            return stanza.contains("user=\"" + user + "\"");
        }
    }

    @BeforeEach
    void gather(TestReporter junit) throws IOException {
        reporter = junit;
        server = TestServer.startAsShipped(TestServer.freePort(), home);
        long begin = System.nanoTime();
        editors.add(Editor.create(server.connect("editor 0"), "doc", "editor 0"));
        for (int i = 1; i < EDITORS; i++) {
            editors.add(Editor.open(server.connect("editor " + i), "doc", "editor " + i));
        }
        for (int i = 0; i < OTHERS; i++) {
            TestClient client = server.connect("person " + i);
            others.add(Person.join(client, client.subscribe(client.find("doc")), "person " + i));
        }
        observer = server.connect("observer");
        observer.subscribe(observer.find("doc"));
        report("everybody has joined", begin);
    }

    @AfterEach
    void kill() {
        server.close();
    }

    private void report(String what, long begin) {
        reporter.publishEntry(what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms");
    }

    @Test
    void everybodyGetsWhatOneTypesAndThenWhatAllTypeAtOnceInOneOrder() throws IOException {
        oneTypes();
        allType();
        try (TestClient late = server.connect("late")) {
            String text = late.subscribe(late.find("doc")).text();
            for (Editor editor : editors) {
                assertEquals(text, editor.text());
            }
        }
        server.stop();
    }

    private void oneTypes() {
        long begin = System.nanoTime();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add("This is line " + i + "\n");
            editors.get(0).append(lines.get(i));
        }
        for (Person person : others) {
            assertEquals(lines, textsOf(requests(person.client(), LINES)));
        }
        assertEquals(lines, textsOf(requests(observer, LINES)));
        report("50 requests to everybody", begin);
    }

    /** Each at its own position, regardless of what others do. */
    private void allType() {
        for (Editor editor : editors) {
            editor.readUntil(() -> editor.count(editors.get(0).user()) == LINES);
        }
        long begin = System.nanoTime();
        for (int i = 0; i < OTHERS; i++) {
            Person person = others.get(i);
            for (int stroke = 0; stroke < KEYSTROKES; stroke++) {
                String seen = stroke == 0 ? editors.get(0).user() + ":" + LINES : "";
                person.insert(EDITORS + i + stroke, "x", seen);
            }
        }
        for (int i = 0; i < EDITORS; i++) {
            for (int stroke = 0; stroke < KEYSTROKES; stroke++) {
                editors.get(i).insert(i + stroke, "y");
            }
        }

        List<String> all = requests(observer, (EDITORS + OTHERS) * KEYSTROKES);
        for (Person person : others) {
            assertEquals(
                    usersOf(all.stream()
                            .filter(stanza -> !person.hasSent(stanza))
                            .toList()),
                    usersOf(requests(person.client(), (EDITORS + OTHERS - 1) * KEYSTROKES)));
        }
        report("600 requests to everybody", begin);
        for (Editor editor : editors) {
            int before = editor == editors.get(0) ? 0 : LINES;
            editor.readUntil(() -> editor.received().size() == before + (EDITORS + OTHERS - 1) * KEYSTROKES);
        }
        report("600 requests in the editors' texts", begin);
    }

    private static List<String> requests(TestClient client, int count) {
        return client.takeStanzas(REQUEST, count).stream()
                .filter(stanza -> stanza.contains(REQUEST))
                .toList();
    }

    /** What it says otherwise depends on what its receiver has made itself. */
    private static List<String> usersOf(List<String> stanzas) {
        return stanzas.stream()
                .map(stanza -> Message.messagesOf(stanza).get(0).attribute("user"))
                .toList();
    }

    private static List<String> textsOf(List<String> stanzas) {
        return stanzas.stream()
                .map(stanza -> Message.messagesOf(stanza).get(0).text())
                .toList();
    }
}
