// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.infinoted.directory.DirectoryException;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ShutdownTest {
    private final MemoryStore store =
            new MemoryStore().withDocument("/a", "InfText", "").withDocument("/b", "InfText", "");

    @AutoClose
    private final DirectoryFixture server = new DirectoryFixture(store);

    private final DirectoryClient client = server.connect();

    @BeforeEach
    void edit() {
        client.send("<explore-node id='0'/><subscribe-session id='1'/><subscribe-ack id='1'/>"
                + "<subscribe-session id='2'/><subscribe-ack id='2'/><subscribe-chat/><subscribe-ack/>");
        client.sendTo("InfSession_1", "<sync-ack/><line>new a</line>");
        client.sendTo("InfSession_2", "<sync-ack/><line>new b</line>");
        client.take();
    }

    private CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = server.directory.close().toCompletableFuture();
        server.settle();
        return closed;
    }

    @Test
    void allDocumentsAreSavedAndSubscribersAreTold() {
        assertTrue(close().isDone());

        client.expect(
                "(InfSession_1) <session-close/>", "(InfSession_2) <session-close/>", "(InfChat) <session-close/>");
        assertEquals("new a\n", store.content("/a", "InfText"));
        assertEquals("new b\n", store.content("/b", "InfText"));
    }

    @Test
    void itIsNotDoneBeforeEverythingIsSaved() {
        CompletableFuture<Void> closed = server.directory.close().toCompletableFuture();
        server.settleLoops();
        server.saver.run(0);
        server.settleLoops();
        assertFalse(closed.isDone());

        server.settle();

        assertTrue(closed.isDone());
    }

    @Test
    void aDocumentThatCannotBeSavedKeepsTheOthersFromNothing() {
        store.fail("writeDocument /a", new IOException("Disk full"));

        assertFalse(close().isCompletedExceptionally());

        assertEquals("new b\n", store.content("/b", "InfText"));
    }

    private List<String> unsaved() {
        return server.directory.unsaved().stream()
                .map(document -> document.path() + ": " + written(document))
                .toList();
    }

    private static String written(UnsavedDocument document) {
        var bytes = new ByteArrayOutputStream();
        try {
            document.content().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(UTF_8);
    }

    @Test
    void savingWaitsForNoClient() {
        var slow = new MemoryStore().withDocument("/a", "InfText", "").withDocument("/slow", "InfText", "");
        try (var other = new DirectoryFixture(slow)) {
            DirectoryClient typist = other.connect();
            typist.send("<explore-node id='0'/><subscribe-session id='1'/><subscribe-ack id='1'/>");
            typist.sendTo("InfSession_1", "<sync-ack/><line>new a</line>");
            other.connect().post("<explore-node id='0'/><subscribe-session id='2'/>");
            other.settleLoops();
            assertEquals(1, other.readers.waiting(), "a request is under way");

            CompletableFuture<Void> closed = other.directory.close().toCompletableFuture();
            other.settleLoops();
            while (other.saver.runAll()) {
                other.settleLoops();
            }

            assertFalse(closed.isDone());
            assertEquals("new a\n", slow.content("/a", "InfText"));
            assertEquals(List.of(), other.directory.unsaved());
        }
    }

    @Test
    void whatHasChangedCanBeSavedWhileAllGoesOn() {
        CompletableFuture<Void> saved = server.directory.save().toCompletableFuture();
        server.settle();
        assertTrue(saved.isDone());
        assertEquals("new a\n", store.content("/a", "InfText"));
        assertEquals("new b\n", store.content("/b", "InfText"));
        client.expect();
    }

    @Test
    void documentsOnALoopThatDoesNotAnswerAreThereForTheLastResort() {
        server.directory.close();
        ManualLoop.runAll(server.home, server.network);
        assertEquals(List.of("/a: new a\n", "/b: new b\n"), unsaved());
    }

    @Test
    void documentsAreThereForTheLastResortIfTheDirectoryDoesNotAnswer() {
        server.directory.close();
        assertEquals(List.of("/a: new a\n", "/b: new b\n"), unsaved());
    }

    @Test
    void documentsWhoseWritesHangAreThereForTheLastResort() {
        server.directory.close();
        server.settleLoops();
        server.saver.run(0);
        server.settleLoops();
        assertEquals(List.of("/b: new b\n"), unsaved());
        assertEquals(List.of(), server.directory.lost());
    }

    @Test
    void documentsThatHaveBeenRemovedAreNot() {
        client.send("<remove-node id='1'/>");
        assertEquals(List.of("/b: new b\n"), unsaved());
    }

    @Test
    void whatIsAskedAfterwardsIsRefused() {
        close();
        client.take();

        client.send("<add-node seq='1' parent='0' type='InfText' name='c'/>");

        client.expectFailure("INF_DIRECTORY_ERROR", 33, "1/1");
        CompletableFuture<?> found = server.directory.plugins().find("/").toCompletableFuture();
        server.settle();
        var failure = assertThrows(CompletionException.class, found::join);
        assertInstanceOf(DirectoryException.class, failure.getCause());
    }

    @Test
    void whatIsOfferedOrUploadedIsNotLeftInTheStore() {
        client.send("<add-node parent='0' type='InfText' name='offered'><subscribe/></add-node>"
                + "<add-node parent='0' type='InfText' name='uploaded'><sync-in/></add-node><subscribe-ack id='4'/>");

        assertTrue(close().isDone());

        assertEquals(List.of("/a InfText", "/b InfText"), store.everything());
        assertEquals(0, server.sessionLoop.scheduledCount() + server.home.scheduledCount());
    }

    @Test
    void whatHasBegunComesToItsEnd() {
        client.post("<add-node parent='0' type='InfText' name='c'><subscribe/></add-node>");
        server.settleLoops();
        assertEquals(1, server.writer.waiting());

        assertTrue(close().isDone());

        assertEquals(List.of("/a InfText", "/b InfText"), store.everything());
    }

    @Test
    void closingTwiceIsClosingOnce() {
        assertTrue(close().isDone());
        client.take();

        assertTrue(close().isDone());

        client.expect();
    }
}
