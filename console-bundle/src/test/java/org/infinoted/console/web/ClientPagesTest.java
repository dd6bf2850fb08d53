// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.console.FakeServer;
import org.infinoted.directory.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ClientPagesTest {
    private final FakeServer server = new FakeServer();
    private final ConnectionsPage connections = new ConnectionsPage();
    private final DocumentsPage documents = new DocumentsPage();

    @BeforeEach
    void connect() {
        connections.admin = server;
        documents.admin = server;
        server.connections.add(server.connection(5, null));
        server.connections.add(server.connection(6, "ann"));
        server.sessions.add(server.session(new Node(3, "/a<b>", "InfTest"), "Ann"));
        server.sessions.add(server.session(null, "Bob"));
    }

    private Exchange close(String id) throws Exception {
        return Exchange.action(connections, ConnectionsPage.LABEL, "close")
                .target(id)
                .exchange();
    }

    private Exchange act(String action, String key) throws Exception {
        return Exchange.action(documents, DocumentsPage.LABEL, action)
                .target(key)
                .exchange();
    }

    @Test
    void connectionsAreShown() throws Exception {
        assertEquals(
                "{\"problem\":\"\",\"rows\":[{\"key\":\"5\",\"address\":\"127.0.0.1:40005\",\"account\":\"\",\"since\":0,"
                        + "\"received\":1234,\"sent\":5678,\"state\":\"OPEN\"},{\"key\":\"6\","
                        + "\"address\":\"127.0.0.1:40006\",\"account\":\"ann\",\"since\":0,\"received\":1234,"
                        + "\"sent\":5678,\"state\":\"OPEN\"}]}",
                Exchange.get(connections, "/infinoted-connections/data.json").text());
    }

    @Test
    void connectionIsClosed() throws Exception {
        assertEquals(
                "{\"ok\":true,\"text\":\"Closed the connection of 127.0.0.1:40006\"}",
                close("6").text());
        assertEquals(List.of("close 6: closed in the console"), server.asked);
    }

    @Test
    void connectionThatHasEndedIsNotClosed() throws Exception {
        assertEquals(409, close("7").status());
        assertEquals(List.of(), server.asked);
    }

    @Test
    void documentsAreShownWithThoseWhoArePresent() throws Exception {
        assertEquals(
                "{\"problem\":\"\",\"rows\":[{\"key\":\"3\",\"path\":\"/a\\u003cb\\u003e\",\"type\":\"InfTest\","
                        + "\"users\":[{\"name\":\"Ann\",\"status\":\"inactive\"}],\"userCount\":1,\"subscribers\":1,"
                        + "\"size\":\"\",\"requests\":9},{\"key\":\"chat\",\"path\":\"chat of the server\","
                        + "\"type\":\"InfTest\",\"users\":[{\"name\":\"Bob\",\"status\":\"inactive\"}],\"userCount\":1,"
                        + "\"subscribers\":1,\"size\":\"\",\"requests\":9}]}",
                Exchange.get(documents, "/infinoted-documents/data.json").text());
    }

    @Test
    void documentIsSavedAndClosed() throws Exception {
        assertEquals(
                "{\"ok\":true,\"text\":\"Saved /a\\u003cb\\u003e\"}",
                act("save", "3").text());
        assertEquals(
                "{\"ok\":true,\"text\":\"Saved and closed chat of the server\"}",
                act("close", "chat").text());
        assertEquals(List.of("save /a<b>", "close chat of the server"), server.asked);
    }

    @Test
    void documentThatCannotBeSavedSaysWhy() throws Exception {
        server.refusal = "disk full";
        assertEquals("{\"ok\":false,\"text\":\"disk full\"}", act("save", "3").text());
    }

    @Test
    void documentThatIsNotOpenAnyMoreIsNotClosed() throws Exception {
        assertEquals(409, act("close", "4").status());
        assertEquals(List.of(), server.asked);
    }

    @Test
    void serverThatIsNotThereIsSaidToBeMissing() throws Exception {
        connections.admin = null;
        documents.admin = null;
        for (var answer : List.of(
                Exchange.get(connections, "/infinoted-connections/data.json"),
                Exchange.get(documents, "/infinoted-documents/data.json"))) {
            assertTrue(answer.text().contains("at present: is its bundle org.infinoted.host running?"), answer.text());
            assertTrue(answer.text().contains("\"rows\":[]"), answer.text());
        }
        assertEquals(409, close("5").status());
        assertEquals(409, act("save", "3").status());
    }
}
