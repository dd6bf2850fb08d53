// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.session.SessionEvent;
import org.infinoted.text.Text;
import org.infinoted.text.TextErased;
import org.infinoted.text.TextInserted;

/** The text as a plugin knows it that has been told of every change. */
final class FollowedText {
    /** A character and who wrote it. */
    record Letter(int codePoint, int author) {}

    private List<Letter> characters = new ArrayList<>();
    private boolean surprised;

    void begin(Text text) {
        characters = new ArrayList<>(characters(text));
    }

    void happened(SessionEvent event) {
        if (event instanceof TextInserted inserted) {
            characters.addAll(inserted.position(), characters(inserted.text()));
        } else if (event instanceof TextErased erased) {
            List<Letter> gone = characters.subList(
                    erased.position(), erased.position() + erased.text().length());
            surprised |= !gone.equals(characters(erased.text()));
            gone.clear();
        }
    }

    /** Whether the events make this text, and said what was erased. */
    boolean is(Text text) {
        return !surprised && characters.equals(characters(text));
    }

    static List<Letter> characters(Text text) {
        List<Letter> characters = new ArrayList<>(text.length());
        text.runs()
                .forEach(run -> run.text()
                        .codePoints()
                        .forEach(codePoint -> characters.add(new Letter(codePoint, run.author()))));
        return characters;
    }
}
