// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever handling a request throws, in the directory, in a note type or in the store: the client is answered, and its next request too. */
@Tag("unit")
class DirectoryFaultTest {
    private static final String ERRORS = "org.infinoted.host.stream.InjectedErrors#all";

    private final MemoryStore store =
            new MemoryStore().withDocument("/a", "InfText", "").withFolder("/f");
    private final DirectoryFixture server = new DirectoryFixture(store);
    private final DirectoryClient client = server.connect();

    DirectoryFaultTest() {
        server.home.guarded();
        server.sessionLoop.guarded();
        server.network.guarded();
        client.send("<explore-node id='0'/>");
        client.take();
    }

    @AfterEach
    void close() {
        heal();
        server.close();
    }

    private void heal() {
        server.texts.failure = null;
        server.texts.noteFailure = null;
        store.failEach(operation -> null);
    }

    private void assertServes() {
        heal();
        client.take();
        client.send("<query-acl seq='9' id='0'/>");
        List<String> answer = client.take();
        assertEquals(1, answer.size(), answer::toString);
        assertTrue(answer.get(0).contains("1/9"), answer::toString);
    }

    static Stream<Arguments> requestsAndErrors() {
        return Stream.of(
                        "<add-node seq='1' parent='0' type='InfText' name='b'/>",
                        "<add-node seq='1' parent='0' type='InfSubdirectory' name='b'/>",
                        "<add-node seq='1' parent='0' type='InfText' name='b'><subscribe/></add-node>",
                        "<subscribe-session seq='1' id='1'/>",
                        "<explore-node seq='1' id='2'/>",
                        "<remove-node seq='1' id='1'/>")
                .flatMap(request -> InjectedErrors.all().map(thrown -> Arguments.of(request, thrown)));
    }

    @ParameterizedTest
    @MethodSource("requestsAndErrors")
    void aRequestForWhichTheStoreFailsIsAnswered(String request, Throwable thrown) {
        store.failEach(operation -> InjectedErrors.throwAny(thrown));
        client.send(request);
        List<String> answers = client.take();
        assertEquals(1, answers.size(), answers::toString);
        assertTrue(answers.get(0).startsWith("<request-failed"), answers::toString);

        assertServes();

        // nothing is reserved, under way or broken
        client.send(request);
        assertFalse(client.take().get(0).startsWith("<request-failed"));
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void anUploadThatTheNoteTypeDoesNotWantIsAnswered(Throwable thrown) {
        client.send("<add-node seq='0' parent='0' type='InfText' name='x'><sync-in/></add-node>");
        client.take();
        server.texts.failure = thrown;
        client.send("<add-node seq='1' parent='0' type='InfText' name='b'><sync-in/></add-node>");
        List<String> answers = client.take();
        assertEquals(1, answers.size(), answers::toString);
        assertTrue(answers.get(0).startsWith("<request-failed"), answers::toString);
        assertServes();

        client.send("<add-node seq='1' parent='0' type='InfText' name='b'/>");
        assertFalse(client.take().get(0).startsWith("<request-failed"), "the name is not free");
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aNewDocumentWhoseNoteTypeFailsIsAnswered(Throwable thrown) {
        client.send("<add-node seq='1' parent='0' type='InfText' name='b'><subscribe/></add-node>");
        client.take();
        server.texts.failure = thrown;
        client.send("<subscribe-ack id='3'/>");
        client.expect("(InfSession_3) <session-close/>");
        assertServes();
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aSessionWhoseNoteFailsGoesOn(Throwable thrown) {
        client.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        client.sendTo("InfSession_1", "<sync-ack/>");
        client.take();
        server.texts.noteFailure = thrown;
        client.sendTo("InfSession_1", "<line>lost</line>");
        client.send("<save-session seq='1' id='1'/>");
        heal();
        assertServes();
        DirectoryClient other = server.connect();
        other.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        assertTrue(other.take().toString().contains("sync-end"));
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aClientThatCannotBeAnsweredIsDisconnected(Throwable thrown) {
        DirectoryClient other = server.connect();
        other.failWrites(thrown);
        other.send("<query-acl seq='1' id='0'/>");
        assertTrue(other.isDisconnected());
        assertServes();
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aClientThatCannotBeWelcomedIsDisconnected(Throwable thrown) {
        DirectoryClient other = server.accept();
        other.failWrites(thrown);
        other.open();
        assertTrue(other.isDisconnected());
        assertServes();
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void anExplorerThatCannotBeToldOfAChangeIsDisconnectedAndTheOthersAreTold(Throwable thrown) {
        DirectoryClient deaf = server.connect();
        DirectoryClient other = server.connect();
        deaf.send("<explore-node id='0'/>");
        other.send("<explore-node id='0'/>");
        other.take();
        deaf.failWrites(thrown);

        client.send("<add-node parent='0' type='InfSubdirectory' name='new'/>");
        assertTrue(deaf.isDisconnected());
        assertTrue(other.take().toString().contains("name=\"new\""));

        client.send("<remove-node id='2'/>");
        other.expect("<remove-node id='2'/>");
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void closingIsDoneThoughDocumentsAndClientsFail(Throwable thrown) {
        client.send("<subscribe-session id='1'/><subscribe-ack id='1'/>"
                + "<add-node parent='0' type='InfText' name='b'><subscribe/></add-node><subscribe-ack id='3'/>");
        client.sendTo("InfSession_1", "<sync-ack/><line>a</line>");
        client.sendTo("InfSession_3", "<line>b</line>");
        client.failWrites(thrown);
        store.failEach(operation -> InjectedErrors.throwAny(thrown));

        var closed = server.directory.close().toCompletableFuture();
        server.settle();

        assertTrue(closed.isDone());
        assertEquals(List.of("/a", "/b"), server.directory.lost());
        List<UnsavedDocument> unsaved = server.directory.unsaved();
        assertEquals(2, unsaved.size(), "the last resort can try again");
        unsaved.forEach(server.directory::saved);
        assertEquals(List.of(), server.directory.lost());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void theChatThatCannotBeMadeAgainIsClosedToItsSubscriber(Throwable thrown) {
        client.send("<subscribe-chat seq='1'/>");
        client.take();
        server.types.remove(server.chats);
        server.chats.failure = thrown;
        server.types.add(2, "InfChat", server.chats);
        server.settle();
        client.send("<subscribe-ack/>");
        assertTrue(client.take().toString().contains("session-close"));
        server.chats.failure = null;
        assertServes();
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aDocumentThatCannotSayWhatIsToBeSavedIsLostAndNothingElse(Throwable thrown) {
        client.send("<subscribe-session id='1'/><subscribe-ack id='1'/>");
        client.sendTo("InfSession_1", "<sync-ack/><line>a</line>");
        server.texts.noteFailure = thrown;
        assertEquals(List.of(), server.directory.unsaved());
        assertEquals(List.of("/a"), server.directory.lost());
        assertTrue(server.home.reported().contains(thrown));
        assertServes();
    }
}
