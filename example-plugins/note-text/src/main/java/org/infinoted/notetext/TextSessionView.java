// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.util.function.Supplier;
import org.infinoted.session.ForwardingSession;
import org.infinoted.session.Session;
import org.infinoted.text.Text;
import org.infinoted.text.TextSession;

/** A session with its text. */
final class TextSessionView extends ForwardingSession implements TextSession {
    private final Supplier<Text> text;

    TextSessionView(Session session, Supplier<Text> text) {
        super(session);
        this.text = text;
    }

    @Override
    public Text text() {
        return text.get();
    }
}
