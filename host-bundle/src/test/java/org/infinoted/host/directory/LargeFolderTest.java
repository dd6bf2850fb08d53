// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Folders with so much in them that their content is sent in pieces, and what happens between the pieces. */
@Tag("unit")
class LargeFolderTest {
    private static final int MANY = 20 * Explorations.PIECE;

    private final MemoryStore store = new MemoryStore().withFolder("/big").withFolder("/small");

    @AutoClose
    private final DirectoryFixture server = new DirectoryFixture(store);

    private final DirectoryClient client = server.connect();
    private final DirectoryClient other = server.connect();

    LargeFolderTest() {
        for (int i = 0; i < MANY; i++) {
            store.withDocument("/big/d%05d".formatted(i), "InfText", "");
        }
        other.send("<explore-node id='0'/><explore-node id='1'/>"); // big is 1, small 2, documents from 3 on
        other.take();
    }

    /** Sends a message and lets the loops run until the first piece of its answer has come, and no further. */
    private List<String> firstPiece(String message) {
        client.post(message);
        List<String> got = new ArrayList<>();
        while (got.isEmpty()) {
            step();
            got.addAll(client.take());
        }
        return got;
    }

    /** One task of each loop. */
    private void step() {
        for (ManualLoop loop : List.of(server.network, server.home)) {
            if (!loop.isIdle()) {
                loop.runNext();
            }
        }
    }

    /** Another client removes a node, and the loops run until it is told so, and no further. */
    private void removedByOther(int id) {
        other.post("<remove-node id='" + id + "'/>");
        while (other.take().isEmpty()) {
            step();
            server.writer.runAll();
        }
    }

    private static String add(int id, String name, String seq) {
        return "<add-node id=\"" + id + "\" parent=\"1\" name=\"" + name + "\" type=\"InfText\"" + seq + "/>";
    }

    private static String remove(int id) {
        return "<remove-node id=\"" + id + "\"/>";
    }

    @Test
    void contentIsCompleteAndInOrder() {
        client.send("<explore-node seq='1' id='1'/>");
        List<String> got = client.take();
        assertEquals("<explore-begin total=\"" + MANY + "\" seq=\"1/1\"/>", got.get(0));
        for (int i = 0; i < MANY; i++) {
            assertEquals(add(3 + i, "d%05d".formatted(i), " seq=\"1/1\""), got.get(1 + i));
        }
        assertEquals("<explore-end seq=\"1/1\"/>", got.get(MANY + 1));
        assertEquals(MANY + 2, got.size());
    }

    @Test
    void othersDoNotWaitForAllOfIt() {
        assertEquals(
                1 + Explorations.PIECE,
                firstPiece("<explore-node seq='1' id='1'/>").size());
        other.post("<query-acl seq='9' id='2'/>");
        int pieces = 0;
        while (other.take().isEmpty()) {
            step();
            pieces += client.take().isEmpty() ? 0 : 1;
        }
        assertTrue(pieces <= 5, pieces + " pieces were sent before");
        server.settle();
        assertEquals("<explore-end seq=\"1/1\"/>", last(client.take()));
    }

    @Test
    void whatIsAddedMeanwhileFollowsAfterTheEnd() {
        firstPiece("<explore-node seq='1' id='1'/>");
        other.send("<add-node parent='1' type='InfText' name='new'/>");
        List<String> got = client.take();
        assertEquals(add(3 + MANY, "new", ""), last(got));
        assertEquals("<explore-end seq=\"1/1\"/>", got.get(got.size() - 2));
        other.send("<add-node parent='1' type='InfText' name='later'/>");
        client.expect(add(4 + MANY, "later", ""));
    }

    @Test
    void asManyAreSentAsWereAnnouncedThoughSomeAreRemovedMeanwhile() {
        List<String> got = new ArrayList<>(firstPiece("<explore-node seq='1' id='1'/>"));
        int sent = 3;
        int unsent = 2 + MANY;
        removedByOther(unsent);
        removedByOther(sent);
        server.settle();
        got.addAll(client.take());
        assertEquals(MANY, got.stream().filter(m -> m.contains("add-node")).count());
        assertTrue(got.indexOf(remove(sent)) > 0);
        assertTrue(got.indexOf(remove(unsent)) > got.indexOf(add(unsent, "d%05d".formatted(MANY - 1), " seq=\"1/1\"")));
    }

    @Test
    void folderThatGoesMeanwhileFailsTheRequest() {
        client.send("<explore-node id='0'/>");
        client.take();
        firstPiece("<explore-node seq='1' id='1'/>");
        removedByOther(1);
        server.settle();
        List<String> got = client.take();
        assertEquals(remove(1), last(got));
        assertEquals(
                "<request-failed code=\"4\" domain=\"INF_DIRECTORY_ERROR\" seq=\"1/1\"/>", got.get(got.size() - 2));
    }

    @Test
    void clientThatGoesMeanwhileLeavesNothing() {
        firstPiece("<explore-node seq='1' id='1'/>");
        client.disconnect();
        other.send("<add-node parent='1' type='InfText' name='new'/>");
        assertEquals(1, other.take().size());
    }

    @Test
    void stoppingDoesNotWaitForIt() {
        firstPiece("<explore-node seq='1' id='1'/>");
        server.directory.close();
        server.settle();
        assertEquals("<request-failed code=\"33\" domain=\"INF_DIRECTORY_ERROR\" seq=\"1/1\"/>", last(client.take()));
    }

    private static String last(List<String> messages) {
        return messages.get(messages.size() - 1);
    }
}
