// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.infinoted.store.AclSheet;
import org.infinoted.store.StoreException;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ExploreTest {
    private final MemoryStore store = new MemoryStore();

    @AutoClose
    private DirectoryFixture server;

    @Test
    void explorersSeeWhatComesAndGoes() {
        server = new DirectoryFixture(store);
        DirectoryClient a = server.connect();
        DirectoryClient b = server.connect();
        b.send("<explore-node id='0'/>");
        b.take();

        a.send("<add-node seq='1' parent='0' type='InfText' name='doc'/>");
        a.expect();
        b.expect("<add-node id='1' parent='0' name='doc' type='InfText' seq='1/1'/>");
        a.send("<remove-node seq='2' id='1'/>");
        a.expect();
        b.expect("<remove-node id='1' seq='1/2'/>");
    }

    @Test
    void aFolderIsReadOnceForAllWhoWantIt() {
        server = new DirectoryFixture(store.withFolder("/sub"));
        DirectoryClient a = server.connect();
        DirectoryClient b = server.connect();

        a.post("<explore-node seq='1' id='0'/>");
        b.post("<explore-node seq='1' id='0'/>");
        server.settleLoops();
        assertEquals(1, server.readers.waiting());
        server.settle();

        a.expect(
                "<explore-begin total='1' seq='1/1'/>",
                "<add-node id='1' parent='0' name='sub' type='InfSubdirectory' seq='1/1'/>",
                "<explore-end seq='1/1'/>");
        b.expect(
                "<explore-begin total='1' seq='2/1'/>",
                "<add-node id='1' parent='0' name='sub' type='InfSubdirectory' seq='2/1'/>",
                "<explore-end seq='2/1'/>");
    }

    @Test
    void whatFailedToBeReadIsReadAgain() {
        server = new DirectoryFixture(store);
        DirectoryClient client = server.connect();
        store.fail("list /", new IOException("A disk error"));
        client.send("<explore-node seq='1' id='0'/>");
        client.expectFailure("INF_DIRECTORY_ERROR", 33, "1/1");

        store.fail("list /", null);
        client.send("<explore-node seq='2' id='0'/>");

        client.expect("<explore-begin total='0' seq='1/2'/>", "<explore-end seq='1/2'/>");
    }

    @Test
    void namesThatCollideInTheStoreAreAllListed() {
        server = new DirectoryFixture(store.withDocument("/a", "InfText", "")
                .withDocument("/A", "InfText", "")
                .withDocument("/a", "InfChat", ""));
        DirectoryClient client = server.connect();

        client.send("<explore-node id='0'/>");

        client.expect(
                "<explore-begin total='3'/>",
                "<add-node id='1' parent='0' name='A' type='InfText'/>",
                "<add-node id='2' parent='0' name='a' type='InfChat'/>",
                "<add-node id='3' parent='0' name='a' type='InfText'/>",
                "<explore-end/>");
        client.send("<remove-node id='3'/><remove-node id='2'/><add-node seq='4' parent='0' type='InfText' name='a'/>");
        client.expect(
                "<remove-node id='3'/>",
                "<remove-node id='2'/>",
                "<request-failed code='2' domain='INF_DIRECTORY_ERROR' seq='1/4'/>");
    }

    @Test
    void ofRightsOnlyTheSharedOnesAreShown() {
        server = new DirectoryFixture(store.withFolder("/sub")
                .withAcl(
                        "/sub",
                        new AclSheet("default", Map.of("can-add-document", true)),
                        new AclSheet("fs:user:alice:1", Map.of("can-add-document", false))));
        DirectoryClient client = server.connect();

        client.send("<explore-node id='0'/>");

        client.expect(
                "<explore-begin total='1'/>",
                "<add-node id='1' parent='0' name='sub' type='InfSubdirectory'>"
                        + "<acl><sheet id='default' can-add-document='yes'/></acl></add-node>",
                "<explore-end/>");
    }

    @Test
    void whoHasQueriedTheRightsOfANodeSeesThemAllOnce() {
        server = new DirectoryFixture(store.withAcl("/", new AclSheet("default", Map.of("can-query-acl", true)))
                .withFolder("/sub")
                .withAcl("/sub", new AclSheet("fs:user:alice:1", Map.of("can-add-document", false))));
        DirectoryClient client = server.connect();
        client.send("<explore-node id='0'/>");
        client.take();

        client.send("<query-acl seq='1' id='1'/><query-acl seq='2' id='1'/>");

        client.expect(
                "<set-acl id='1' seq='1/1'><acl><sheet id='fs:user:alice:1' can-add-document='no'/></acl></set-acl>",
                "<request-failed code='31' domain='INF_DIRECTORY_ERROR' seq='1/2'/>");
    }

    @Test
    void rightsThatCannotBeReadGrantNothingAndHideNothing() {
        server = new DirectoryFixture(store.withFolder("/bad").withFolder("/good"));
        store.fail("readAcl /bad", new StoreException(StoreException.Reason.BAD_CONTENT, "No rights"));
        DirectoryClient client = server.connect();
        client.send("<explore-node id='0'/>");
        client.take(); // bad 1, good 2

        client.send("<explore-node seq='1' id='1'/><explore-node seq='2' id='2'/>");

        client.expect(
                "<request-failed code='6' domain='INF_REQUEST_ERROR' seq='1/1'/>",
                "<explore-begin total='0' seq='1/2'/>",
                "<explore-end seq='1/2'/>");
    }

    @Test
    void aFolderRemovedWhileItIsReadDoesNotExist() {
        server = new DirectoryFixture(store.withFolder("/sub"));
        DirectoryClient a = server.connect();
        DirectoryClient b = server.connect();
        a.send("<explore-node id='0'/>");
        a.take();

        b.post("<explore-node seq='1' id='1'/>");
        server.settleLoops();
        a.post("<remove-node seq='1' id='1'/>");
        server.settleLoops();
        server.writer.runAll();
        server.settleLoops();
        server.settle();

        a.expect("<remove-node id='1' seq='1/1'/>");
        b.expect("<request-failed code='4' domain='INF_DIRECTORY_ERROR' seq='2/1'/>");
    }

    @Test
    void theTreeIsOnlyAsDeepAsItMayBe() {
        var limits = new DirectoryLimits(
                247,
                2,
                64,
                100,
                DirectoryLimits.DEFAULT.acknowledgement(),
                Duration.ofSeconds(30),
                ClientQuota.DEFAULT,
                org.infinoted.host.session.UploadLimits.DEFAULT);
        server = new DirectoryFixture(store, limits);
        DirectoryClient client = server.connect();

        client.send("<add-node parent='0' type='InfSubdirectory' name='a'/>"
                + "<add-node parent='1' type='InfSubdirectory' name='b'/>"
                + "<add-node seq='3' parent='2' type='InfText' name='c'/>");

        client.expectFailure("INF_DIRECTORY_ERROR", 33, "1/3");
    }

    @Test
    void aFolderTakesOnlyAsMuchAsItMay() {
        var limits = new DirectoryLimits(
                247,
                64,
                64,
                2,
                DirectoryLimits.DEFAULT.acknowledgement(),
                Duration.ofSeconds(30),
                ClientQuota.DEFAULT,
                org.infinoted.host.session.UploadLimits.DEFAULT);
        server = new DirectoryFixture(store, limits);
        DirectoryClient client = server.connect();

        client.send("<add-node parent='0' type='InfText' name='a'/>"
                + "<add-node parent='0' type='InfText' name='b'><sync-in/></add-node>"
                + "<add-node seq='3' parent='0' type='InfText' name='c'/>");

        client.expect(
                "<sync-in id='2' parent='0' name='b' type='InfText' group='InfSession_SyncIn_2' method='central'/>",
                "<request-failed code='33' domain='INF_DIRECTORY_ERROR' seq='1/3'/>");
    }
}
