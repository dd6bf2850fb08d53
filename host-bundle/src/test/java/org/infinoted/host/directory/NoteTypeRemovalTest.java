// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class NoteTypeRemovalTest {
    private final MemoryStore store = new MemoryStore().withDocument("/doc", "InfText", "");

    @AutoClose
    private final DirectoryFixture server = new DirectoryFixture(store);

    private final DirectoryClient client = server.connect();

    @BeforeEach
    void explore() {
        client.send("<explore-node id='0'/>");
        client.take();
    }

    private void removeType() {
        server.types.remove(server.texts);
        server.settle();
    }

    @Test
    void sessionsAreSavedAndGoOnWhenTheTypeIsBack() {
        client.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        client.sendTo("InfSession_1", "<sync-ack/><line>new</line>");
        client.take();

        removeType();
        client.expect();
        assertEquals("new\n", store.content("/doc", "InfText"));
        client.sendTo("InfSession_1", "<line>more</line>");
        DirectoryClient other = server.connect();
        other.send("<explore-node id='0'/>");
        other.take();
        other.send("<subscribe-session seq='1' id='1'/><subscribe-ack id='1'/>");
        other.expect("<subscribe-session group='InfSession_1' method='central' id='1' seq='2/1'/>");

        server.types.add(3, "InfText", new LineNotes());
        server.settle();
        other.expect(
                "(InfSession_1) <sync-begin num-messages='2'/>",
                "(InfSession_1) <line>new</line>",
                "(InfSession_1) <line>more</line>",
                "(InfSession_1) <sync-end/>");
        client.expect();
    }

    @Test
    void sessionsAreClosedIfTheTypeDoesNotComeBackInTime() {
        client.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        client.sendTo("InfSession_1", "<sync-ack/><line>new</line>");
        client.take();

        removeType();
        server.advance(DirectoryLimits.DEFAULT.noteTypeGrace());
        client.expect("(InfSession_1) <session-close/>");
        assertEquals("new\n", store.content("/doc", "InfText"));
        client.send("<subscribe-session seq='2' id='1'/>");
        client.expectFailure("INF_DIRECTORY_ERROR", 9, "1/2");

        server.types.add(3, "InfText", new LineNotes());
        client.send("<subscribe-session seq='3' id='1'/><subscribe-ack id='1'/>");
        client.expect(
                "<subscribe-session group='InfSession_1' method='central' id='1' seq='1/3'/>",
                "(InfSession_1) <sync-begin num-messages='1'/>",
                "(InfSession_1) <line>new</line>",
                "(InfSession_1) <sync-end/>");
    }

    @Test
    void anotherProviderTakesOver() {
        client.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        client.sendTo("InfSession_1", "<sync-ack/>");
        client.take();
        server.types.add(0, "InfText", new LineNotes());

        removeType();
        client.sendTo("InfSession_1", "<line>new</line>");
        server.advance(DirectoryLimits.DEFAULT.noteTypeGrace());
        client.send("<save-session seq='3' id='1'/>");

        client.expect("<saved-session id='1' seq='1/3'/>");
        assertEquals("new\n", store.content("/doc", "InfText"));
    }

    @Test
    void documentOfASuspendedSessionCanBeRemoved() {
        client.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        client.take();
        removeType();

        client.send("<remove-node seq='3' id='1'/>");

        client.expect("(InfSession_1) <session-close/>", "<remove-node id='1' seq='1/3'/>");
        server.types.add(3, "InfText", new LineNotes());
        server.settle();
        client.expect();
    }

    @Test
    void serverThatStopsClosesSuspendedSessions() {
        client.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        client.take();
        removeType();

        var closed = server.directory.close().toCompletableFuture();
        server.settle();

        assertTrue(closed.isDone());
        client.expect("(InfSession_1) <session-close/>");
    }

    @Test
    void aDocumentThatIsBeingOpenedCannotBe() {
        client.post("<subscribe-session seq='1' id='1'/>");
        server.settleLoops();

        removeType();

        client.expectFailure("INF_DIRECTORY_ERROR", 9, "1/1");
    }

    @Test
    void anOfferedSubscriptionEndsWithTheWaitingSession() {
        client.send("<subscribe-session id='1'/>");
        client.take();
        removeType();

        client.send("<subscribe-ack id='1'/>");
        client.expect();
        server.advance(DirectoryLimits.DEFAULT.noteTypeGrace());

        client.expect(
                "(InfSession_1) <sync-begin num-messages='0'/>",
                "(InfSession_1) <sync-end/>",
                "(InfSession_1) <session-close/>");
    }

    @Test
    void anOfferedSubscriptionHoldsIfTheTypeIsBack() {
        client.send("<subscribe-session id='1'/>");
        client.take();
        removeType();
        server.types.add(3, "InfText", new LineNotes());

        client.send("<subscribe-ack id='1'/>");

        client.expect("(InfSession_1) <sync-begin num-messages='0'/>", "(InfSession_1) <sync-end/>");
    }

    @Test
    void anOfferedDocumentIsMadeButNotOpened() {
        client.send("<add-node parent='0' type='InfText' name='new'><subscribe/></add-node>");
        client.take();
        removeType();

        client.send("<subscribe-ack id='2'/>");

        client.expect("(InfSession_2) <session-close/>");
        assertEquals(List.of("/doc InfText", "/new InfText"), store.everything());
    }

    @Test
    void aRunningUploadEnds() {
        client.send("<add-node parent='0' type='InfText' name='new'><sync-in/></add-node><subscribe-ack id='2'/>");
        client.take();

        removeType();

        client.expect("(InfSession_SyncIn_2) <sync-error code='8' domain='INF_SESSION_SYNC_ERROR'/>");
        assertEquals(List.of("/doc InfText"), store.everything());
    }

    @Test
    void anOfferedUploadEndsAtTheAcknowledgement() {
        client.send("<add-node parent='0' type='InfText' name='new'><sync-in/></add-node>");
        client.take();
        removeType();

        client.send("<subscribe-ack id='2'/>");

        client.expect("(InfSession_SyncIn_2) <sync-error code='8' domain='INF_SESSION_SYNC_ERROR'/>");
        assertEquals(List.of("/doc InfText"), store.everything());
    }

    @Test
    void anUploadThatIsCompleteAtTheSameMomentIsKept() {
        client.send("<add-node parent='0' type='InfText' name='new'><sync-in/></add-node><subscribe-ack id='2'/>");
        client.take();
        client.postTo("InfSession_SyncIn_2", "<sync-begin num-messages='1'/><line>one</line><sync-end/>");
        server.network.runAll();
        server.sessionLoop.runAll();

        removeType();

        client.expect("(InfSession_SyncIn_2) <sync-ack/>");
        assertEquals("one\n", store.content("/new", "InfText"));
    }

    @Test
    void theChatGoesOnWhenTheTypeIsBack() {
        client.send("<subscribe-chat/><subscribe-ack/>");
        client.sendTo("InfChat", "<sync-ack/><line>before</line>");
        client.take();

        server.types.remove(server.chats);
        server.settle();
        client.sendTo("InfChat", "<line>meanwhile</line>");
        server.types.add(3, "InfChat", new LineNotes());
        server.settle();

        client.expect();
        DirectoryClient other = server.connect();
        other.send("<subscribe-chat/><subscribe-ack/>");
        other.expect(
                "<subscribe-chat group='InfChat' method='central'/>",
                "(InfChat) <sync-begin num-messages='2'/>",
                "(InfChat) <line>before</line>",
                "(InfChat) <line>meanwhile</line>",
                "(InfChat) <sync-end/>");
    }

    @Test
    void theChatIsClosedIfTheTypeDoesNotComeBackInTimeAndOpenedAnewWhenItDoes() {
        client.send("<subscribe-chat/><subscribe-ack/>");
        client.take();

        server.types.remove(server.chats);
        server.advance(DirectoryLimits.DEFAULT.noteTypeGrace());
        client.expect("(InfChat) <session-close/>");
        client.send("<subscribe-chat seq='2'/>");
        client.expectFailure("INF_DIRECTORY_ERROR", 6, "1/2");

        server.types.add(3, "InfChat", new LineNotes());
        client.send("<subscribe-chat seq='3'/>");
        client.expect("<subscribe-chat group='InfChat' method='central' seq='1/3'/>");
    }

    @Test
    void anOfferedChatEndsWithTheWaitingSession() {
        client.send("<subscribe-chat/>");
        client.take();
        server.types.remove(server.chats);
        server.settle();

        client.send("<subscribe-ack/>");
        client.expect();
        server.advance(DirectoryLimits.DEFAULT.noteTypeGrace());

        client.expect(
                "(InfChat) <sync-begin num-messages='0'/>", "(InfChat) <sync-end/>", "(InfChat) <session-close/>");
    }
}
