// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.text.Text;

/** The engine's text as plugins see it. */
record TextView(AuthoredText content) implements Text {
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

    @Override
    public String toString() {
        return content.text();
    }
}
