// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.protocol.ProtocolError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads after which the client is no subscriber. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class UploadTest {
    private static final String GROUP = "InfSession_SyncIn_2";
    private static final String ALICE = "<sync-user id='7' name='alice' status='unavailable' time=''/>";

    private final SessionFixture fixture = new SessionFixture();
    private final GroupClient client = fixture.connect(fixture.left, GROUP);
    private final Upload upload =
            fixture.sessions.upload(fixture.document, client.client, false, SessionFixture.UPLOAD, fixture.owner);

    @AfterEach
    void end() {
        if (fixture.owner.completed != null) {
            fixture.owner.completed.close(false);
        }
        fixture.run();
    }

    @Test
    void aCompleteDocumentBecomesASession() {
        begin();

        fixture.send(
                client,
                "<sync-begin num-messages='2'/>",
                ALICE,
                "<say user='7'>text</say>",
                "<sync-end/>",
                "<sync-begin num-messages='2'/>");

        assertEquals(GROUP, upload.group());
        assertEquals(List.of("<sync-ack/>"), client.take());
        assertEquals(List.of("completed"), fixture.owner.events);
        OpenSession session = fixture.owner.completed;
        assertEquals("InfSession_2", session.group());
        assertEquals(List.of(session.view()), fixture.registry.snapshot());
        assertEquals(List.of(), session.view().subscribers());
        assertEquals(List.of("7 alice unavailable"), SessionFixture.users(session.view()));
        assertEquals(List.of("text"), fixture.note.said());
        assertEquals("synchronizationEnded", fixture.note.calls.get(fixture.note.calls.size() - 1));
    }

    @Test
    void whatHasComeIsChargedToTheClientAndStaysSoWhenItIsASession() {
        begin();
        fixture.send(
                client, "<sync-begin num-messages='2'/>", ALICE, "<say user='7'>" + "x".repeat(100_000) + "</say>");
        assertTrue(client.client.memory().rank() >= 100_000);

        fixture.send(client, "<sync-end/>");

        assertEquals(List.of("completed"), fixture.owner.events);
        assertTrue(client.client.memory().rank() >= 100_000);
    }

    @Test
    void whatHasComeIsChargedNoMoreWhenTheUploadFailsOrItsClientGoes() {
        begin();
        fixture.send(
                client, "<sync-begin num-messages='9'/>", ALICE, "<say user='7'>" + "x".repeat(100_000) + "</say>");

        client.link.close();
        fixture.run();

        assertEquals(0, client.client.memory().budget().used());
    }

    @Test
    void nobodyIsSubscribedSoTheIdleTimeRuns() {
        begin();
        fixture.send(client, "<sync-begin num-messages='0'/>", "<sync-end/>");

        fixture.advance(SessionFixture.IDLE_TIME);

        assertEquals(List.of("completed", "idle"), fixture.owner.events);
    }

    @Test
    void pluginsAreToldNothingOfAnIncompleteDocument() {
        begin();
        fixture.send(client, "<sync-begin num-messages='1'/>", ALICE);

        assertEquals(List.of(), fixture.registry.snapshot());
    }

    @Test
    void whatComesBeforeTheBeginIsDropped() {
        fixture.send(client, "<sync-begin num-messages='0'/>", "<sync-end/>");
        begin();

        assertEquals(List.of(), client.take());
        assertEquals(List.of(), fixture.owner.events);
    }

    /** Each row ends the upload at its last message. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        <sync-user/>                                                            | 12 | INF_SESSION_SYNC_ERROR
        <say user='7'>x</say>                                                   | 12 | INF_SESSION_SYNC_ERROR
        <sync-end/>                                                             | 11 | INF_SESSION_SYNC_ERROR
        <sync-begin num-messages='3'/><sync-begin num-messages='3'/>            |  9 | INF_SESSION_SYNC_ERROR
        <sync-begin num-messages='0'/><sync-begin num-messages='0'/>            |  9 | INF_SESSION_SYNC_ERROR
        <sync-begin/>                                                           | 10 | INF_SESSION_SYNC_ERROR
        <sync-begin num-messages='x'/>                                          |  5 | INF_REQUEST_ERROR
        <sync-begin num-messages='-1'/>                                         |  5 | INF_REQUEST_ERROR
        <sync-begin num-messages='1'/><sync-end/>                               | 11 | INF_SESSION_SYNC_ERROR
        <sync-begin num-messages='4294967295'/><sync-end/>                      | 11 | INF_SESSION_SYNC_ERROR
        <sync-begin num-messages='0'/><odd/>                                    | 13 | INF_SESSION_SYNC_ERROR
        <sync-begin num-messages='0'/><sync-user id='1' name='a' time=''/>      | 13 | INF_SESSION_SYNC_ERROR
        <sync-begin num-messages='1'/><odd/>                                    |  1 | INF_SESSION_SYNC_ERROR
        <sync-begin num-messages='1'/><say user='1'>x</say>                     |  2 | INF_USER_ERROR
        <sync-begin num-messages='1'/><sync-user id='1' name='a' status='active' time=''/>   | 8 | INF_SESSION_SYNC_ERROR
        <sync-begin num-messages='1'/><sync-user id='1' name='a' status='inactive' time=''/> | 8 | INF_SESSION_SYNC_ERROR
        """)
    void aMistakeIsAnsweredAndEndsTheUpload(String messages, int code, String domain) {
        begin();

        fixture.send(client, messages, "<sync-begin num-messages='0'/>", "<sync-end/>");

        List<Element> answers = client.takeElements();
        assertEquals(1, answers.size());
        Element error = answers.get(0);
        assertEquals("sync-error", error.name());
        assertEquals("code", error.attributeName(0));
        assertEquals("domain", error.attributeName(1));
        assertEquals(Integer.toString(code), error.attribute("code"));
        assertEquals(domain, error.attribute("domain"));
        assertTrue(error.text().length() > 5, error.text());
        assertFailed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sync-user name='a' status='unavailable' time=''/>",
                "<sync-user id='x' name='a' status='unavailable' time=''/>",
                "<sync-user id='0' name='a' status='unavailable' time=''/>",
                "<sync-user id='1' status='unavailable' time=''/>",
                "<sync-user id='1' name='a' status='unavailable'/>", // the note's own attribute
                "<sync-user id='7' name='a' status='unavailable' time=''/>",
                "<sync-user id='1' name='alice' status='unavailable' time=''/>"
            })
    void anInvalidUserIsLeftOutAndNotCounted(String user) {
        begin();

        fixture.send(client, "<sync-begin num-messages='3'/>", ALICE, user, "<say user='7'>x</say>");
        assertEquals(List.of(), client.take());
        fixture.send(client, "<sync-end/>");

        Element error = client.takeElements().get(0);
        assertEquals("11", error.attribute("code"));
        assertFailed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "status='odd'", "status='unavailable'"})
    void aUserIsAbsentUnlessItsStatusSaysOtherwise(String status) {
        begin();

        fixture.send(
                client,
                "<sync-begin num-messages='1'/>",
                "<sync-user id='1' name='a' time='' " + status + "/>",
                "<sync-end/>");

        assertEquals(List.of("<sync-ack/>"), client.take());
        assertEquals(List.of("1 a unavailable"), SessionFixture.users(fixture.owner.completed.view()));
    }

    @Test
    void moreUsersThanASessionMayHaveEndTheUpload() {
        begin();
        fixture.send(client, "<sync-begin num-messages='9'/>");

        for (int id = 1; id <= 6; id++) {
            fixture.send(client, "<sync-user id='" + id + "' name='u" + id + "' time=''/>");
        }

        assertEquals("14", client.takeElements().get(0).attribute("code"));
        assertFailed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"synchronizationReceived", "addUser", "synchronizationEnded"})
    void aFailureOfTheNoteEndsTheUpload(String method) {
        begin();
        fixture.note.failures.put(method, new NoClassDefFoundError("test"));

        fixture.send(
                client, "<sync-begin num-messages='2'/>", ALICE, "<say user='7'>x</say>", "<sync-end/>", "<sync-end/>");

        List<Element> answers = client.takeElements();
        assertEquals(1, answers.size());
        assertEquals("14", answers.get(0).attribute("code"));
        assertFailed();
    }

    @Test
    void aDocumentThatDoesNotFitTogetherIsRefusedAtItsEnd() {
        begin();
        fixture.note.failures.put(
                "synchronizationEnded", new ProtocolException(new OtherError("INF_TEST_ERROR", 4), "odd"));

        fixture.send(client, "<sync-begin num-messages='0'/>", "<sync-end/>");

        assertEquals(List.of("<sync-error code=\"4\" domain=\"INF_TEST_ERROR\">odd</sync-error>"), client.take());
        assertFailed();
    }

    @Test
    void aClientMayCancelWithoutAnAnswer() {
        begin();

        fixture.send(client, "<sync-begin num-messages='1'/>", "<sync-cancel/>", "<sync-begin/>");

        assertEquals(List.of(), client.take());
        assertFailed();
    }

    @Test
    void aClientThatIsLostEndsTheUpload() {
        begin();
        fixture.send(client, "<sync-begin num-messages='1'/>");

        client.link.close();
        fixture.run();

        assertFailed();
    }

    @Test
    void aClientThatWasLostBeforeTheBeginEndsTheUpload() {
        client.link.close();
        begin();

        assertFailed();
    }

    @Test
    void theOwnerMayCancelAndIsNotTold() {
        begin();
        fixture.send(client, "<sync-begin num-messages='1'/>");

        upload.cancel("The document is not wanted any more");
        upload.cancel("The document is not wanted any more");
        fixture.run();
        fixture.send(client, "<sync-begin/>");

        List<Element> answers = client.takeElements();
        assertEquals(1, answers.size());
        assertEquals("8", answers.get(0).attribute("code"));
        assertEquals("INF_SESSION_SYNC_ERROR", answers.get(0).attribute("domain"));
        assertEquals(List.of(), fixture.owner.events);
        assertEquals(List.of("close"), fixture.note.calls);
    }

    @Test
    void cancellingAfterTheEndDoesNothing() {
        begin();
        fixture.send(client, "<sync-begin num-messages='0'/>", "<sync-end/>");
        client.take();

        upload.cancel("The document is not wanted any more");
        fixture.run();

        assertEquals(List.of(), client.take());
        assertEquals(1, fixture.registry.snapshot().size());
    }

    @Test
    void whoIsLostAfterTheEndDoesNotMatter() {
        begin();
        fixture.send(client, "<sync-begin num-messages='0'/>", "<sync-end/>");

        client.link.close();
        fixture.run();
        fixture.advance(Duration.ofSeconds(1));

        assertEquals(List.of("completed"), fixture.owner.events);
    }

    @Test
    void uploadThatMakesNoProgressEnds() {
        begin();
        fixture.send(client, "<sync-begin num-messages='2'/>");
        fixture.advance(SessionFixture.UPLOAD.stall());
        fixture.advance(SessionFixture.UPLOAD.stall());

        assertEnded("8");
    }

    @Test
    void uploadThatNeverBeginsEnds() {
        begin();
        fixture.advance(SessionFixture.UPLOAD.stall());

        assertEnded("8");
    }

    @Test
    void uploadThatTakesTooLongEndsThoughItMakesProgress() {
        begin();
        fixture.send(client, "<sync-begin num-messages='1000'/>", ALICE);
        Duration pause = SessionFixture.UPLOAD.stall().dividedBy(2);
        for (Duration time = pause; time.compareTo(SessionFixture.UPLOAD.time()) < 0; time = time.plus(pause)) {
            fixture.advance(pause);
            fixture.send(client, "<say user='7'>text</say>");
            assertEquals(List.of(), fixture.owner.events);
        }
        fixture.advance(pause);

        assertEnded("8");
    }

    @Test
    void uploadThatIsTooLargeEnds() {
        begin();
        fixture.send(client, "<sync-begin num-messages='100'/>", ALICE);
        String large = "<say user='7'>" + "\u00e9".repeat(1 << 18) + "</say>"; // half of what may be
        fixture.send(client, large);
        assertEquals(List.of("grown"), fixture.owner.events);
        fixture.send(client, large);
        fixture.owner.events.remove("grown");

        assertEnded("14");
    }

    private void assertEnded(String code) {
        List<Element> answers = client.takeElements();
        assertEquals(1, answers.size());
        assertEquals("sync-error", answers.get(0).name());
        assertEquals(code, answers.get(0).attribute("code"));
        assertFailed();
    }

    private void begin() {
        upload.begin();
        fixture.run();
    }

    private void assertFailed() {
        assertEquals(List.of("failed"), fixture.owner.events);
        assertNull(fixture.owner.completed);
        assertEquals(List.of(), fixture.registry.snapshot());
        assertEquals("close", fixture.note.calls.get(fixture.note.calls.size() - 1));
        assertEquals(0, fixture.home.scheduledCount());
    }

    /** An error of a note type that has a domain of its own. */
    private record OtherError(String domain, int code) implements ProtocolError {}
}
