// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.Erasure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Split;
import org.infinoted.notetext.adopted.TextChange;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.rope.Run;
import org.infinoted.protocol.ProtocolError;
import org.infinoted.protocol.TextOperationError;

/**
 * What an operation does to a text.
 *
 * @param done its parts, in their order, deletions with their text. Those that change nothing are left out, unless all are: then it is the
 *     first
 * @param pieces what they are told as: an insert as one for each author of its text; an insert of nothing as a deletion of nothing, since
 *     clients cannot execute it
 * @param after the text after them
 */
public record Changes(List<Elementary> done, List<Elementary> pieces, AuthoredText after) {
    /** How much of a run is looked at at a time. */
    private static final int AT_ONCE = 4096;

    /**
     * Applies an operation.
     *
     * @throws AdoptedException if it does not fit the text
     */
    public static Changes of(Operation operation, AuthoredText text) throws AdoptedException {
        List<Elementary> parts = Split.partsOf(operation);
        List<Elementary> done = new ArrayList<>(parts.size());
        AuthoredText after = text;
        for (Elementary part : parts) {
            check(part, after);
            if (part.length() > 0) {
                Elementary real = part instanceof Insert ? part : deletion(part, after);
                done.add(real);
                after = real.applyTo(after);
            }
        }
        if (done.isEmpty()) {
            Elementary first = parts.get(0);
            done.add(first instanceof Insert ? first : new Delete(first.position(), AuthoredText.empty()));
        }
        return new Changes(done, pieces(done), after);
    }

    /** What has become of the text, without the parts that change nothing. */
    public List<TextChange> textChanges() {
        List<TextChange> all = new ArrayList<>(done.size());
        for (Elementary part : done) {
            if (part.length() > 0) {
                all.add(
                        part instanceof Insert insert
                                ? new TextChange(TextChange.Kind.INSERTED, (int) part.position(), insert.chunk())
                                : new TextChange(
                                        TextChange.Kind.ERASED, (int) part.position(), ((Delete) part).chunk()));
            }
        }
        return all;
    }

    private static Delete deletion(Elementary part, AuthoredText text) {
        return new Delete(part.position(), text.slice((int) part.position(), (int) part.length()));
    }

    private static void check(Elementary part, AuthoredText text) throws AdoptedException {
        long length = text.length();
        if (part.inserts()) {
            if (part.position() > length) {
                throw outside(TextOperationError.INVALID_INSERT, "position " + part.position(), text);
            }
            if (length + part.length() > Integer.MAX_VALUE) {
                throw new AdoptedException(TextOperationError.FAILED, "the text would become too long");
            }
        } else if (part.position() + part.length() > length) {
            throw outside(
                    TextOperationError.INVALID_DELETE,
                    "the " + part.length() + " characters from position " + part.position() + " on",
                    text);
        }
    }

    private static AdoptedException outside(ProtocolError error, String what, AuthoredText text) {
        return new AdoptedException(error, what + " is outside the " + text.length() + " characters of the text");
    }

    private static List<Elementary> pieces(List<Elementary> done) {
        if (done.size() == 1) {
            return pieces(done.get(0));
        }
        List<Elementary> all = new ArrayList<>(done.size());
        done.forEach(part -> all.addAll(pieces(part)));
        return all;
    }

    private static List<Elementary> pieces(Elementary part) {
        if (!(part instanceof Insert insert)) {
            return List.of(part);
        }
        if (insert.length() == 0) {
            return List.of(new Delete(insert.position(), AuthoredText.empty()));
        }
        if (insert.chunk().isByOneAuthor()) {
            return List.of(insert); // nearly all
        }
        List<Elementary> pieces = new ArrayList<>();
        int begin = 0;
        int end = 0;
        int author = insert.chunk().firstAuthor();
        for (Run run : insert.chunk().pieces(AT_ONCE, codePoint -> 1)) {
            if (run.author() != author) {
                pieces.add(slice(insert, begin, end));
                begin = end;
                author = run.author();
            }
            end += run.text().codePointCount(0, run.text().length());
        }
        pieces.add(slice(insert, begin, end));
        return pieces;
    }

    private static Insert slice(Insert insert, int begin, int end) {
        return new Insert(insert.position() + begin, insert.chunk().slice(begin, end - begin));
    }

    /** The author of what a piece inserts; {@code otherwise} for a deletion. */
    public static int author(Elementary piece, int otherwise) {
        return piece instanceof Insert insert ? insert.chunk().firstAuthor() : otherwise;
    }

    /** The operation without the parts that change nothing; the first if none changes anything. */
    static Operation withoutEmpty(Operation operation) {
        List<Elementary> parts = Split.partsOf(operation);
        List<Elementary> some = parts.stream().filter(part -> part.length() > 0).toList();
        return together(some.isEmpty() ? parts.subList(0, 1) : some);
    }

    static Operation together(Collection<? extends Elementary> parts) {
        return parts.size() == 1 ? parts.iterator().next() : new Split(List.copyOf(parts));
    }

    /** The operation that takes this one back. Its deletions know what they deleted. */
    static Operation reverse(Operation done) {
        List<Elementary> parts = Split.partsOf(done);
        List<Elementary> reversed = new ArrayList<>(parts.size());
        for (int i = parts.size() - 1; i >= 0; i--) {
            Elementary part = parts.get(i);
            // what is to be deleted will be read from the text
            reversed.add(part instanceof Insert ? new Erasure(part.position(), part.length()) : part.reverse());
        }
        return together(reversed);
    }
}
