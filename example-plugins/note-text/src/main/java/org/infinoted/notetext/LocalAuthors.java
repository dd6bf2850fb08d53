// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.EditHistory;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.Execution;
import org.infinoted.notetext.adopted.Failure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Split;
import org.infinoted.notetext.adopted.TextChange;
import org.infinoted.notetext.adopted.TextSize;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.TextSessionError;
import org.infinoted.text.TextEdit;

/**
 * The local users of one text, which are users of plugins. Transforms their edits to the present text; while there are
 * any, changes of the text are remembered for that.
 */
final class LocalAuthors {
    private final EditLimits limits;
    private final EditHistory history;
    private final long size;
    /** How many requests of others have been executed since each user's own last one. */
    private final Map<Integer, Integer> silences = new HashMap<>();

    /** @param size beyond how many bytes of UTF-8 the text may not grow */
    LocalAuthors(EditLimits limits, long size) {
        this.limits = limits;
        this.size = size;
        this.history = new EditHistory(limits.history(), limits.room(), limits.steps());
    }

    void joined(int user) {
        silences.put(user, 0);
        history.record(true);
    }

    /** Does nothing for other users. */
    void left(int user) {
        silences.remove(user);
        history.record(!silences.isEmpty());
    }

    /** Nobody knows how the text has become what it is: no edit of an earlier one can be taken. */
    void forget() {
        history.forget();
    }

    /** How much memory the remembered changes take, roughly. */
    long memory() {
        return history.memory();
    }

    /** The version of the present text. */
    long version() {
        return history.version();
    }

    /** Records an execution, before anybody sees the text after it. */
    void executed(Execution execution) {
        int user = execution.request().user();
        for (TextChange change : execution.changes()) {
            history.add(user, change);
        }
        if (!silences.isEmpty() && execution.request().affectsBuffer()) {
            silences.replaceAll((local, silence) -> local == user ? 0 : silence + 1);
        }
    }

    /** The users that have been silent for so long that they should acknowledge. */
    List<Integer> silent() {
        if (silences.isEmpty()) {
            return List.of();
        }
        return silences.entrySet().stream()
                .filter(entry -> entry.getValue() >= limits.silence())
                .map(Map.Entry::getKey)
                .sorted(Integer::compareUnsigned)
                .toList();
    }

    /** The user has acknowledged everything so far. */
    void told(int user) {
        silences.replace(user, 0);
    }

    /**
     * Transforms an edit to the present text.
     *
     * @param document the mark of this document's texts
     * @param present the present text
     * @return insertions and deletions that know their text, to be executed one after the other
     */
    List<Elementary> carryOver(int user, TextEdit edit, Object document, AuthoredText present)
            throws ProtocolException {
        if (!(edit.base() instanceof TextView seen) || !seen.isWhole(document)) {
            throw failure("The edit was not made for the whole text of this session, or its note type has been replaced"
                    + " since; take the text anew");
        }
        if (edit.changes().size() > limits.changes()) {
            throw failure("The edit has " + edit.changes().size() + " changes; more than " + limits.changes()
                    + " are not allowed at a time");
        }
        List<Elementary> parts = new ArrayList<>();
        // from the end to the beginning, so that the positions of those to come stay what they are
        for (int i = edit.changes().size() - 1; i >= 0; i--) {
            TextEdit.Change change = edit.changes().get(i);
            int length = change.end() - change.start();
            parts.add(new Delete(change.start(), seen.content().slice(change.start(), length)));
            parts.add(new Insert(change.start(), AuthoredText.of(user, change.text())));
        }
        parts.removeIf(part -> part.length() == 0);
        try {
            List<Elementary> all = history.carryOver(new Split(parts), user, seen.version());
            List<Elementary> now =
                    all.stream().filter(part -> part.length() > 0).toList();
            checkSize(now, present);
            return now;
        } catch (AdoptedException e) {
            throw failure(e.getMessage() + "; take the text anew");
        }
    }

    /** None of the parts, which come one after the other, may make the text too long. */
    private void checkSize(List<Elementary> parts, AuthoredText present) throws ProtocolException {
        long growth = 0;
        for (Elementary part : parts) {
            growth += part instanceof Insert insert ? insert.chunk().bytes() : -TextSize.deletedBy(part);
            Failure tooLong = part.inserts() ? TextSize.check(present, growth, size) : null;
            if (tooLong != null) {
                throw new ProtocolException(tooLong.error(), tooLong.reason());
            }
        }
    }

    private static ProtocolException failure(String message) {
        return new ProtocolException(TextSessionError.FAILED, message);
    }
}
