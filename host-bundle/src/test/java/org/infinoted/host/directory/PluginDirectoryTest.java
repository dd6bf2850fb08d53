// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.infinoted.directory.DirectoryException;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.directory.Node;
import org.infinoted.host.stream.Link;
import org.infinoted.session.Session;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PluginDirectoryTest {
    private final MemoryStore store = new MemoryStore()
            .withFolder("/sub")
            .withDocument("/sub", "InfText", "")
            .withDocument("/sub/doc", "InfText", "");

    @AutoClose
    private final DirectoryFixture server = new DirectoryFixture(store);

    private final HostDirectory directory = server.directory.plugins();

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
        DirectoryClient client = server.connect();
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

    private static final class NotingTree implements DirectoryListener {
        private final List<String> events = new ArrayList<>();

        @Override
        public void added(Node node) {
            events.add("added " + node.id() + " " + node.path());
        }

        @Override
        public void removed(Node node) {
            events.add("removed " + node.id() + " " + node.path());
        }
    }

    @Test
    void listenersAreToldOfWhatClientsAndPluginsAddAndRemoveButNotOfWhatIsRead() {
        var tree = new NotingTree();
        Link.Subscription subscription = directory.observe(tree);
        DirectoryClient client = server.connect();
        client.send("<explore-node id='0'/>");
        client.send("<explore-node id='1'/>");
        client.send("<add-node parent='0' type='InfSubdirectory' name='made'/>");
        client.send("<add-node parent='4' type='InfText' name='in'/>");
        client.send("<add-node parent='4' type='InfText' name='opened'><subscribe/></add-node>");
        assertEquals(List.of("added 4 /made", "added 5 /made/in"), tree.events, "what is offered is not there yet");
        client.send("<subscribe-ack id='6'/>");
        get(directory.addDocument(Node.ROOT, "doc", "InfText"));
        client.send("<remove-node id='4'/>");
        subscription.close();
        client.send("<remove-node id='7'/>");

        assertEquals(
                List.of("added 4 /made", "added 5 /made/in", "added 6 /made/opened", "added 7 /doc", "removed 4 /made"),
                tree.events);
    }

    @Test
    void listenersAreNotToldOfWhatFailed() {
        get(directory.children(Node.ROOT));
        var tree = new NotingTree();
        directory.observe(tree);
        store.fail("createFolder /x", new IOException("A disk error"));
        store.fail("remove /sub", new IOException("A disk error"));
        assertFails(directory.addFolder(Node.ROOT, "x"));
        assertFails(directory.remove(new Node(1, "/sub", Node.FOLDER)));
        assertEquals(List.of(), tree.events);
    }

    @Test
    void chatIsOpenedOnRequestAndIsTheOneThatClientsGet() {
        CompletionStage<Session> asked = directory.chat();
        Session chat = get(asked);
        assertEquals(Optional.empty(), chat.node());
        assertSame(chat, get(directory.chat()));
        DirectoryClient client = server.connect();
        client.send("<subscribe-chat/>");
        client.send("<subscribe-ack/>");
        assertEquals(1, chat.subscribers().size());
    }

    @Test
    void chatThatNobodyProvidesFailsClearly() {
        server.types.remove(server.chats);
        var failure = assertThrows(CompletionException.class, () -> get(directory.chat()));
        assertInstanceOf(DirectoryException.class, failure.getCause());
        assertTrue(failure.getCause().getMessage().startsWith("Cannot open the chat of the server: "));
    }
}
