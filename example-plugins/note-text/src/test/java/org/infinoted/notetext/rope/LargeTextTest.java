// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What an edit of a large text costs: the branches that are new after it, and the characters in leaves that are new. All else
 * is shared with the text before.
 */
@Tag("unit")
class LargeTextTest {
    private static final int LARGE = 10_000_000;

    @Test
    void editsOfALargeTextTouchLittle() {
        check(AuthoredText.of(1, "0123456789".repeat(LARGE / 10)));
    }

    @Test
    void editsOfATextThatWasTypedTouchLittle() {
        var random = new Random(1);
        var text = AuthoredText.empty();
        for (int i = 0; i < 500_000; i++) {
            text = text.insert(random.nextInt(text.length() + 1), AuthoredText.of(1, "x"));
            if (i % 2 == 0) {
                text = text.delete(random.nextInt(text.length()), 1);
            }
        }
        assertTrue(nodes(text).size() < 2 * 2 * text.length() / Leaf.CAPACITY, "leaves half full, and their branches");
        check(text);
    }

    @Test
    void editsOfATextOfManyRunsTouchLittle() {
        var text = AuthoredText.empty();
        for (int i = 0; i < 250_000; i++) {
            text = text.insert(i, AuthoredText.of(1 + i % 2, "x"));
        }
        check(text);
    }

    private static void check(AuthoredText text) {
        var before = nodes(text);
        var random = new Random(2);
        for (int i = 0; i < 300; i++) {
            checkEdits(text, before, random.nextInt(text.length() - 1000));
        }
        checkEdits(text, before, 0);
        checkEdits(text, before, text.length() / 2);
        checkEdits(text, before, text.length() - 1000);
    }

    private static void checkEdits(AuthoredText text, Set<AuthoredText> before, int at) {
        checkEdit(text, before, text.insert(at, AuthoredText.of(1, "a")), 1);
        checkEdit(text, before, text.insert(at, AuthoredText.of(1, "a".repeat(1000))), 1000);
        checkEdit(text, before, text.delete(at, 1), 0);
        checkEdit(text, before, text.delete(at, 1000), 0);
    }

    private static void checkEdit(AuthoredText text, Set<AuthoredText> before, AuthoredText after, int inserted) {
        var work = new Work(before);
        work.count(after);
        assertTrue(work.branches <= 4 * text.height(), () -> work.branches + " branches at height " + text.height());
        assertTrue(work.characters <= inserted + 4 * Leaf.CAPACITY, () -> work.characters + " characters");
    }

    private static Set<AuthoredText> nodes(AuthoredText text) {
        Set<AuthoredText> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(text, nodes);
        assertEquals(
                text.length(),
                nodes.stream()
                        .filter(Leaf.class::isInstance)
                        .mapToInt(AuthoredText::length)
                        .sum());
        return nodes;
    }

    private static void collect(AuthoredText text, Set<AuthoredText> nodes) {
        nodes.add(text);
        if (text instanceof Branch branch) {
            collect(branch.left(), nodes);
            collect(branch.right(), nodes);
        }
    }

    private static final class Work {
        private final Set<AuthoredText> before;
        private int branches;
        private int characters;

        Work(Set<AuthoredText> before) {
            this.before = before;
        }

        void count(AuthoredText text) {
            if (before.contains(text)) {
                return;
            }
            if (text instanceof Branch branch) {
                branches++;
                count(branch.left());
                count(branch.right());
            } else {
                characters += text.length();
            }
        }
    }
}
