// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.util.List;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much of the directory one connection may have, and what the store has no room for. */
@Tag("unit")
class ClientQuotaTest {
    private final MemoryStore store = new MemoryStore()
            .withFolder("/s1")
            .withFolder("/s2")
            .withDocument("/t1", "InfText", "x")
            .withDocument("/t2", "InfText", "x")
            .withDocument("/t3", "InfText", "x");

    @AutoClose
    private final DirectoryFixture server =
            new DirectoryFixture(store, DirectoryLimits.DEFAULT.withPerClient(new ClientQuota(2, 2, 2)));

    private final DirectoryClient client = server.connect();

    private static String add(int seq, String name) {
        return "<add-node seq='" + seq + "' parent='0' type='InfText' name='" + name + "'/>";
    }

    private void made(int seq, String name) {
        client.send(add(seq, name));
        assertEquals(List.of(), client.take());
        assertEquals("", store.content("/" + name, "InfText"));
    }

    private void refused(int seq, String name) {
        client.send(add(seq, name));
        client.expectFailure("INF_DIRECTORY_ERROR", 33, "1/" + seq);
        assertNull(store.content("/" + name, "InfText"));
    }

    @Test
    void connectionMakesOnlyAsMuchAsItMay() {
        made(1, "a"); // 6
        made(2, "b"); // 7
        refused(3, "c");
        server.connect().send(add(1, "c"));
        assertEquals("", store.content("/c", "InfText"));
    }

    @Test
    void whatHasGoneIsNotCounted() {
        made(1, "a"); // 6
        made(2, "b");
        client.send("<remove-node id='6'/>");
        made(3, "c");
        refused(4, "d");
    }

    @Test
    void whatGoesWithItsFolderIsNotCounted() {
        client.send("<add-node parent='0' type='InfSubdirectory' name='f'/>"
                + "<add-node parent='6' type='InfText' name='a'/>");
        refused(3, "b");
        server.connect().send("<remove-node id='6'/>");
        made(4, "b");
        made(5, "c");
        refused(6, "d");
    }

    @Test
    void whatWasNotMadeIsNotCounted() {
        store.fail("createDocument /a", new IOException("Disk full"));
        for (int i = 1; i < 4; i++) {
            client.send(add(i, "a"));
            client.send(add(i, "t1"));
            client.send("<add-node parent='0' type='InfText' name='u'><sync-in/></add-node>" + "<subscribe-nack id='"
                    + (5 + 2 * i) + "'/>");
        }
        client.take();
        made(10, "b");
        made(11, "c");
        refused(12, "d");
    }

    @Test
    void connectionIsSubscribedToOnlyAsMuchAsItMay() {
        client.send("<explore-node id='0'/>");
        client.take();
        client.send("<subscribe-session id='3'/><subscribe-ack id='3'/>");
        client.send("<subscribe-session id='4'/>");
        client.take();
        client.send("<subscribe-session seq='1' id='5'/>");
        client.expectFailure("INF_DIRECTORY_ERROR", 33, "1/1");
        client.send("<subscribe-chat seq='2'/>");
        client.expectFailure("INF_DIRECTORY_ERROR", 33, "1/2");
        client.send("<subscribe-nack id='4'/>");
        client.sendTo("InfSession_3", "<session-unsubscribe/>");
        client.send("<subscribe-session seq='3' id='5'/>");
        client.expect("<subscribe-session group='InfSession_5' method='central' id='5' seq='1/3'/>");
    }

    @Test
    void connectionExploresOnlyAsManyFoldersAsItMay() {
        client.send("<explore-node id='0'/><explore-node id='1'/>");
        client.take();
        client.send("<explore-node seq='1' id='2'/>");
        client.expectFailure("INF_DIRECTORY_ERROR", 33, "1/1");
        client.send("<remove-node id='1'/>");
        client.take();
        client.send("<explore-node seq='2' id='2'/>");
        client.expect("<explore-begin total='0' seq='1/2'/>", "<explore-end seq='1/2'/>");
    }

    @Test
    void uploadEndsWhenTheStoreHasNoRoomForIt() {
        client.send("<add-node parent='0' type='InfText' name='u'><sync-in/></add-node><subscribe-ack id='6'/>");
        client.take();
        store.fail("checkRoom", new StoreException(Reason.FULL, "The disk is nearly full"));
        client.sendTo("InfSession_SyncIn_6", "<sync-begin num-messages='9'/><line>small</line>");
        assertEquals(List.of(), client.take());
        client.sendTo("InfSession_SyncIn_6", "<line>" + "x".repeat(300_000) + "</line>");
        client.expect("(InfSession_SyncIn_6) <sync-error code='8' domain='INF_SESSION_SYNC_ERROR'/>");
        assertNull(store.content("/u", "InfText"));
    }

    @Test
    void nothingNewIsMadeWhenTheStoreIsFull() {
        store.fail("createDocument /u", new StoreException(Reason.FULL, "There is no room"));
        client.send("<add-node seq='1' parent='0' type='InfText' name='u'><sync-in/></add-node>");
        client.expectFailure("INF_DIRECTORY_ERROR", 33, "1/1");
    }
}
