// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.Locale;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.wire.Fields;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;

/** Reads users from messages. */
final class Participants {
    private Participants() {}

    /** The user that a synchronization or an announcement describes. */
    static Participant of(Element description) throws ProtocolException {
        return new Participant(
                Fields.user(description, "id"),
                status(description),
                Fields.time(description, Integer.MAX_VALUE),
                Fields.unsigned(description, "caret"),
                Fields.signed(description, "selection", 0));
    }

    static Status status(Element message) {
        String status = message.attribute("status");
        if (status == null) {
            throw new IllegalArgumentException("without a status: " + message);
        }
        return Status.valueOf(status.toUpperCase(Locale.ROOT));
    }
}
