// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.infinoted.directory.Directory;
import org.infinoted.directory.DirectoryException;
import org.infinoted.directory.Node;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PluginDirectoryTest {
    private final MemoryStore store = new MemoryStore()
            .withFolder("/sub")
            .withDocument("/sub", "InfText", "")
            .withDocument("/sub/doc", "InfText", "");

    @AutoClose
    private final TestServer server = new TestServer(store);

    private final Directory directory = server.directory.plugins();

    private <T> T get(CompletionStage<T> stage) {
        server.settle();
        return stage.toCompletableFuture().join();
    }

    private void assertFails(CompletionStage<?> stage) {
        var failure = assertThrows(CompletionException.class, () -> get(stage));
        assertInstanceOf(DirectoryException.class, failure.getCause());
    }

    @Test
    void findsWhatIsThere() {
        assertEquals(Optional.of(Node.ROOT), get(directory.find("/")));
        assertEquals(Optional.of(new Node(3, "/sub/doc", "InfText")), get(directory.find("/sub/doc")));
        assertEquals(Optional.empty(), get(directory.find("/sub/DOC")));
        assertEquals(Optional.empty(), get(directory.find("/sub/doc/below")));
        assertEquals(Optional.empty(), get(directory.find("/nowhere/doc")));
        assertFails(directory.find("sub"));
    }

    @Test
    void listsFolders() {
        assertEquals(
                List.of(new Node(1, "/sub", Node.FOLDER), new Node(2, "/sub", "InfText")),
                get(directory.children(Node.ROOT)));
        assertFails(directory.children(new Node(2, "/sub", "InfText")));
        assertFails(directory.children(new Node(77, "/gone", Node.FOLDER)));
    }

    @Test
    void clientsSeeWhatPluginsDo() {
        TestClient client = server.connect();
        client.send("<explore-node id='0'/>");
        client.take();

        Node folder = get(directory.addFolder(Node.ROOT, "made"));
        Node document = get(directory.addDocument(Node.ROOT, "doc", "InfText"));
        get(directory.remove(folder));

        assertEquals(new Node(4, "/doc", "InfText"), document);
        client.expect(
                "<add-node id='3' parent='0' name='made' type='InfSubdirectory'/>",
                "<add-node id='4' parent='0' name='doc' type='InfText'/>",
                "<remove-node id='3'/>");
    }

    @Test
    void allFailuresAreOfTheDirectory() {
        get(directory.children(Node.ROOT));
        store.fail("createFolder /x", new IOException("A disk error"));

        assertFails(directory.addFolder(Node.ROOT, "x"));
        assertFails(directory.addFolder(Node.ROOT, "a/b"));
        assertFails(directory.addFolder(Node.ROOT, "SUB"));
        assertFails(directory.addDocument(Node.ROOT, "y", "InfOdd"));
        assertFails(directory.remove(Node.ROOT));
        assertFails(directory.remove(new Node(77, "/gone", "InfText")));
    }
}
