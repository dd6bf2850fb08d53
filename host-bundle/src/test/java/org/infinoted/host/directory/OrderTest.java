// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.testdoubles.MemoryStore;
import org.infinoted.testdoubles.Xml;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In what order messages are handled. */
@Tag("unit")
class OrderTest {
    private final MemoryStore store = new MemoryStore();

    @AutoClose
    private final DirectoryFixture server = new DirectoryFixture(store);

    @Test
    void whatIsInOneStanzaIsDoneInOrder() {
        DirectoryClient client = server.connect();

        client.send("<explore-node seq='0' id='0'/><add-node seq='1' parent='0' type='InfSubdirectory' name='a'/>"
                + "<explore-node seq='2' id='1'/><add-node seq='3' parent='1' type='InfText' name='b'/>"
                + "<odd seq='4'/><remove-node seq='5' id='1'/><explore-node seq='6' id='1'/>");

        client.expect(
                "<explore-begin total='0' seq='1/0'/>",
                "<explore-end seq='1/0'/>",
                "<add-node id='1' parent='0' name='a' type='InfSubdirectory' seq='1/1'/>",
                "<explore-begin total='0' seq='1/2'/>",
                "<explore-end seq='1/2'/>",
                "<add-node id='2' parent='1' name='b' type='InfText' seq='1/3'/>",
                "<request-failed code='24' domain='INF_DIRECTORY_ERROR' seq='1/4'/>",
                "<remove-node id='1' seq='1/5'/>",
                "<request-failed code='4' domain='INF_DIRECTORY_ERROR' seq='1/6'/>");
    }

    @Test
    void nobodyWaitsForAnothersSlowRequest() {
        DirectoryClient slow = server.connect();
        DirectoryClient quick = server.connect();
        slow.post("<explore-node seq='0' id='0'/><remove-node seq='1' id='0'/>");
        quick.post("<remove-node seq='0' id='0'/>");

        server.settleLoops();

        assertEquals(List.of(), slow.take());
        assertEquals(1, quick.take().size());
    }

    @Test
    void aClientIsReadFromAgainWhenItsMessagesAreDone() {
        DirectoryClient client = server.connect();
        int many = 1000;
        client.post("<odd/>".repeat(many));

        server.settle();

        assertEquals(many, client.take().size());
        assertEquals(false, client.isReadingPaused());
    }

    @Test
    void eachMessageIsDoneOnceWhateverComesOfIt() {
        List<Integer> done = new ArrayList<>();
        DirectoryClient client = server.connect();
        List<String> messages = List.of("<explore-node id='0'/>", "<odd/>", "<remove-node id='0'/>");
        for (int i = 0; i < messages.size(); i++) {
            int number = i;
            server.directory.received(
                    client.client(), Xml.elements(messages.get(i)).get(0), () -> done.add(number));
        }
        client.vanish();

        server.settle();

        assertEquals(List.of(0, 1, 2), done);
    }
}
