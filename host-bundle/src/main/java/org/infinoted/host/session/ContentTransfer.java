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
 * The content of a session between two providers of its note type: the messages that somebody who joins late would get. Nothing of
 * the first provider's classes is in it.
 */
final class ContentTransfer {
    private record KnownUser(User user, Element description) {}

    private final List<KnownUser> users = new ArrayList<>();
    private final List<Element> content;

    /** What there is now. Throws what the note throws. */
    ContentTransfer(UserTable table, Joins joins, Note note) {
        table.all().forEach(user -> users.add(new KnownUser(user, joins.synchronization(user))));
        content = note.synchronization();
    }

    /** Gives it to a new and empty note that has been opened. Throws what the note throws. */
    void to(Note successor) throws ProtocolException {
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
