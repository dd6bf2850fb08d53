// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.infinoted.store.AclSheet;
import org.infinoted.testdoubles.MemoryStore;
import org.infinoted.testdoubles.Xml;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AddNodeTest {
    private static final String SUBSCRIBE =
            "<add-node seq='1' parent='0' type='InfText' name='doc'><subscribe/></add-node>";
    private static final String SUBSCRIBE_OFFER = "<add-node id='1' parent='0' name='doc' type='InfText' seq='1/1'>"
            + "<subscribe group='InfSession_1' method='central'/></add-node>";
    private static final String UPLOAD = "<add-node seq='1' parent='0' type='InfText' name='doc'><sync-in/></add-node>";
    private static final String UPLOAD_OFFER = "<sync-in id='1' parent='0' name='doc' type='InfText'"
            + " group='InfSession_SyncIn_1' method='central' seq='1/1'/>";
    private static final String UPLOAD_AND_SUBSCRIBE =
            "<add-node seq='1' parent='0' type='InfText' name='doc'><subscribe/><sync-in/></add-node>";
    private static final String CONTENT = "<sync-begin num-messages='2'/><line>one</line><line>two</line><sync-end/>";

    private final MemoryStore store = new MemoryStore();

    @AutoClose
    private final DirectoryFixture server = new DirectoryFixture(store);

    private final DirectoryClient maker = server.connect();
    private final DirectoryClient watcher = server.connect();

    @BeforeEach
    void watch() {
        watcher.send("<explore-node id='0'/>");
        watcher.take();
    }

    @Test
    void aPlainDocumentIsWrittenEmptyAndNotKeptOpen() {
        maker.send("<add-node seq='1' parent='0' type='InfText' name='doc'/>");

        watcher.expect("<add-node id='1' parent='0' name='doc' type='InfText' seq='1/1'/>");
        assertEquals("", store.content("/doc", "InfText"));
        assertEquals(0, server.sessionLoop.scheduledCount());
    }

    @Test
    void onlyWhoHasAskedWaitsForWhatIsAddedAndRemoved() {
        maker.send("<explore-node seq='0' id='0'/>");
        maker.send("<add-node seq='1' parent='0' type='InfText' name='doc'/><remove-node seq='2' id='1'/>");

        assertEquals(2, watcher.unhurried());
        assertEquals(0, maker.unhurried());
    }

    @Test
    void childrenThatMeanNothingForAFolderAreIgnored() {
        maker.send("<add-node seq='1' parent='0' type='InfSubdirectory' name='sub'><subscribe/><sync-in/></add-node>");

        watcher.expect("<add-node id='1' parent='0' name='sub' type='InfSubdirectory' seq='1/1'/>");
    }

    @Test
    void childrenThatMeanNothingForAFolderNeedTheirPermissions() {
        var strict = new DirectoryFixture(
                new MemoryStore().withAcl("/", new AclSheet("default", Map.of("can-subscribe-session", false))));
        DirectoryClient client = strict.connect();

        client.send("<add-node seq='1' parent='0' type='InfSubdirectory' name='sub'><subscribe/></add-node>");

        client.expectFailure("INF_REQUEST_ERROR", 6, "1/1");
    }

    @Test
    void rightsGivenWithANodeAreStoredAndShown() {
        var open = new DirectoryFixture(
                new MemoryStore().withAcl("/", new AclSheet("default", Map.of("can-set-acl", true))));
        DirectoryClient client = open.connect();
        client.send("<explore-node id='0'/>");
        client.take();

        client.send("<add-node seq='1' parent='0' type='InfText' name='doc'>"
                + "<acl><sheet id='default' can-join-user='no'/></acl></add-node>");

        client.expect("<add-node id='1' parent='0' name='doc' type='InfText' seq='1/1'>"
                + "<acl><sheet id='default' can-join-user='no'/></acl></add-node>");
        assertEquals(List.of(new AclSheet("default", Map.of("can-join-user", false))), open.store.acls("/doc"));
    }

    @Test
    void aNodeWhoseRightsCannotBeStoredIsNotMade() {
        var open = new DirectoryFixture(
                new MemoryStore().withAcl("/", new AclSheet("default", Map.of("can-set-acl", true))));
        open.store.fail("writeAcl /doc", new IOException("Disk full"));
        DirectoryClient client = open.connect();

        client.send("<add-node seq='1' parent='0' type='InfText' name='doc'>"
                + "<acl><sheet id='default' can-join-user='no'/></acl></add-node>");

        client.expectFailure("INF_DIRECTORY_ERROR", 33, "1/1");
        assertEquals(List.of(), open.store.everything());
    }

    @Test
    void theMakerIsSubscribedWithoutSynchronization() {
        maker.send(SUBSCRIBE);
        maker.expect(SUBSCRIBE_OFFER);
        watcher.expect();

        maker.post("<subscribe-ack id='1'/>");
        maker.postTo("InfSession_1", "<user-join seq='0' name='A' status='active'/>");

        watcher.expect("<add-node id='1' parent='0' name='doc' type='InfText'/>");
        maker.expect("(InfSession_1) <user-join id='1' name='A' status='active' seq='1/0'/>");
    }

    @Test
    void whatIsRefusedLeavesNothingAndTheNameIsFree() {
        maker.send(SUBSCRIBE);
        maker.take();

        maker.send("<subscribe-nack id='1'/><add-node seq='2' parent='0' type='InfText' name='DOC'/>");

        maker.expect();
        watcher.expect("<add-node id='2' parent='0' name='DOC' type='InfText' seq='1/2'/>");
        assertEquals(List.of("/DOC InfText"), store.everything());
    }

    @Test
    void aNameIsReservedFromTheRequestOn() {
        maker.post(SUBSCRIBE);
        server.settleLoops();

        watcher.post("<add-node seq='1' parent='0' type='InfSubdirectory' name='Doc'/>");
        server.settleLoops();

        assertEquals(
                List.of("2"),
                watcher.take().stream()
                        .map(message -> Xml.elements(message).get(0).attribute("code"))
                        .toList());
    }

    @Test
    void aNameIsFreeWhenMakingItsNodeHasFailed() {
        store.fail("createDocument /doc", new IOException("Disk full"));
        maker.send(SUBSCRIBE);
        maker.expectFailure("INF_DIRECTORY_ERROR", 33, "1/1");

        store.fail("createDocument /doc", null);
        maker.send("<add-node seq='2' parent='0' type='InfText' name='doc'/>");

        watcher.expect("<add-node id='2' parent='0' name='doc' type='InfText' seq='1/2'/>");
    }

    @Test
    void anOfferThatIsNotAnsweredIsWithdrawn() {
        maker.send(SUBSCRIBE);
        maker.take();

        server.advance(Duration.ofSeconds(60));

        assertEquals(List.of(), store.everything());
        watcher.send("<add-node seq='1' parent='0' type='InfText' name='doc'/>");
        watcher.expect("<add-node id='2' parent='0' name='doc' type='InfText' seq='2/1'/>");
        maker.send("<subscribe-ack id='1'/>");
        maker.expectFailure("INF_DIRECTORY_ERROR", 5, null);
    }

    @Test
    void anOfferThatIsAnsweredIsNotWithdrawn() {
        maker.send(SUBSCRIBE);
        server.advance(Duration.ofSeconds(59));
        maker.send("<subscribe-ack id='1'/>");

        server.advance(Duration.ofSeconds(60));

        assertEquals(List.of("/doc InfText"), store.everything());
    }

    @Test
    void anUploadIsSavedAndAnnouncedWhenItIsComplete() {
        maker.send(UPLOAD);
        maker.expect(UPLOAD_OFFER);
        maker.post("<subscribe-ack id='1'/>");
        maker.postTo("InfSession_SyncIn_1", CONTENT);

        maker.expect("(InfSession_SyncIn_1) <sync-ack/>");
        watcher.expect("<add-node id='1' parent='0' name='doc' type='InfText'/>");
        assertEquals("one\ntwo\n", store.content("/doc", "InfText"));
    }

    @Test
    void anUploadWithSubscriptionHappensInTheGroupOfTheSession() {
        maker.send(UPLOAD_AND_SUBSCRIBE);
        maker.expect("<sync-in id='1' parent='0' name='doc' type='InfText' group='InfSession_1' method='central'"
                + " seq='1/1'><subscribe group='InfSession_1' method='central'/></sync-in>");

        maker.post("<subscribe-ack id='1'/>");
        maker.postTo("InfSession_1", CONTENT + "<user-join seq='0' name='A' status='active'/>");

        maker.expect(
                "(InfSession_1) <sync-ack/>", "(InfSession_1) <user-join id='1' name='A' status='active' seq='1/0'/>");
        watcher.expect("<add-node id='1' parent='0' name='doc' type='InfText'/>");
    }

    @Test
    void dataBeforeTheAcknowledgementOfAnUploadIsDropped() {
        maker.send(UPLOAD);
        maker.take();
        maker.sendTo("InfSession_SyncIn_1", "<sync-begin num-messages='0'/>");

        maker.send("<subscribe-ack id='1'/>");
        maker.sendTo("InfSession_SyncIn_1", "<sync-begin num-messages='0'/><sync-end/>");

        maker.expect("(InfSession_SyncIn_1) <sync-ack/>");
    }

    @Test
    void anUploadThatFailsLeavesNothing() {
        maker.send(UPLOAD + "<subscribe-ack id='1'/>");
        maker.take();

        maker.sendTo("InfSession_SyncIn_1", "<sync-begin num-messages='1'/><odd/>");

        maker.expect("(InfSession_SyncIn_1) <sync-error code='1' domain='INF_SESSION_SYNC_ERROR'/>");
        assertEquals(List.of(), store.everything());
        watcher.send("<add-node seq='1' parent='0' type='InfText' name='doc'/>");
        watcher.expect("<add-node id='2' parent='0' name='doc' type='InfText' seq='2/1'/>");
    }

    @Test
    void anUploadThatIsRefusedLeavesNothing() {
        maker.send(UPLOAD);
        maker.take();

        maker.send("<subscribe-nack id='1'/>");

        maker.expect();
        assertEquals(List.of(), store.everything());
    }

    @Test
    void anUploadThatCannotBeginLeavesNothing() {
        maker.post(UPLOAD);
        server.settleLoops();
        server.readers.runAll();
        server.settleLoops();
        server.writer.runAll(); // the empty document is there
        server.texts.failure = new IllegalStateException("A fault of the note type");

        server.settle();

        maker.expectFailure("INF_DIRECTORY_ERROR", 33, "1/1");
        assertEquals(List.of(), store.everything());
    }

    @Test
    void anUploadNeedsNoPermissionToSubscribe() {
        var strict = new DirectoryFixture(
                new MemoryStore().withAcl("/", new AclSheet("default", Map.of("can-subscribe-session", false))));
        DirectoryClient client = strict.connect();

        client.send(UPLOAD + "<subscribe-ack id='1'/>");
        client.sendTo("InfSession_SyncIn_1", CONTENT);

        client.expect(UPLOAD_OFFER, "(InfSession_SyncIn_1) <sync-ack/>");
    }

    @Test
    void aClientCanHaveOnlySoMuchPending() {
        var limits = new DirectoryLimits(
                247,
                64,
                2,
                100,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                ClientQuota.DEFAULT,
                org.infinoted.host.session.UploadLimits.DEFAULT);
        var small = new DirectoryFixture(new MemoryStore(), limits);
        DirectoryClient client = small.connect();
        client.send("<add-node parent='0' type='InfText' name='a'><sync-in/></add-node><subscribe-ack id='1'/>"
                + "<add-node parent='0' type='InfText' name='b'><subscribe/></add-node>");
        client.take();

        client.send("<add-node seq='3' parent='0' type='InfText' name='c'><subscribe/></add-node>");
        client.expectFailure("INF_DIRECTORY_ERROR", 33, "1/3");
        client.send("<subscribe-chat seq='4'/>");
        client.expectFailure("INF_DIRECTORY_ERROR", 33, "1/4");

        client.sendTo("InfSession_SyncIn_1", "<sync-cancel/>");
        client.send("<add-node seq='5' parent='0' type='InfText' name='d'><subscribe/></add-node>");
        client.expect("<add-node id='3' parent='0' name='d' type='InfText' seq='1/5'>"
                + "<subscribe group='InfSession_3' method='central'/></add-node>");
        assertNull(small.store.content("/a", "InfText"));
    }
}
