// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.wire;

import org.infinoted.connection.Connection;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.xml.Element;

/** Relays requests as they came, as the original does; each client transforms them on its own. */
public final class VerbatimRelay implements Relay {
    private final NoteContext context;

    public VerbatimRelay(NoteContext context) {
        this.context = context;
    }

    @Override
    public void relay(Element message, Connection origin, Outcome outcome) {
        context.relay(message, origin);
    }
}
