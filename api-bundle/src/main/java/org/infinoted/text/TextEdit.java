// SPDX-License-Identifier: Apache-2.0
package org.infinoted.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.infinoted.session.LocalRequest;

/**
 * A change of a text by a plugin's own user. It is made against a text that the plugin has seen, its base: all positions are
 * those of the base. If the text of the session has changed meanwhile, the server transforms the edit: what others have inserted
 * is kept, what others have erased is not erased again, and positions move along.
 *
 * <p>Clients see it as requests of that user. It is executed as a whole, with nothing in between, or fails as a whole. It results
 * in the text after it, against which the next one may be made. Several may be made against the same text; each is then
 * transformed by the ones before it, too, and what they insert at one position stands in the order of the edits.
 *
 * <p>It fails with a {@link org.infinoted.session.LocalUserException} if {@code base} is not the whole text of that session as
 * {@link TextSession#text} or an edit gave it, or is too old: older than the first user of a plugin that is in the session, or
 * too many changes ago (10000 by default), or so many that transforming this edit would hold up everybody else. Take the text
 * anew then.
 *
 * @param base the text that it is made against
 * @param changes what is to change, in any order; they must not overlap. Those that insert at one position do so in the order of
 *     the list. They are kept sorted by position
 */
public record TextEdit(Text base, List<Change> changes) implements LocalRequest<Text> {
    /**
     * Replaces a stretch of the text by another, either of which may be empty.
     *
     * @param start how many code points are before the stretch
     * @param end how many code points are before its end
     * @param text what comes in its place
     */
    public record Change(int start, int end, String text) {
        public Change {
            if (start < 0 || end < start) {
                throw new IllegalArgumentException("A stretch cannot reach from position " + start + " to " + end);
            }
            checkPaired(text);
        }

        private static void checkPaired(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                    i++;
                } else if (Character.isSurrogate(text.charAt(i))) {
                    throw new IllegalArgumentException(
                            "The text has half a character, an unpaired surrogate, at index " + i);
                }
            }
        }
    }

    /** @throws IllegalArgumentException if a change is not within the text, or overlaps another; the message says which */
    public TextEdit {
        List<Change> sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparingInt(Change::start).thenComparingInt(Change::end));
        int length = base.length();
        int end = 0;
        for (Change change : sorted) {
            if (change.end() > length) {
                throw new IllegalArgumentException(
                        "Position " + (change.start() > length ? change.start() : change.end())
                                + " is outside of the text, whose length is " + length);
            }
            if (change.start() < end) {
                throw new IllegalArgumentException("Two changes overlap at position " + change.start());
            }
            end = change.end();
        }
        changes = List.copyOf(sorted);
    }

    /**
     * Inserts text.
     *
     * @param position how many code points are before it
     * @throws IllegalArgumentException if the position is outside of the text
     */
    public static TextEdit insert(Text base, int position, String text) {
        return replace(base, position, position, text);
    }

    /**
     * Erases a stretch of the text.
     *
     * @param start how many code points are before it
     * @param end how many code points are before its end
     * @throws IllegalArgumentException if the stretch is not within the text
     */
    public static TextEdit erase(Text base, int start, int end) {
        return replace(base, start, end, "");
    }

    /**
     * Replaces a stretch of the text.
     *
     * @param start how many code points are before the stretch
     * @param end how many code points are before its end
     * @throws IllegalArgumentException if the stretch is not within the text
     */
    public static TextEdit replace(Text base, int start, int end, String text) {
        return new TextEdit(base, List.of(new Change(start, end, text)));
    }
}
