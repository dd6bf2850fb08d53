// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.infinoted.store.AclSheet;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each message that ends the original server, with default permissions unless the test says otherwise. */
@Tag("unit")
class CrashTriggerTest {
    private final MemoryStore store = new MemoryStore().withFolder("/sub");

    @AutoClose
    private final DirectoryFixture server = new DirectoryFixture(store);

    private final DirectoryClient client = server.connect();

    @Test
    void addingToAFolderThatNobodyHasExploredReadsIt() {
        client.send("<add-node seq='0' parent='0' type='InfText' name='SUB'/>");
        client.expectFailure("INF_DIRECTORY_ERROR", 2, "1/0");

        client.send("<add-node seq='1' parent='0' type='InfText' name='x'/><explore-node seq='2' id='0'/>");
        client.expect(
                "<explore-begin total='2' seq='1/2'/>",
                "<add-node id='1' parent='0' name='sub' type='InfSubdirectory' seq='1/2'/>",
                "<add-node id='2' parent='0' name='x' type='InfText' seq='1/2'/>",
                "<explore-end seq='1/2'/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<save-session/>", "<save-session id='99'/>", "<save-session id='1'/>"})
    void savingWhatIsNoDocumentFails(String request) {
        client.send("<explore-node id='0'/>");
        client.take();

        client.send(request);

        assertEquals(1, client.take().size());
        assertServes();
    }

    @Test
    void aMakerWhoHasNotExploredTheFolderIsSubscribed() {
        client.send("<add-node seq='1' parent='0' type='InfText' name='x'><subscribe/></add-node>"
                + "<subscribe-ack id='2'/>");
        client.sendTo("InfSession_2", "<user-join seq='0' name='A' status='active'/>");

        client.expect(
                "<add-node id='2' parent='0' name='x' type='InfText' seq='1/1'>"
                        + "<subscribe group='InfSession_2' method='central'/></add-node>",
                "(InfSession_2) <user-join id='1' name='A' status='active' seq='1/0'/>");
    }

    @Test
    void theFolderOfAnOfferedDocumentIsRemovedAndThenAnother() {
        client.send("<explore-node id='0'/><add-node parent='1' type='InfText' name='x'><subscribe/></add-node>"
                + "<add-node parent='0' type='InfText' name='y'/>");
        client.take();

        client.send("<remove-node seq='1' id='1'/><remove-node seq='2' id='3'/><subscribe-ack id='2'/>");

        client.expect(
                "<remove-node id='1' seq='1/1'/>",
                "<remove-node id='3' seq='1/2'/>",
                "(InfSession_2) <session-close/>");
        assertEquals(List.of(), store.everything());
    }

    @Test
    void anExplorerOfAFolderButNotOfItsParentDisconnects() {
        DirectoryClient other = server.connect();
        client.send("<explore-node id='0'/>");
        other.send("<explore-node seq='0' id='1'/>");
        other.expect("<explore-begin total='0' seq='2/0'/>", "<explore-end seq='2/0'/>");

        other.disconnect();
        client.take();
        client.send("<explore-node seq='1' id='1'/><add-node seq='2' parent='1' type='InfText' name='x'/>");

        client.expect(
                "<explore-begin total='0' seq='1/1'/>",
                "<explore-end seq='1/1'/>",
                "<add-node id='2' parent='1' name='x' type='InfText' seq='1/2'/>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<odd/>",
                "<sync-begin/>",
                "<sync-begin num-messages='1'/><odd/>",
                "<sync-begin num-messages='1'/><sync-end/>",
                "<sync-begin num-messages='1'/><line/>",
                "<sync-cancel/>",
                "<sync-begin num-messages='1'/><sync-cancel/>"
            })
    void anUploadWithSubscriptionFails(String content) {
        uploadWithSubscription();

        client.sendTo("InfSession_2", content);

        assertEquals(List.of("/sub InfSubdirectory"), store.everything());
        assertServes();
    }

    @Test
    void theClientOfAnUploadWithSubscriptionDisconnects() {
        uploadWithSubscription();

        client.disconnect();

        assertEquals(List.of("/sub InfSubdirectory"), store.everything());
        assertServes();
    }

    @Test
    void theFolderOfAnUploadWithSubscriptionIsRemoved() {
        uploadWithSubscription();
        client.take();

        client.send("<remove-node id='1'/>");

        client.expect("<remove-node id='1'/>", "(InfSession_2) <sync-error code='8' domain='INF_SESSION_SYNC_ERROR'/>");
        assertServes();
    }

    @Test
    void rightsOfTheRootAndAccountsAreNotChanged() {
        var open = new DirectoryFixture(new MemoryStore()
                .withAcl(
                        "/",
                        new AclSheet(
                                "default",
                                Map.of("can-query-acl", true, "can-set-acl", true, "can-remove-account", true))));
        DirectoryClient allowed = open.connect();
        allowed.send("<query-acl id='0'/>");
        allowed.take();

        allowed.send("<set-acl seq='1' id='0'><acl><sheet id='default' can-join-user='no'/></acl></set-acl>"
                + "<remove-acl-account seq='2' id='fs:user:alice:1'/><explore-node seq='3' id='0'/>");

        allowed.expect(
                "<request-failed code='21' domain='INF_DIRECTORY_ERROR' seq='1/1'/>",
                "<request-failed code='21' domain='INF_DIRECTORY_ERROR' seq='1/2'/>",
                "<explore-begin total='0' seq='1/3'/>",
                "<explore-end seq='1/3'/>");
    }

    private void uploadWithSubscription() {
        client.send("<explore-node id='0'/>"
                + "<add-node parent='1' type='InfText' name='x'><subscribe/><sync-in/></add-node>"
                + "<subscribe-ack id='2'/>");
    }

    private void assertServes() {
        DirectoryClient another = server.connect();
        another.send("<subscribe-chat/>");
        another.expect("<subscribe-chat group='InfChat' method='central'/>");
    }
}
