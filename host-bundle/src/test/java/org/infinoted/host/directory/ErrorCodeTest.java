// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.infinoted.store.AclSheet;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each code that the server sends, and which of several faults is reported. */
@Tag("unit")
class ErrorCodeTest {
    private static final String DIRECTORY = "INF_DIRECTORY_ERROR";
    private static final String REQUEST_ERROR = "INF_REQUEST_ERROR";

    private final MemoryStore store = new MemoryStore()
            .withFolder("/sub")
            .withDocument("/doc", "InfText", "")
            .withDocument("/odd", "InfOdd", "");

    @AutoClose
    private final DirectoryFixture server = new DirectoryFixture(store);

    private final DirectoryClient client = server.connect();

    /** Nodes get their ids in the order of the listing: doc 1, odd 2, sub 3. */
    private void explored() {
        client.send("<explore-node id='0'/>");
        client.take();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | <add-node seq='7' parent='0' type='InfText' name='DOC'/>",
                "2 | <add-node seq='7' parent='0' type='InfSubdirectory' name='sub'/>",
                "3 | <add-node seq='7' parent='0' type='InfText' name=' '/>",
                "3 | <add-node seq='7' parent='0' type='InfText' name='..'/>",
                "4 | <add-node seq='7' parent='99' type='InfText' name='x'/>",
                "4 | <explore-node seq='7' id='99'/>",
                "4 | <explore-node seq='7' id='4294967295'/>",
                "4 | <remove-node seq='7' id='99'/>",
                "4 | <subscribe-session seq='7' id='99'/>",
                "4 | <save-session seq='7' id='99'/>",
                "4 | <query-acl seq='7' id='99'/>",
                "4 | <set-acl seq='7' id='99'/>",
                "5 | <subscribe-ack seq='7'/>",
                "5 | <subscribe-ack seq='7' id='1'/>",
                "5 | <subscribe-nack seq='7'/>",
                "5 | <subscribe-nack seq='7' id='1'/>",
                "7 | <explore-node seq='7' id='1'/>",
                "7 | <add-node seq='7' parent='1' type='InfText' name='x'/>",
                "8 | <subscribe-session seq='7' id='3'/>",
                "8 | <save-session seq='7' id='3'/>",
                "9 | <subscribe-session seq='7' id='2'/>",
                "10 | <remove-node seq='7' id='0'/>",
                "12 | <explore-node seq='7' id='0'/>",
                "16 | <add-node seq='7' parent='0' type='InfOdd' name='x'/>",
                "18 | <save-session seq='7' id='1'/>",
                "24 | <made-up seq='7'/>",
                "24 | <welcome seq='7'/>",
                "24 | <set-acl-account seq='7'/>",
            })
    void answersWithTheCodeOfTheDirectory(int code, String request) {
        explored();

        client.send(request);

        client.expectFailure(DIRECTORY, code, "1/7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | <explore-node seq='7'/>",
                "3 | <add-node seq='7' type='InfText' name='x'/>",
                "3 | <add-node seq='7' parent='0' name='x'/>",
                "3 | <add-node seq='7' parent='0' type='InfText'/>",
                "3 | <remove-node seq='7'/>",
                "3 | <subscribe-session seq='7'/>",
                "3 | <save-session seq='7'/>",
                "3 | <query-acl seq='7'/>",
                "3 | <set-acl seq='7'/>",
                "4 | <add-node seq='7' parent='0' type='InfText' name='x'><acl><sheet id='default' can-join-user='maybe'/></acl></add-node>",
                "3 | <add-node seq='7' parent='0' type='InfText' name='x'><acl><sheet can-join-user='no'/></acl></add-node>",
                "5 | <explore-node seq='7' id=''/>",
                "5 | <explore-node seq='7' id='-1'/>",
                "5 | <explore-node seq='7' id='4294967296'/>",
                "5 | <explore-node seq='7' id='one'/>",
                "5 | <subscribe-ack seq='7' id='x'/>",
                "6 | <query-acl seq='7' id='0'/>",
                "6 | <set-acl seq='7' id='0'><acl><sheet id='default'/></acl></set-acl>",
                "6 | <query-acl-account-list seq='7'/>",
                "6 | <lookup-acl-accounts seq='7'/>",
                "6 | <create-acl-account seq='7'/>",
                "6 | <remove-acl-account seq='7' id='default'/>",
                "6 | <add-node seq='7' parent='0' type='InfText' name='x'><acl><sheet id='default' can-join-user='no'/></acl></add-node>",
            })
    void answersWithTheCodeOfRequests(int code, String request) {
        explored();

        client.send(request);

        client.expectFailure(REQUEST_ERROR, code, "1/7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<explore-node id='3' seq='x'/>",
                "<add-node parent='0' type='InfText' name='x' seq=''/>",
                "<add-node parent='0' type='InfText' seq='-1'/>",
                "<remove-node id='1' seq='4294967296'/>",
                "<subscribe-session id='1' seq='1/1'/>",
                "<subscribe-chat seq='x'/>",
            })
    void aNumberThatCannotBeReadIsAFailureWithoutOne(String request) {
        explored();

        client.send(request);

        client.expectFailure(REQUEST_ERROR, 5, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | <explore-node id='99' seq='x'/>",
                "12 | <explore-node id='0' seq='x'/>",
                "16 | <add-node parent='0' type='InfOdd' name='' seq='x'/>",
                "10 | <remove-node id='0' seq='x'/>",
                "8 | <subscribe-session id='3' seq='x'/>",
                "9 | <subscribe-session id='2' seq='x'/>",
            })
    void anotherFaultComesBeforeThatOfTheNumber(int code, String request) {
        explored();

        client.send(request);

        client.expectFailure(DIRECTORY, code, null);
    }

    @Test
    void withoutANumberAFailureHasNone() {
        client.send("<remove-node id='0'/>");

        client.expectFailure(DIRECTORY, 10, null);
    }

    @Test
    void sheetsForUnknownAccountsAreRefused() {
        client.send("<add-node seq='1' parent='0' type='InfText' name='x'><acl><sheet id='nobody'/></acl></add-node>");

        client.expectFailure(DIRECTORY, 30, "1/1");
    }

    @Test
    void aDocumentThatCannotBeUnderstoodFails() {
        store.withDocument("/bad", "InfText", "damaged");
        explored(); // bad 1, doc 2

        client.send("<subscribe-session seq='2' id='1'/>");
        client.expectFailure(DIRECTORY, 33, "1/2");

        client.send("<subscribe-session seq='3' id='2'/>");
        client.expect("<subscribe-session group='InfSession_2' method='central' id='2' seq='1/3'/>");
    }

    @Test
    void textsDoNotTellWhereTheServerKeepsItsFiles() {
        explored();
        store.fail("remove /doc", new IOException("/var/lib/infinoted/doc.InfText: Permission denied"));

        client.post("<remove-node seq='2' id='1'/>");
        server.settle();
        List<String> sent = client.takeRaw();

        assertEquals(1, sent.size());
        assertFalse(sent.get(0).contains("/var"), sent.get(0));
    }

    @Test
    void anUnexpectedExceptionEndsOneRequestOnly() {
        explored();
        server.texts.failure = new IllegalStateException("A fault of the note type");

        client.send("<add-node seq='2' parent='0' type='InfText' name='x'/><explore-node seq='3' id='3'/>");

        client.expect(
                "<request-failed code='33' domain='INF_DIRECTORY_ERROR' seq='1/2'/>",
                "<explore-begin total='0' seq='1/3'/>",
                "<explore-end seq='1/3'/>");
    }

    @Test
    void withoutTheNoteTypeThereIsNoChat() {
        server.types.remove(server.chats);

        client.send("<subscribe-chat seq='1'/>");

        client.expectFailure(DIRECTORY, 6, "1/1");
    }

    @Test
    void withoutThePermissionThereIsNoChat() {
        var closed = new DirectoryFixture(
                new MemoryStore().withAcl("/", new AclSheet("default", Map.of("can-subscribe-chat", false))));
        DirectoryClient refused = closed.connect();

        refused.send("<subscribe-chat seq='1'/>");

        refused.expectFailure(REQUEST_ERROR, 6, "1/1");
    }

    @Test
    void whoMayAskForWhatTheServerCannotDoIsToldSo() {
        var open = new DirectoryFixture(new MemoryStore()
                .withAcl("/", new AclSheet("default", Map.of("can-set-acl", true, "can-query-account-list", true))));
        DirectoryClient allowed = open.connect();

        allowed.send("<set-acl seq='1' id='0'/>");
        allowed.expectFailure(DIRECTORY, 21, "1/1");
        allowed.send("<query-acl-account-list seq='2'/>");
        allowed.expectFailure(DIRECTORY, 21, "1/2");
    }
}
