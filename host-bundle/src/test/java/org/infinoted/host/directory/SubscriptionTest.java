// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.infinoted.store.AclSheet;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SubscriptionTest {
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final MemoryStore store = new MemoryStore().withDocument("/doc", "InfText", "old\n");

    @AutoClose
    private final DirectoryFixture server = new DirectoryFixture(store);

    private final DirectoryClient a = server.connect();
    private final DirectoryClient b = server.connect();

    @BeforeEach
    void explore() {
        a.send("<explore-node id='0'/>");
        a.take();
        store.calls().clear();
    }

    private void subscribe(DirectoryClient client) {
        client.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        client.sendTo("InfSession_1", "<sync-ack/>");
        client.take();
    }

    @Test
    void theParentNeedNotBeExplored() {
        b.send("<subscribe-session seq='0' id='1'/>");

        b.expect("<subscribe-session group='InfSession_1' method='central' id='1' seq='2/0'/>");
    }

    @Test
    void theDocumentIsReadAtTheRequestOnceForAll() {
        a.post("<subscribe-session seq='1' id='1'/>");
        b.post("<subscribe-session seq='1' id='1'/>");
        server.settle();

        a.expect("<subscribe-session group='InfSession_1' method='central' id='1' seq='1/1'/>");
        b.expect("<subscribe-session group='InfSession_1' method='central' id='1' seq='2/1'/>");
        assertEquals(List.of("readDocument /doc"), store.calls());
    }

    @Test
    void aFailedLoadFailsForAllWhoWaitAndIsTriedAgain() {
        store.fail("readDocument /doc", new IOException("A disk error"));
        a.post("<subscribe-session seq='1' id='1'/>");
        b.post("<subscribe-session seq='1' id='1'/>");
        a.expectFailure("INF_DIRECTORY_ERROR", 33, "1/1");
        b.expectFailure("INF_DIRECTORY_ERROR", 33, "2/1");

        store.fail("readDocument /doc", null);
        a.send("<subscribe-session seq='2' id='1'/>");

        a.expect("<subscribe-session group='InfSession_1' method='central' id='1' seq='1/2'/>");
    }

    @Test
    void whatIsSentBehindTheAcknowledgementReachesTheSession() {
        a.post("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        a.postTo("InfSession_1", "<sync-ack/><user-join seq='0' name='A' status='active'/>");

        a.expect(
                "<subscribe-session group='InfSession_1' method='central' id='1'/>",
                "(InfSession_1) <sync-begin num-messages='1'/>",
                "(InfSession_1) <line>old</line>",
                "(InfSession_1) <sync-end/>",
                "(InfSession_1) <user-join id='1' name='A' status='active' seq='1/0'/>");
    }

    @Test
    void askingAgainWhileARequestIsPendingIsRefused() {
        a.send("<subscribe-session id='1'/>");
        a.take();

        a.send("<subscribe-session seq='1' id='1'/>");

        a.expectFailure("INF_DIRECTORY_ERROR", 17, "1/1");
    }

    @Test
    void askingAgainWhileSubscribedIsRefused() {
        subscribe(a);

        a.send("<subscribe-session seq='1' id='1'/>");

        a.expectFailure("INF_DIRECTORY_ERROR", 17, "1/1");
    }

    @Test
    void askingAgainAfterLeavingIsNotRefused() {
        subscribe(a);

        a.postTo("InfSession_1", "<session-unsubscribe/>");
        a.post("<subscribe-session seq='1' id='1'/>");

        a.expect("<subscribe-session group='InfSession_1' method='central' id='1' seq='1/1'/>");
    }

    @Test
    void aRefusedOfferCanBeAskedForAgain() {
        a.send("<subscribe-session id='1'/><subscribe-nack id='1'/><subscribe-session seq='2' id='1'/>");

        a.expect(
                "<subscribe-session group='InfSession_1' method='central' id='1'/>",
                "<subscribe-session group='InfSession_1' method='central' id='1' seq='1/2'/>");
    }

    @Test
    void theDocumentIsRemovedBetweenOfferAndAcknowledgement() {
        a.send("<subscribe-session id='1'/>");
        b.send("<remove-node id='1'/>");
        a.take();

        a.send("<subscribe-ack id='1'/>");

        a.expect(
                "(InfSession_1) <sync-begin num-messages='0'/>",
                "(InfSession_1) <sync-end/>",
                "(InfSession_1) <session-close/>");
    }

    @Test
    void aSubscriberCanHaveTheDocumentSaved() {
        subscribe(a);
        a.sendTo("InfSession_1", "<user-join name='A' status='active'/><line>new</line>");
        a.take();

        a.send("<save-session seq='3' id='1'/>");

        a.expect("<saved-session id='1' seq='1/3'/>");
        assertEquals("old\nnew\n", store.content("/doc", "InfText"));
    }

    @Test
    void aFailureToSaveIsTold() {
        subscribe(a);
        store.fail("writeDocument /doc", new IOException("Disk full"));

        a.send("<save-session seq='3' id='1'/>");

        a.expectFailure("INF_DIRECTORY_ERROR", 33, "1/3");
    }

    @Test
    void onlyASubscriberCanHaveTheDocumentSaved() {
        subscribe(a);

        b.send("<save-session seq='3' id='1'/>");

        b.expectFailure("INF_DIRECTORY_ERROR", 18, "2/3");
    }

    @Test
    void aSessionThatNobodyUsesIsClosedAndReadAgain() {
        subscribe(a);
        a.sendTo("InfSession_1", "<line>new</line><session-unsubscribe/>");
        server.advance(IDLE);
        assertEquals("old\nnew\n", store.content("/doc", "InfText"));
        store.withDocument("/doc", "InfText", "from elsewhere\n");

        b.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");

        b.expect(
                "<subscribe-session group='InfSession_1' method='central' id='1'/>",
                "(InfSession_1) <sync-begin num-messages='1'/>",
                "(InfSession_1) <line>from elsewhere</line>",
                "(InfSession_1) <sync-end/>");
    }

    @Test
    void aSessionThatCouldNotBeSavedStaysUntilItCan() {
        subscribe(a);
        a.sendTo("InfSession_1", "<line>new</line><session-unsubscribe/>");
        store.fail("writeDocument /doc", new IOException("Disk full"));
        server.advance(IDLE);
        assertEquals("old\n", store.content("/doc", "InfText"));

        store.fail("writeDocument /doc", null);
        server.advance(IDLE);

        assertEquals("old\nnew\n", store.content("/doc", "InfText"));
    }

    @Test
    void anOfferKeepsTheSessionFromBeingClosed() {
        var limits = new DirectoryLimits(
                247,
                64,
                64,
                100,
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                ClientQuota.DEFAULT,
                org.infinoted.host.session.UploadLimits.DEFAULT);
        var patient = new DirectoryFixture(store, limits);
        DirectoryClient client = patient.connect();
        client.send("<explore-node id='0'/><subscribe-session id='1'/>");
        store.calls().clear();

        patient.advance(IDLE.multipliedBy(3));
        client.send("<subscribe-ack id='1'/>");

        assertEquals(List.of(), store.calls());
        patient.close();
    }

    @Test
    void afterTheOfferIsWithdrawnTheSessionIsClosed() {
        a.send("<subscribe-session id='1'/>");
        server.advance(IDLE);
        server.advance(IDLE);
        store.calls().clear();

        b.send("<subscribe-session id='1'/>");

        assertEquals(List.of("readDocument /doc"), store.calls());
    }

    @Test
    void whoAsksWhileAnIdleSessionIsBeingSavedWaitsAndGetsWhatWasSaved() {
        subscribe(a);
        a.sendTo("InfSession_1", "<line>new</line><session-unsubscribe/>");
        server.home.advance(IDLE);
        server.sessionLoop.advance(IDLE);
        server.settleLoops();
        assertEquals(1, server.saver.waiting());

        b.post("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        server.settleLoops();
        assertEquals(List.of(), b.take());

        b.expect(
                "<subscribe-session group='InfSession_1' method='central' id='1'/>",
                "(InfSession_1) <sync-begin num-messages='2'/>",
                "(InfSession_1) <line>old</line>",
                "(InfSession_1) <line>new</line>",
                "(InfSession_1) <sync-end/>");
        assertEquals(List.of("readDocument /doc", "writeDocument /doc", "readDocument /doc"), store.calls());
    }

    @Test
    void whoMayNotJoinIsRefusedByTheSession() {
        var strict = new DirectoryFixture(new MemoryStore()
                .withDocument("/doc", "InfText", "")
                .withAcl("/doc", new AclSheet("default", Map.of("can-join-user", false))));
        DirectoryClient client = strict.connect();
        client.send("<explore-node id='0'/><subscribe-session id='1'/><subscribe-ack id='1'/>");
        client.sendTo("InfSession_1", "<sync-ack/>");
        client.take();

        client.sendTo("InfSession_1", "<user-join seq='0' name='A' status='active'/>");

        client.expect("(InfSession_1) <request-failed code='6' domain='INF_REQUEST_ERROR' seq='1/0'/>");
    }

    @Test
    void theChatIsAcknowledgedByWhoWasOffered() {
        a.send("<subscribe-chat/>");
        a.take();

        b.send("<subscribe-ack/>");
        b.expectFailure("INF_DIRECTORY_ERROR", 5, null);

        a.send("<subscribe-ack/>");
        a.expect("(InfChat) <sync-begin num-messages='0'/>", "(InfChat) <sync-end/>");
    }

    @Test
    void theChatCannotBeSubscribedToTwice() {
        a.send("<subscribe-chat/>");
        a.take();
        a.send("<subscribe-chat seq='1'/>");
        a.expectFailure("INF_DIRECTORY_ERROR", 17, "1/1");
        a.send("<subscribe-ack/>");
        a.take();

        a.send("<subscribe-chat seq='2'/>");
        a.expectFailure("INF_DIRECTORY_ERROR", 17, "1/2");
    }

    @Test
    void theChatIsKeptWhenNobodyUsesIt() {
        a.send("<subscribe-chat/><subscribe-ack/>");
        a.sendTo("InfChat", "<sync-ack/><line>hello</line><session-unsubscribe/>");

        server.advance(IDLE.multipliedBy(10));
        b.send("<subscribe-chat/><subscribe-ack/>");

        b.expect(
                "<subscribe-chat group='InfChat' method='central'/>",
                "(InfChat) <sync-begin num-messages='1'/>",
                "(InfChat) <line>hello</line>",
                "(InfChat) <sync-end/>");
    }

    @Test
    void anAcknowledgementWithALargeNumberIsNotForTheChat() {
        a.send("<subscribe-chat/>");
        a.take();

        a.send("<subscribe-ack id='4294967295'/>");

        a.expectFailure("INF_DIRECTORY_ERROR", 5, null);
    }
}
