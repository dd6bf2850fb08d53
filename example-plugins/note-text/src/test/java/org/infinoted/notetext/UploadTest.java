// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.infinoted.notetext.relay.Order;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Total order begins with a document whose requests were made elsewhere: its client can undo them, but they are not in the order. */
@Tag("unit")
class UploadTest {
    private final NoteFixture fixture = NoteFixture.in(Order.TOTAL);

    @BeforeEach
    void uploadWithHistory() throws ProtocolException {
        User user = User.present(4, "n", UserStatus.ACTIVE, fixture.a);
        fixture.context.put(user);
        fixture.note.addUser(user, Xml.element("<sync-user time='4:1' caret='1' hue='0.5'/>"));
        fixture.note.synchronizationReceived(
                Xml.element("<sync-request user='4' time=''><insert pos='0'>ab</insert></sync-request>"));
        fixture.note.synchronizationReceived(Xml.element("<sync-segment author='4'>ab</sync-segment>"));
        fixture.note.synchronizationEnded();
    }

    @Test
    void whoeverHasUploadedAHistoryBeginsAnew() throws ProtocolException {
        fixture.subscribe(fixture.a);
        assertEquals(List.of("unsubscribe 1"), fixture.context.takeSent());
        fixture.join(4, fixture.a, "4:1");
        assertEquals(List.of(), fixture.context.takeSent());
        fixture.send(fixture.a, request(4, "", insert(0, "x")));
        fixture.send(fixture.a, request(4, "", undo()));
        assertEquals("[4]ab", fixture.text());
        fixture.sendWrong(fixture.a, request(4, "", undo()));
    }

    @Test
    void theHistoryIsNotPartOfWhatOthersGet() {
        assertEquals(
                List.of("<sync-segment author=\"4\">ab</sync-segment>"),
                fixture.note.synchronization().stream().map(Object::toString).toList());
        fixture.subscribe(fixture.b);
        assertEquals(List.of(), fixture.context.takeSent());
    }
}
