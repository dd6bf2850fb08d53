// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * The engine's text as plugins see it.
 *
 * @param document marks the document whose whole text it is; null if it is only a piece of text
 * @param version the version of the document's text
 */
record TextView(AuthoredText content, @Nullable Object document, long version) implements Text {
    /** A piece of text. */
    TextView(AuthoredText content) {
        this(content, null, 0);
    }

    /** Whether it is, or was, the whole text of this document. */
    boolean isWhole(Object ofDocument) {
        return document == ofDocument;
    }

    @Override
    public int length() {
        return content.length();
    }

    @Override
    public List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        content.forEach(run -> runs.add(new Run(run.author(), run.text())));
        return List.copyOf(runs);
    }

    @Override
    public Text slice(int start, int end) {
        return new TextView(content.slice(start, end - start));
    }

    /** Texts are equal if their characters and authors are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextView that && content.equals(that.content);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    @Override
    public String toString() {
        return content.text();
    }
}
