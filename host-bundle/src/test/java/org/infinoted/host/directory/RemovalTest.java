// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.infinoted.store.AclSheet;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RemovalTest {
    private final MemoryStore store =
            new MemoryStore().withFolder("/sub").withFolder("/sub/deep").withDocument("/sub/deep/doc", "InfText", "");

    @AutoClose
    private final DirectoryFixture server = new DirectoryFixture(store);

    private final DirectoryClient a = server.connect();
    private final DirectoryClient b = server.connect();

    /** The ids are those of the path's order: sub 1, deep 2, doc 3. */
    @BeforeEach
    void explore() {
        a.send("<explore-node id='0'/><explore-node id='1'/><explore-node id='2'/>");
        a.take();
    }

    private void subscribe(DirectoryClient client) {
        client.send("<subscribe-session id='3'/><subscribe-ack id='3'/>");
        client.sendTo("InfSession_3", "<sync-ack/>");
        client.take();
    }

    @Test
    void oneMessageTellsOfAWholeFolderBehindTheEndOfItsSessions() {
        subscribe(a);

        b.send("<remove-node seq='1' id='1'/>");

        a.expect("(InfSession_3) <session-close/>", "<remove-node id='1' seq='2/1'/>");
        assertEquals(List.of(), store.everything());
        a.send("<explore-node seq='1' id='2'/>");
        a.expectFailure("INF_DIRECTORY_ERROR", 4, "1/1");
        a.send("<subscribe-session seq='2' id='3'/>");
        a.expectFailure("INF_DIRECTORY_ERROR", 4, "1/2");
    }

    @Test
    void aFailureOfTheStoreChangesNothing() {
        subscribe(a);
        store.fail("remove /sub", new IOException("A disk error"));

        a.send("<remove-node seq='1' id='1'/>");

        a.expectFailure("INF_DIRECTORY_ERROR", 33, "1/1");
        a.send("<save-session seq='2' id='3'/>");
        a.expect("<saved-session id='3' seq='1/2'/>");
    }

    @Test
    void whatSomebodyElseRemovedFromTheStoreCanBeRemoved() throws IOException {
        store.remove("/sub/deep/doc", "InfText");

        a.send("<remove-node seq='1' id='3'/>");

        a.expect("<remove-node id='3' seq='1/1'/>");
    }

    @Test
    void thePermissionIsThatOfTheParent() {
        var strict = new DirectoryFixture(new MemoryStore()
                .withFolder("/sub")
                .withFolder("/sub/deep")
                .withAcl("/sub", new AclSheet("default", Map.of("can-remove-node", false))));
        DirectoryClient client = strict.connect();
        client.send("<explore-node id='0'/><explore-node id='1'/>");
        client.take();

        client.send("<remove-node seq='1' id='2'/><remove-node seq='2' id='1'/>");

        client.expect(
                "<request-failed code='6' domain='INF_REQUEST_ERROR' seq='1/1'/>", "<remove-node id='1' seq='1/2'/>");
    }

    @Test
    void ofTwoWhoRemoveTheSameOneDoes() {
        a.post("<remove-node seq='1' id='3'/>");
        b.post("<remove-node seq='1' id='3'/>");

        a.expect("<remove-node id='3' seq='1/1'/>");
        b.expectFailure("INF_DIRECTORY_ERROR", 4, "2/1");
    }

    @Test
    void ofTwoWhoRemoveTheSameTheSecondTriesWhenTheFirstFails() {
        store.fail("remove /sub/deep/doc", new IOException("A disk error"));
        a.post("<remove-node seq='1' id='3'/>");
        b.post("<remove-node seq='1' id='3'/>");
        server.settleLoops();

        server.writer.runAll();
        store.fail("remove /sub/deep/doc", null);
        server.settle();

        a.expect(
                "<request-failed code='33' domain='INF_DIRECTORY_ERROR' seq='1/1'/>",
                "<remove-node id='3' seq='2/1'/>");
    }

    @Test
    void whatIsInAFolderThatIsBeingRemovedIsRemovedWithIt() {
        a.post("<remove-node seq='1' id='1'/>");
        b.post("<remove-node seq='1' id='3'/>");

        a.expect("<remove-node id='1' seq='1/1'/>");
        b.expectFailure("INF_DIRECTORY_ERROR", 4, "2/1");
    }

    @Test
    void aFolderIsRemovedWhileWhatIsInItIsBeingRemoved() {
        a.post("<remove-node seq='1' id='3'/>");
        b.post("<remove-node seq='1' id='1'/>");

        a.expect("<remove-node id='3' seq='1/1'/>", "<remove-node id='1' seq='2/1'/>");
        assertEquals(List.of(), store.everything());
    }

    @Test
    void aSaveDuringTheRemovalIsNotWrittenAfterwards() {
        subscribe(a);
        a.sendTo("InfSession_3", "<line>new</line>");
        b.post("<remove-node seq='1' id='3'/>");
        server.settleLoops();

        a.post("<save-session seq='1' id='3'/>");
        server.settleLoops();
        assertEquals(1, server.writer.waiting());

        a.expect(
                "(InfSession_3) <session-close/>",
                "<remove-node id='3' seq='2/1'/>",
                "<request-failed code='33' domain='INF_DIRECTORY_ERROR' seq='1/1'/>");
        assertTrue(store.calls().stream().noneMatch(call -> call.startsWith("writeDocument")));
    }

    @Test
    void aDocumentThatIsBeingSavedIsNotRemovedBefore() {
        subscribe(a);
        a.sendTo("InfSession_3", "<line>new</line>");
        a.post("<save-session seq='1' id='3'/>");
        server.settleLoops();
        assertEquals(1, server.saver.waiting());

        b.post("<remove-node seq='1' id='1'/>");
        server.settleLoops();
        assertEquals(0, server.writer.waiting());

        a.expect(
                "<saved-session id='3' seq='1/1'/>",
                "(InfSession_3) <session-close/>",
                "<remove-node id='1' seq='2/1'/>");
        assertEquals(List.of("readDocument /sub/deep/doc", "writeDocument /sub/deep/doc", "remove /sub"), lastCalls(3));
    }

    private List<String> lastCalls(int count) {
        return store.calls().subList(store.calls().size() - count, store.calls().size());
    }

    @Test
    void whatIsBesideADocumentThatIsBeingSavedIsChangedMeanwhile() {
        subscribe(a);
        a.sendTo("InfSession_3", "<line>new</line>");
        a.post("<save-session seq='1' id='3'/>");
        server.settleLoops();
        b.post("<add-node seq='1' parent='2' type='InfText' name='x'/>");
        server.settleLoops();

        server.writer.runAll();

        assertEquals("", store.content("/sub/deep/x", "InfText"));
        assertEquals(1, server.saver.waiting());
    }

    @Test
    void aSaveDuringARemovalThatFailsIsWritten() {
        subscribe(a);
        a.sendTo("InfSession_3", "<line>new</line>");
        store.fail("remove /sub/deep/doc", new IOException("A disk error"));
        b.post("<remove-node seq='1' id='3'/>");
        server.settleLoops();

        a.send("<save-session seq='1' id='3'/>");

        b.expectFailure("INF_DIRECTORY_ERROR", 33, "2/1");
        a.expect("<saved-session id='3' seq='1/1'/>");
        assertEquals("new\n", store.content("/sub/deep/doc", "InfText"));
    }

    @Test
    void aNameIsTakenUntilTheRemovalIsTold() {
        subscribe(a);
        b.post("<remove-node seq='1' id='3'/>");
        server.settleLoops();
        server.writer.runAll();
        server.home.runAll(); // out of the store and out of the tree; the session does not know yet

        b.post("<add-node seq='2' parent='2' type='InfText' name='doc'/>");
        a.post("<add-node seq='2' parent='2' type='InfText' name='doc'/>");
        server.network.runAll();
        server.home.runAll();
        a.expect(
                "<request-failed code='2' domain='INF_DIRECTORY_ERROR' seq='1/2'/>",
                "(InfSession_3) <session-close/>",
                "<remove-node id='3' seq='2/1'/>",
                "<add-node id='4' parent='2' name='doc' type='InfText' seq='2/2'/>");
    }

    @Test
    void whoExploresWhileANodeIsGoingIsToldThatItWent() {
        subscribe(a);
        a.post("<remove-node id='3'/>");
        server.settleLoops();
        server.writer.runAll();
        server.home.runAll();

        b.post("<explore-node id='2'/>");
        server.network.runAll();
        server.home.runAll();

        b.expect(
                "<explore-begin total='1'/>",
                "<add-node id='3' parent='2' name='doc' type='InfText'/>",
                "<explore-end/>",
                "<remove-node id='3'/>");
    }

    @Test
    void aDocumentThatIsBeingOpenedGoes() {
        a.post("<subscribe-session seq='1' id='3'/>");
        server.settleLoops();
        assertEquals(1, server.readers.waiting());
        b.post("<remove-node seq='1' id='3'/>");
        server.settleLoops();
        server.readers.runAll(); // it could be read
        server.writer.runAll();

        a.expect(
                "<request-failed code='4' domain='INF_DIRECTORY_ERROR' seq='1/1'/>", "<remove-node id='3' seq='2/1'/>");
    }

    @Test
    void aNodeIsMadeInAFolderThatGoes() {
        b.post("<remove-node seq='1' id='1'/>");
        server.settleLoops();

        a.post("<add-node seq='1' parent='2' type='InfText' name='x'/>");

        a.expect(
                "<remove-node id='1' seq='2/1'/>", "<request-failed code='4' domain='INF_DIRECTORY_ERROR' seq='1/1'/>");
        assertEquals(List.of(), store.everything());
    }

    @Test
    void aFolderGoesWhenANodeHasJustBeenMadeInIt() {
        b.post("<add-node seq='1' parent='2' type='InfText' name='x'/>");
        a.post("<remove-node seq='1' id='2'/>");
        server.settleLoops();
        server.writer.runAll(); // both are done in the store before the directory knows of either

        a.expect("<remove-node id='2' seq='1/1'/>");
        b.expectFailure("INF_DIRECTORY_ERROR", 4, "2/1");
    }

    @Test
    void aFolderGoesWhenItIsExplored() {
        a.post("<remove-node seq='1' id='2'/>");
        server.settleLoops();
        b.post("<explore-node seq='1' id='2'/>");
        server.writer.runAll(); // the directory gets to know after the request

        a.expect("<remove-node id='2' seq='1/1'/>");
        b.expectFailure("INF_DIRECTORY_ERROR", 4, "2/1");
    }

    @Test
    void aDocumentGoesWhenItsSubscriptionIsAcknowledged() {
        b.send("<subscribe-session id='3'/>");
        b.take();
        a.post("<remove-node seq='1' id='3'/>");
        server.settleLoops();
        b.post("<subscribe-ack id='3'/>");
        server.writer.runAll(); // the directory gets to know after the acknowledgement

        b.expect(
                "(InfSession_3) <sync-begin num-messages='0'/>",
                "(InfSession_3) <sync-end/>",
                "(InfSession_3) <session-close/>");
    }

    @Test
    void aFolderGoesWhenAnUploadIntoItIsComplete() {
        b.send("<add-node parent='2' type='InfText' name='x'><subscribe/><sync-in/></add-node><subscribe-ack id='4'/>");
        b.sendTo("InfSession_4", "<sync-begin num-messages='0'/>");
        b.take();
        a.post("<remove-node seq='1' id='2'/>");
        server.settleLoops();
        server.writer.runAll();
        b.postTo("InfSession_4", "<sync-end/>");
        server.network.runAll();
        server.sessionLoop.runAll(); // the directory gets to know after the end of the folder

        a.expect("<remove-node id='2' seq='1/1'/>");
        b.expect("(InfSession_4) <sync-ack/>", "(InfSession_4) <session-close/>");
    }

    @Test
    void aFolderGoesWhileTheSessionOfADocumentInItIsClosing() {
        subscribe(b);
        a.post("<remove-node seq='1' id='3'/>");
        b.post("<remove-node seq='1' id='2'/>");
        server.settleLoops();
        server.writer.runAll();
        server.home.runAll();

        a.expect("<remove-node id='3' seq='1/1'/>", "<remove-node id='2' seq='2/1'/>");
        b.expect("(InfSession_3) <session-close/>");
    }
}
