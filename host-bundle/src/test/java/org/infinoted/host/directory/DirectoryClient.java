// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.infinoted.connection.ConnectionState;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.Switchboard;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;

/** A client as a test plays it. Messages are written as in transcripts: with the group in front, unless it is the directory's. */
final class DirectoryClient {
    private static final String DIRECTORY = "InfDirectory";

    private final DirectoryFixture server;
    private final FakeLink link;
    private Client client;

    DirectoryClient(DirectoryFixture server, Switchboard switchboard, int number) {
        this.server = server;
        this.link = new FakeLink(server.network, number, "127.0.0.1:" + (40000 + number)).connect(accepted -> {
            client = (Client) switchboard.accepted(accepted);
            return client;
        });
    }

    /** The connection as the server has it. */
    Client client() {
        return client;
    }

    /** Why it was disconnected; nothing if it was not. */
    String endReason() {
        return link.endReason().orElse("");
    }

    /** Whether it has logged in and is there still. */
    boolean isOpen() {
        return link.state() == ConnectionState.OPEN;
    }

    /** How many frames it was sent that it does not wait for. */
    int unhurried() {
        return link.unhurried().size();
    }

    /** Has this thrown when something is written to the connection. */
    void failWrites(Throwable thrown) {
        link.failWrites(thrown);
    }

    boolean isDisconnected() {
        return link.endReason().isPresent();
    }

    boolean isReadingPaused() {
        return link.isReadingPaused();
    }

    /** Logs in, and waits for nothing. */
    void login() {
        link.open();
    }

    /** Logs in, and waits until everything has come to rest. */
    void open() {
        login();
        server.settle();
    }

    /** Sends messages of the directory, all in one stanza, and waits for nothing. */
    void post(String messages) {
        postTo(DIRECTORY, messages);
    }

    /** Sends a message of a group, and waits for nothing. */
    void post(String group, Element message) {
        link.receive(Element.named("group")
                .attribute("publisher", "you")
                .attribute("name", group)
                .child(message)
                .build());
    }

    /** Sends messages of a group, all in one stanza, and waits for nothing. */
    void postTo(String group, String messages) {
        Element.Builder stanza =
                Element.named("group").attribute("publisher", "you").attribute("name", group);
        Xml.elements(messages).forEach(stanza::child);
        link.receive(stanza.build());
    }

    /** Sends messages of the directory, and waits until everything has come to rest. */
    void send(String messages) {
        post(messages);
        server.settle();
    }

    /** Sends messages of a group, and waits until everything has come to rest. */
    void sendTo(String group, String messages) {
        postTo(group, messages);
        server.settle();
    }

    /** Is gone, without waiting for anything. */
    void vanish() {
        link.close();
    }

    /** Is gone, and everything has come to rest. */
    void disconnect() {
        vanish();
        server.settle();
    }

    /** What it got since the last time, in a form in which it can be compared. */
    List<String> take() {
        List<String> messages = new ArrayList<>();
        for (Element stanza : takeStanzas()) {
            stanza.children().forEach(message -> messages.add(line(stanza.attribute("name"), message)));
        }
        return messages;
    }

    /** What it got since the last time: groups with messages in them. */
    List<Element> takeStanzas() {
        return Xml.elements(String.join("", link.takeSent()));
    }

    /** What it got since the last time, as it was sent. */
    List<String> takeRaw() {
        return link.takeSent();
    }

    /** What it got since the last time is exactly this. */
    void expect(String... messages) {
        server.settle();
        assertEquals(
                String.join(
                        "\n", Arrays.stream(messages).map(DirectoryClient::line).toList()),
                String.join("\n", take()));
    }

    /** What it got since the last time is one failure, with a number if that is not null. */
    void expectFailure(String domain, int code, String seq) {
        expect("<request-failed code='" + code + "' domain='" + domain + "'" + (seq == null ? "" : " seq='" + seq + "'")
                + "/>");
    }

    private static String line(String message) {
        String group = DIRECTORY;
        String element = message;
        if (message.startsWith("(")) {
            int end = message.indexOf(')');
            group = message.substring(1, end);
            element = message.substring(end + 1);
        }
        return line(group, Xml.elements(element).get(0));
    }

    /** The texts of failures are for people, so they do not count. */
    private static String line(String group, Element message) {
        boolean failure =
                message.name().equals("request-failed") || message.name().equals("sync-error");
        Element compared = failure ? withoutText(message) : message;
        return group.equals(DIRECTORY) ? compared.toString() : "(" + group + ") " + compared;
    }

    private static Element withoutText(Element message) {
        Element.Builder bare = Element.named(message.name());
        for (int i = 0; i < message.attributeCount(); i++) {
            bare.attribute(message.attributeName(i), message.attributeValue(i));
        }
        return bare.build();
    }
}
