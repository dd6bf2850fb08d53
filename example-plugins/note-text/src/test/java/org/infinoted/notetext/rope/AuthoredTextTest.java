// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AuthoredTextTest {
    private static final String CAT = "\uD83D\uDC31"; // one code point, two UTF-16 units

    private static AuthoredText text(Object... authorsAndTexts) {
        var text = AuthoredText.empty();
        for (int i = 0; i < authorsAndTexts.length; i += 2) {
            text = text.concat(AuthoredText.of((int) authorsAndTexts[i], (String) authorsAndTexts[i + 1]));
        }
        return text;
    }

    private static List<Run> runs(AuthoredText text) {
        var runs = new ArrayList<Run>();
        text.forEach(runs::add);
        return runs;
    }

    @Test
    void countsCodePoints() {
        assertEquals(3, AuthoredText.of(1, "a" + CAT + "b").length());
    }

    @Test
    void emptyTextHasNoRuns() {
        assertEquals(List.of(), runs(AuthoredText.of(1, "")));
        assertEquals("", AuthoredText.empty().text());
    }

    @Test
    void insertsBetweenSurrogatePairs() {
        var text = AuthoredText.of(1, CAT + CAT).insert(1, AuthoredText.of(1, "x"));
        assertEquals(CAT + "x" + CAT, text.text());
    }

    @Test
    void deletesWholeSurrogatePairs() {
        assertEquals("ab", AuthoredText.of(1, "a" + CAT + "b").delete(1, 1).text());
    }

    @Test
    void insertIntoForeignTextSplitsItsRun() {
        var text = AuthoredText.of(1, "abcd").insert(2, AuthoredText.of(2, "X"));
        assertEquals(List.of(new Run(1, "ab"), new Run(2, "X"), new Run(1, "cd")), runs(text));
    }

    @Test
    void deletionJoinsRunsOfTheSameAuthor() {
        var text = text(1, "ab", 2, "X", 1, "cd").delete(2, 1);
        assertEquals(List.of(new Run(1, "abcd")), runs(text));
    }

    @Test
    void longRunsStaySingle() {
        var long1 = "x".repeat(5 * Leaf.CAPACITY + 7);
        assertEquals(List.of(new Run(1, long1), new Run(2, "y")), runs(text(1, long1, 2, "y")));
    }

    @Test
    void sliceKeepsAuthors() {
        assertEquals(
                text(1, "b", 2, "X", 1, "c"), text(1, "ab", 2, "X", 1, "cd").slice(1, 3));
    }

    @Test
    void oldTextStaysAsItWas() {
        var before = AuthoredText.of(1, "abc");
        var after = before.insert(1, AuthoredText.of(1, "Z")).delete(3, 1);
        assertEquals("abc", before.text());
        assertEquals("aZb", after.text());
    }

    @Test
    void insertingOrDeletingNothingGivesTheSameText() {
        var text = AuthoredText.of(1, "abc");
        assertSame(text, text.insert(1, AuthoredText.empty()));
        assertSame(text, text.delete(1, 0));
    }

    @Test
    void equalityTakesAuthorsIntoAccountAndNotTheTree() {
        var once = AuthoredText.of(1, "ab".repeat(1000));
        var bits = AuthoredText.empty();
        for (int i = 0; i < 1000; i++) {
            bits = bits.insert(bits.length() / 2 & ~1, AuthoredText.of(1, "ab"));
        }
        assertEquals(once, bits);
        assertEquals(once.hashCode(), bits.hashCode());
        assertNotEquals(once, AuthoredText.of(2, "ab".repeat(1000)));
        assertNotEquals(once, once.delete(0, 1));
    }

    @Test
    void positionsOutsideAreRefused() {
        var text = AuthoredText.of(1, CAT);
        assertThrows(IndexOutOfBoundsException.class, () -> text.insert(2, text));
        assertThrows(IndexOutOfBoundsException.class, () -> text.delete(0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> text.slice(-1, 1));
    }

    @Test
    void iteratorEnds() {
        var runs = AuthoredText.of(1, "a").iterator();
        runs.next();
        assertThrows(NoSuchElementException.class, runs::next);
    }

    @Test
    void showsAuthorsToPeople() {
        assertEquals("[1]ab[4294967295]c", text(1, "ab", -1, "c").toString());
    }

    @Test
    void typingAtTheEndFillsLeaves() {
        var text = AuthoredText.empty();
        var letter = AuthoredText.of(1, "x");
        for (int i = 0; i < 64 * Leaf.CAPACITY; i++) {
            text = text.insert(i, letter);
        }
        assertEquals(64, leaves(text));
        assertTrue(text.height() <= 8, "balanced");
    }

    @Test
    void insertsAtOnePlaceFillLeaves() {
        var text = AuthoredText.of(1, "x".repeat(Leaf.CAPACITY));
        for (int i = 0; i < 9 * Leaf.CAPACITY; i++) {
            text = text.insert(Leaf.CAPACITY - 1, AuthoredText.of(1, "x"));
        }
        checkTree(text);
        assertTrue(leaves(text) < 20, "more than half full");
    }

    @Test
    void deletionsLeaveNoSmallLeaves() {
        var text = AuthoredText.of(1, "x".repeat(64 * Leaf.CAPACITY));
        for (int kept = 0; kept < text.length(); kept++) {
            text = text.delete(kept, Math.min(100, text.length() - kept));
        }
        checkTree(text);
        assertEquals(1, leaves(text));
    }

    @Test
    void namesItsAuthorsOnce() {
        var text = text(3, "a", 0, "b", 3, "x".repeat(2 * Leaf.CAPACITY), -1, "c");
        assertEquals(List.of(3, 0, -1), List.copyOf(text.authors()));
        assertEquals(Set.of(), AuthoredText.empty().authors());
    }

    @Test
    void keystrokesShareTheirString() {
        assertSame(
                AuthoredText.of(1, "x").text(),
                AuthoredText.of(2, "xy").delete(1, 1).text());
    }

    private static int leaves(AuthoredText text) {
        return text instanceof Branch branch ? leaves(branch.left()) + leaves(branch.right()) : 1;
    }

    /** A text as a plain list: one author and one character for each code point. */
    private record Cell(int author, int codePoint) {}

    private static List<Cell> cells(AuthoredText text) {
        var cells = new ArrayList<Cell>();
        for (var run : text) {
            run.text().codePoints().forEach(c -> cells.add(new Cell(run.author(), c)));
        }
        return cells;
    }

    @Test
    void behavesLikeAListOfCharacters() {
        for (long seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var text = AuthoredText.empty();
            var model = new ArrayList<Cell>();
            for (int step = 0; step < 400; step++) {
                int at = random.nextInt(model.size() + 1);
                if (random.nextInt(5) < 3) {
                    var chunk = randomText(random);
                    text = text.insert(at, chunk);
                    model.addAll(at, cells(chunk));
                } else {
                    int count = Math.min(random.nextInt(random.nextBoolean() ? 3 : 500), model.size() - at);
                    var gone = model.subList(at, at + count);
                    assertEquals(gone, cells(text.slice(at, count)), "seed " + seed);
                    text = text.delete(at, count);
                    gone.clear();
                }
            }
            assertEquals(model, cells(text), "seed " + seed);
            assertEquals(model.size(), text.length(), "seed " + seed);
            checkTree(text);
        }
    }

    private static AuthoredText randomText(Random random) {
        var text = AuthoredText.empty();
        int parts = random.nextInt(8) == 0 ? random.nextInt(5) : 1;
        for (int i = 0; i < parts; i++) {
            int length = random.nextInt(6) == 0 ? random.nextInt(900) : 1 + random.nextInt(3);
            var letters = new StringBuilder();
            for (int j = 0; j < length; j++) {
                letters.appendCodePoint(random.nextInt(9) == 0 ? 0x1F431 : 'a' + random.nextInt(26));
            }
            text = text.concat(AuthoredText.of(random.nextInt(3), letters.toString()));
        }
        return text;
    }

    private static void checkTree(AuthoredText text) {
        checkBalance(text);
        var leaves = new LeafIterator(text);
        var before = Leaf.EMPTY;
        for (var leaf = leaves.next(); leaf != null; leaf = leaves.next()) {
            assertTrue(before.length() == 0 || !before.fits(leaf), "no two leaves that one could hold");
            before = leaf;
        }
    }

    private static void checkBalance(AuthoredText text) {
        if (text instanceof Branch branch) {
            assertTrue(Math.abs(branch.left().height() - branch.right().height()) <= 1, "balanced");
            assertTrue(branch.left().length() > 0 && branch.right().length() > 0, "no empty leaf");
            checkBalance(branch.left());
            checkBalance(branch.right());
        } else {
            assertTrue(((Leaf) text).content().length() <= Leaf.CAPACITY, "small leaf");
        }
    }

    @Test
    void knowsItsBytesThroughAllEdits() {
        Random random = new Random(7);
        String[] pieces = {"a", "\u00e4", "\u20ac", CAT, "x".repeat(300), (CAT + "\u20ac").repeat(200)};
        AuthoredText text = AuthoredText.empty();
        for (int i = 0; i < 3000; i++) {
            int position = random.nextInt(text.length() + 1);
            if (random.nextBoolean()) {
                text = text.insert(position, AuthoredText.of(random.nextInt(3), pieces[random.nextInt(pieces.length)]));
            } else {
                int most = Math.min(random.nextInt(800), text.length() - position);
                text = random.nextInt(20) == 0 ? text.slice(position, most) : text.delete(position, most);
            }
            assertEquals(text.text().getBytes(StandardCharsets.UTF_8).length, text.bytes());
        }
    }
}
