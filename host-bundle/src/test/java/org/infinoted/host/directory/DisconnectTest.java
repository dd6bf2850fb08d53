// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client goes in each state that it can be in. */
@Tag("unit")
class DisconnectTest {
    private final MemoryStore store = new MemoryStore();

    @AutoClose
    private final DirectoryFixture server = new DirectoryFixture(store);

    private final DirectoryClient leaver = server.connect();
    private final DirectoryClient other = server.connect();

    @BeforeEach
    void watch() {
        other.send("<explore-node id='0'/>");
        other.take();
    }

    private void assertNothingIsLeft() {
        server.settle();
        assertEquals(List.of(), store.everything());
        other.send("<add-node parent='0' type='InfSubdirectory' name='x'/>");
        assertEquals(1, other.take().size());
        assertEquals(List.of("/x InfSubdirectory"), store.everything());
    }

    @Test
    void beforeLoggingIn() {
        DirectoryClient never = server.accept();

        never.disconnect();

        assertNothingIsLeft();
    }

    @Test
    void withRequestsOnTheirWay() {
        leaver.post("<add-node seq='1' parent='0' type='InfText' name='a'/><remove-node seq='2' id='1'/>");
        leaver.vanish();
        server.settle();

        // without numbers, which the next client with this sequence id would take for answers to its own requests

        other.expect("<add-node id='1' parent='0' name='a' type='InfText'/>", "<remove-node id='1'/>");
        assertNothingIsLeft();
    }

    @Test
    void whileADocumentIsMadeForIt() {
        leaver.post("<add-node parent='0' type='InfText' name='x'><subscribe/></add-node>");
        server.settleLoops();
        server.readers.runAll();
        server.settleLoops();
        assertEquals(1, server.writer.waiting());

        leaver.vanish();

        assertNothingIsLeft();
    }

    @Test
    void whenADocumentIsOfferedToIt() {
        leaver.send("<add-node parent='0' type='InfText' name='x'><subscribe/></add-node>");

        leaver.disconnect();

        assertNothingIsLeft();
    }

    @Test
    void whenAnUploadIsOfferedToIt() {
        leaver.send("<add-node parent='0' type='InfText' name='x'><sync-in/></add-node>");

        leaver.disconnect();

        assertNothingIsLeft();
    }

    @Test
    void duringAnUpload() {
        leaver.send("<add-node parent='0' type='InfText' name='x'><sync-in/></add-node><subscribe-ack id='1'/>");
        leaver.sendTo("InfSession_SyncIn_1", "<sync-begin num-messages='2'/><line>one</line>");

        leaver.disconnect();

        assertNothingIsLeft();
    }

    @Test
    void asSoonAsItHasAcknowledgedAnUpload() {
        leaver.send("<add-node parent='0' type='InfText' name='x'><sync-in/></add-node>");
        leaver.post("<subscribe-ack id='1'/>");

        leaver.disconnect();

        assertNothingIsLeft();
    }

    @Test
    void whenASubscriptionIsOfferedToIt() {
        leaver.send("<add-node parent='0' type='InfText' name='doc'/><subscribe-session id='1'/>");

        leaver.disconnect();
        other.take();
        other.send("<remove-node id='1'/>");

        other.expect("<remove-node id='1'/>");
        assertNothingIsLeft();
    }

    @Test
    void duringTheSynchronizationToIt() {
        leaver.send(
                "<add-node parent='0' type='InfText' name='doc'/><subscribe-session id='1'/><subscribe-ack id='1'/>");

        leaver.disconnect();
        other.take();
        other.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");

        other.expect(
                "<subscribe-session group='InfSession_1' method='central' id='1'/>",
                "(InfSession_1) <sync-begin num-messages='0'/>",
                "(InfSession_1) <sync-end/>");
    }

    @Test
    void withUsersJoined() {
        leaver.send("<add-node parent='0' type='InfText' name='doc'><subscribe/></add-node><subscribe-ack id='1'/>");
        leaver.sendTo("InfSession_1", "<user-join name='A' status='active'/>");
        other.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        other.sendTo("InfSession_1", "<sync-ack/>");
        other.take();

        leaver.disconnect();

        other.expect("(InfSession_1) <user-status-change id='1' status='unavailable'/>");
    }

    @Test
    void whenTheChatIsOfferedToIt() {
        leaver.send("<subscribe-chat/>");

        leaver.disconnect();
        other.send("<subscribe-ack/>");

        other.expectFailure("INF_DIRECTORY_ERROR", 5, null);
    }

    @Test
    void asAnExplorer() {
        leaver.send("<explore-node id='0'/>");
        leaver.take();

        leaver.disconnect();
        other.send("<add-node parent='0' type='InfSubdirectory' name='a'/>");

        other.expect("<add-node id='1' parent='0' name='a' type='InfSubdirectory'/>");
    }

    @Test
    void itsSequenceIdIsForTheNextOne() {
        other.disconnect();

        DirectoryClient next = server.connect();
        next.send("<remove-node seq='5' id='0'/>");

        next.expectFailure("INF_DIRECTORY_ERROR", 10, "2/5");
    }
}
