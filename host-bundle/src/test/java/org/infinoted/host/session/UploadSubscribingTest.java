// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.host.stream.Schedule;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads after which the client is a subscriber, in the group that the session has. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class UploadSubscribingTest {
    private static final int ORDERS = 100_000;
    private static final String[] DOCUMENT = {
        "<sync-begin num-messages='3'/>",
        "<sync-user id='1' name='alice' status='active' time=''/>",
        "<sync-user id='2' name='bob' status='inactive' time=''/>",
        "<say user='1'>uploaded</say>",
        "<sync-end/>"
    };

    private static final class Uploading {
        final SessionFixture fixture = new SessionFixture();
        final GroupClient client;
        final Upload upload;

        Uploading(Function<SessionFixture, ManualLoop> loop) {
            client = fixture.connect(loop.apply(fixture));
            upload = fixture.sessions.upload(
                    fixture.document, client.client, true, SessionFixture.UPLOAD, fixture.owner);
        }

        Uploading begin() {
            upload.begin();
            fixture.run();
            return this;
        }

        OpenSession session() {
            return fixture.owner.completed;
        }

        void end() {
            if (session() != null) {
                session().close(false);
            }
            fixture.run();
        }
    }

    @Test
    void theUploaderIsSubscribedWithTheUsersThatItNamed() {
        Uploading uploading = new Uploading(fixture -> fixture.left).begin();

        uploading.fixture.send(uploading.client, DOCUMENT);

        assertEquals("InfSession_2", uploading.upload.group());
        assertEquals(List.of("<sync-ack/>"), uploading.client.take());
        var view = uploading.session().view();
        assertEquals(List.of("1 alice active", "2 bob inactive"), SessionFixture.users(view));
        assertEquals(List.of(uploading.client.link), view.subscribers());
        uploading.fixture.advance(SessionFixture.IDLE_TIME.multipliedBy(2));
        assertEquals(List.of("completed"), uploading.fixture.owner.events, "it is not idle");
        uploading.end();
    }

    @Test
    void theNoteIsToldOfTheUploaderWhenTheSessionHasBegun() {
        Uploading uploading = new Uploading(fixture -> fixture.left).begin();
        TestNote note = uploading.fixture.note;
        note.onSubscribed = connection -> {
            assertEquals(1, uploading.fixture.registry.snapshot().size());
            note.context.send(Element.empty("welcome"), connection);
        };

        uploading.fixture.send(uploading.client, DOCUMENT);

        assertEquals(List.of("synchronizationEnded", "subscribed 1"), note.comings.subList(3, 5));
        assertEquals(List.of("<sync-ack/>", "<welcome/>"), uploading.client.take());
        uploading.end();
    }

    @Test
    void anUploaderThatTheNoteDoesNotWantIsNoSubscriber() {
        Uploading uploading = new Uploading(fixture -> fixture.left).begin();
        TestNote note = uploading.fixture.note;
        note.onSubscribed = connection -> note.context.unsubscribe(connection);

        uploading.fixture.send(uploading.client, DOCUMENT);
        uploading.fixture.send(uploading.client, "<say user='1'>lost</say>", "<echo/>");

        assertEquals(List.of("<sync-ack/>", "<session-close/>"), uploading.client.take());
        var view = uploading.session().view();
        assertEquals(List.of(), view.subscribers());
        assertEquals(List.of("1 alice unavailable", "2 bob unavailable"), SessionFixture.users(view));
        assertEquals(List.of("uploaded"), note.said());
        assertEquals(
                List.of("subscribed 1", "left", "left", "unsubscribed 1"),
                note.comings.subList(note.comings.size() - 4, note.comings.size()));
        uploading.fixture.advance(SessionFixture.IDLE_TIME);
        assertEquals(List.of("completed", "idle"), uploading.fixture.owner.events);
        uploading.end();
    }

    @Test
    void itsUsersLeaveWhenItIsLost() {
        Uploading uploading = new Uploading(fixture -> fixture.left).begin();
        uploading.fixture.send(uploading.client, DOCUMENT);
        uploading.fixture.session = uploading.session();
        GroupClient other = uploading.fixture.creator(uploading.fixture.right);

        uploading.client.link.close();
        uploading.fixture.run();

        assertEquals(
                List.of(
                        "<user-status-change id=\"2\" status=\"unavailable\"/>",
                        "<user-status-change id=\"1\" status=\"unavailable\"/>"),
                other.take());
        uploading.end();
    }

    @Test
    void itsUsersMaySendRightBehindTheEndWhateverTheThreadsDo() {
        Schedule.every(ORDERS, schedule -> {
            Uploading uploading = new Uploading(fixture -> fixture.left);
            SessionFixture fixture = uploading.fixture;
            fixture.right.execute(() -> {
                uploading.upload.begin();
                fixture.left.execute(() -> {
                    uploading.client.send(DOCUMENT);
                    uploading.client.send("<say user='1'>1</say>", "<echo/>");
                    fixture.left.execute(() -> uploading.client.send("<say user='2'>2</say>"));
                    fixture.left.execute(() -> uploading.client.send("<say user='1'>3</say>"));
                });
            });

            schedule.run(fixture.home, fixture.left, fixture.right);

            assertEquals(List.of("uploaded", "1", "2", "3"), fixture.note.said());
            assertEquals(List.of("<sync-ack/>", "<echo/>"), uploading.client.take());
            uploading.end();
        });
    }

    @Test
    void aClientThatIsLostAroundTheEndIsGoneAfterwardsWhateverTheThreadsDo() {
        Schedule.every(ORDERS, schedule -> {
            Uploading uploading = new Uploading(fixture -> fixture.left).begin();
            SessionFixture fixture = uploading.fixture;
            fixture.left.execute(() -> uploading.client.send(DOCUMENT));
            fixture.left.execute(() -> uploading.client.send("<say user='1'>1</say>"));
            fixture.left.execute(uploading.client.link::close);

            schedule.run(fixture.home, fixture.left, fixture.right);

            assertEquals(List.of("completed"), fixture.owner.events);
            assertEquals(List.of("uploaded", "1"), fixture.note.said());
            assertEquals(List.of(), uploading.session().view().subscribers());
            assertEquals(
                    List.of("1 alice unavailable", "2 bob unavailable"),
                    SessionFixture.users(uploading.session().view()));
            assertEquals(2, fixture.note.calls.stream().filter("left"::equals).count());
            uploading.end();
        });
    }

    @Test
    void aCancelAroundTheEndComesBeforeItOrNotAtAllWhateverTheThreadsDo() {
        Schedule.every(ORDERS, schedule -> {
            Uploading uploading = new Uploading(fixture -> fixture.left).begin();
            SessionFixture fixture = uploading.fixture;
            fixture.left.execute(() -> uploading.client.send(DOCUMENT));
            fixture.left.execute(() -> uploading.client.send("<echo/>"));
            fixture.right.execute(() -> uploading.upload.cancel("The document is not wanted any more"));

            schedule.run(fixture.home, fixture.left, fixture.right);

            List<String> answers = uploading.client.take();
            if (uploading.session() == null) {
                assertEquals(1, answers.size());
                assertTrue(answers.get(0).startsWith("<sync-error code=\"8\""), answers.get(0));
                assertEquals(List.of(), fixture.registry.snapshot());
            } else {
                assertEquals(List.of("<sync-ack/>", "<echo/>"), answers);
            }
            uploading.end();
        });
    }

    /** All of it waits until the directory has made the client a member; then one call leads to the next on one loop. */
    @Test
    void anUploadThatIsSentWithItsAcknowledgementIsTakenOnce() {
        Uploading uploading = new Uploading(fixture -> fixture.home);
        SessionFixture fixture = uploading.fixture;
        uploading.client.link.receive(
                Xml.element("<group publisher='you' name='InfDirectory'><subscribe-ack id='2'/></group>"));
        uploading.client.send(DOCUMENT);
        uploading.client.send("<say user='1'>1</say>", "<user-join name='carol' time='' caret='0'/>", "<echo/>");

        uploading.upload.begin();
        fixture.directory.underWay.remove().run();
        fixture.run();

        assertEquals(List.of("uploaded", "1"), fixture.note.said());
        assertEquals(
                List.of("<sync-ack/>", "<user-join id=\"3\" name=\"carol\" status=\"active\" time=\"\"/>", "<echo/>"),
                uploading.client.take());
        uploading.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<sync-end/>", "<sync-cancel/>"})
    void whatComesAfterAFailureIsDropped(String failure) {
        Uploading uploading = new Uploading(fixture -> fixture.left).begin();

        uploading.fixture.send(uploading.client, failure, "<sync-begin num-messages='0'/>", "<echo/>");

        assertEquals(List.of("failed"), uploading.fixture.owner.events);
        assertEquals(
                failure.equals("<sync-end/>") ? 1 : 0, uploading.client.take().size());
        assertEquals(List.of("close"), uploading.fixture.note.calls);
    }

    @Test
    void aClientThatIsLostAfterAFailureIsToldNothingTwice() {
        Uploading uploading = new Uploading(fixture -> fixture.left).begin();
        uploading.client.send("<sync-cancel/>");
        uploading.client.link.close();
        uploading.fixture.run();

        assertEquals(List.of("failed"), uploading.fixture.owner.events);
    }
}
