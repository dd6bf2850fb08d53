// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** What a laggard sends: requests that are valid in a copy of the text which has its own changes and nobody else's since it joined. */
final class Edits {

    /** count: how often; more than once for undo and redo only. */
    record Edit(String operation, int count) {}

    /** growth: how much longer it made the text; number: how many requests there were before it. */
    private record Done(int growth, int number) {}

    private static final int LONGEST_DELETION = 30;
    private static final int LONGEST_INSERTION = 3;
    private static final int LONGEST_GROUP = 3;
    /** Clients may not undo what is 2048 requests old; this many are surely allowed. */
    private static final int OLDEST = 2000;

    private static final Kind[] SINGLE = {Kind.DELETE, Kind.RANGE, Kind.INSERT, Kind.UNDO};

    private final Kind kind;
    private final Random random;
    private final Deque<Done> undo = new ArrayDeque<>();
    private final Deque<Done> redo = new ArrayDeque<>();
    private int length;
    private int made;

    Edits(Kind kind, Random random, int length) {
        this.kind = kind;
        this.random = random;
        this.length = length;
    }

    Edit next() {
        return switch (kind == Kind.ALL ? SINGLE[random.nextInt(SINGLE.length)] : kind) {
            case DELETE -> delete(1);
            case RANGE -> delete(LONGEST_DELETION);
            case UNDO ->
                switch (random.nextInt(4)) {
                    case 0 -> insert();
                    case 1 -> delete(LONGEST_DELETION);
                    case 2 -> revert("redo", redo, undo);
                    default -> revert("undo", undo, redo);
                };
            default -> insert();
        };
    }

    private Edit insert() {
        String letters = "abc".substring(0, 1 + random.nextInt(LONGEST_INSERTION));
        int position = random.nextInt(length + 1);
        done(letters.length());
        return new Edit("<insert pos=\"" + position + "\">" + letters + "</insert>", 1);
    }

    private Edit delete(int longest) {
        if (length == 0) {
            return insert();
        }
        int position = random.nextInt(length);
        int count = 1 + random.nextInt(Math.min(longest, length - position));
        done(-count);
        return new Edit("<delete pos=\"" + position + "\" len=\"" + count + "\"/>", 1);
    }

    private void done(int growth) {
        undo.push(new Done(growth, made++));
        redo.clear();
        length += growth;
    }

    private Edit revert(String name, Deque<Done> from, Deque<Done> to) {
        int count = Math.min(1 + random.nextInt(LONGEST_GROUP), from.size());
        // the last of the group is the oldest
        while (count > 0
                && made + count - from.stream().skip(count - 1).findFirst().orElseThrow().number > OLDEST) {
            count--;
        }
        if (count == 0) {
            return insert();
        }
        for (int i = 0; i < count; i++) {
            Done reverted = from.pop();
            length -= reverted.growth;
            to.push(new Done(-reverted.growth, reverted.number));
        }
        made += count;
        return new Edit("<" + name + "/>", count);
    }
}
