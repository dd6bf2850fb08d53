// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.rope.Run;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SyncWriterTest {
    private static final String[] LETTERS = {"a", "\u00E9", "\u20AC", "\uD83D\uDE00", "\f"};

    /** As many bytes of UTF-8 as the protocol allows, never a part of a character, however the text came about. */
    @Test
    void segmentsAreAsLongAsTheyMayBe() {
        for (long seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var text = AuthoredText.empty();
            for (int i = 0; i < 60; i++) {
                var chunk = AuthoredText.of(random.nextInt(3), letters(random));
                text = text.insert(random.nextInt(text.length() + 1), chunk);
            }
            var expected = new ArrayList<Element>();
            for (var run : text) {
                cut(run, expected);
            }
            assertEquals(expected, SyncWriter.segments(text), "seed " + seed);
        }
    }

    @Test
    void emptyTextHasNoSegments() {
        assertEquals(List.of(), SyncWriter.segments(AuthoredText.empty()));
    }

    private static String letters(Random random) {
        var letters = new StringBuilder();
        for (int i = random.nextInt(600); i >= 0; i--) {
            letters.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return letters.toString();
    }

    private static void cut(Run run, List<Element> segments) {
        var piece = new StringBuilder();
        int bytes = 0;
        for (int codePoint : run.text().codePoints().toArray()) {
            String letter = Character.toString(codePoint);
            int more = letter.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > 1024) {
                segments.add(segment(run.author(), piece.toString()));
                piece.setLength(0);
                bytes = 0;
            }
            piece.append(letter);
            bytes += more;
        }
        segments.add(segment(run.author(), piece.toString()));
    }

    private static Element segment(int author, String text) {
        return ProtocolText.append(Element.named("sync-segment").attribute("author", author), text)
                .build();
    }
}
