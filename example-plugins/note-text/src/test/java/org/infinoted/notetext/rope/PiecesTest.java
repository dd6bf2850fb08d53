// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PiecesTest {
    private static final String CAT = "\uD83D\uDC31"; // one code point, two UTF-16 units

    private static List<Run> pieces(AuthoredText text, int limit) {
        var pieces = new ArrayList<Run>();
        text.pieces(limit, codePoint -> 1).forEach(pieces::add);
        return pieces;
    }

    @Test
    void allButTheLastOfARunAreFull() {
        var text = AuthoredText.of(1, "abcdefg").concat(AuthoredText.of(2, "XYZ"));
        assertEquals(
                List.of(new Run(1, "abc"), new Run(1, "def"), new Run(1, "g"), new Run(2, "XYZ")), pieces(text, 3));
    }

    @Test
    void noCharacterIsCut() {
        var text = AuthoredText.of(1, "a" + CAT + "b" + CAT);
        var pieces = new ArrayList<String>();
        text.pieces(2, Character::charCount).forEach(piece -> pieces.add(piece.text()));
        assertEquals(List.of("a", CAT, "b", CAT), pieces);
    }

    @Test
    void emptyTextHasNone() {
        var pieces = AuthoredText.empty().pieces(1, codePoint -> 1).iterator();
        assertFalse(pieces.hasNext());
        assertThrows(NoSuchElementException.class, pieces::next);
    }

    @Test
    void aPieceThatIsOneLeafIsNotCopied() {
        var leaf = (Leaf) AuthoredText.of(1, "abc");
        assertSame(leaf.content(), pieces(leaf, 3).get(0).text());
    }

    @Test
    void aLargeRunIsNeverPutTogether() {
        var pieces = pieces(AuthoredText.of(1, "x".repeat(3_000_000)), 1024);
        assertEquals(2930, pieces.size());
        assertTrue(pieces.stream().allMatch(piece -> piece.text().length() <= 1024));
    }

    @Test
    void cutsTheRunsAndNotTheTree() {
        for (long seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var text = AuthoredText.empty();
            for (int i = 0; i < 40; i++) {
                String letters = (random.nextBoolean() ? "a" + CAT : "b").repeat(1 + random.nextInt(200));
                text = text.insert(random.nextInt(text.length() + 1), AuthoredText.of(random.nextInt(2), letters));
                text = text.delete(random.nextInt(text.length()), 1);
            }
            int limit = 1 + random.nextInt(600);
            assertEquals(cutRuns(text, limit), pieces(text, limit), "seed " + seed);
        }
    }

    private static List<Run> cutRuns(AuthoredText text, int limit) {
        var pieces = new ArrayList<Run>();
        for (var run : text) {
            int[] codePoints = run.text().codePoints().toArray();
            for (int from = 0; from < codePoints.length; from += limit) {
                int count = Math.min(limit, codePoints.length - from);
                pieces.add(new Run(run.author(), new String(codePoints, from, count)));
            }
        }
        return pieces;
    }
}
