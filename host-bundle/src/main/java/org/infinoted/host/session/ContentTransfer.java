// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.note.Note;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.SessionSyncError;
import org.infinoted.session.User;
import org.infinoted.xml.Element;

/**
 * The content of a session on its way from one provider of its note type to the next, as the messages that a late joiner would get,
 * and what the note type itself adds for the subscribers that are there. It holds none of the first provider's classes.
 */
final class ContentTransfer {
    private record KnownUser(User user, Element description) {}

    private final List<KnownUser> users = new ArrayList<>();
    private final List<Element> content;
    private final List<Element> handover;

    /** Takes the content of the note. Throws what the note throws. */
    ContentTransfer(UserTable table, JoinCheck joins, Note note) {
        table.all().forEach(user -> users.add(new KnownUser(user, joins.synchronization(user))));
        content = List.copyOf(note.synchronization());
        handover = List.copyOf(note.handover());
    }

    /** Gives the content to a new, empty note that has been opened. Throws what the note throws. */
    void to(Note successor) throws ProtocolException {
        successor.replaces(handover);
        for (KnownUser known : users) {
            successor.addUser(known.user, known.description);
        }
        for (Element message : content) {
            if (!successor.synchronizationReceived(message)) {
                throw new ProtocolException(
                        SessionSyncError.UNEXPECTED_NODE,
                        "It does not know its predecessor's \"" + message.name() + '"');
            }
        }
        successor.synchronizationEnded();
    }
}
