// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.TextOperationError;
import org.jspecify.annotations.Nullable;

/** The document and everybody's carets in it. */
final class TextBuffer {
    private final UserTable users;
    private AuthoredText text;

    TextBuffer(AuthoredText text, UserTable users) {
        this.text = text;
        this.users = users;
    }

    /**
     * @param changes what was done to the text; also of an operation that failed in a later part
     * @param deleted if the operation consists of deletions as received: all text that these were made for; otherwise null
     * @param failure why the operation, or the rest of it, does not fit the text; null if it was applied
     */
    record Applied(
            List<TextChange> changes,
            @Nullable AuthoredText deleted,
            @Nullable Failure failure) {}

    AuthoredText text() {
        return text;
    }

    Applied apply(Operation operation, User by) {
        if (operation instanceof Move move) {
            return new Applied(List.of(), null, place(move, by));
        }
        if (operation instanceof NoOp) {
            return new Applied(List.of(), null, null);
        }
        List<Elementary> parts = Split.partsOf(operation);
        var changes = new ArrayList<TextChange>(parts.size());
        AuthoredText deleted = null;
        for (Elementary part : parts) {
            Failure failure = check(part);
            if (failure != null) {
                return new Applied(changes, deleted, failure);
            }
            TextChange change = change(part);
            if (part instanceof RemoteDelete remote) {
                AuthoredText complete = remote.complete(change.text());
                deleted = deleted == null ? complete : deleted.concat(complete);
            }
            if (part.length() > 0) {
                changes.add(change);
                text = part.applyTo(text);
                adjustCarets(part, by);
            }
        }
        return new Applied(changes, deleted, null);
    }

    private @Nullable Failure place(Move move, User by) {
        long bound = move.caret() + move.selection();
        if (Math.min(move.caret(), bound) < 0 || Math.max(move.caret(), bound) > text.length()) {
            return new Failure(
                    TextOperationError.INVALID_MOVE,
                    "caret " + move.caret() + " with selection " + move.selection() + " is outside the " + text.length()
                            + " characters of the text");
        }
        by.caret(move);
        return null;
    }

    private @Nullable Failure check(Elementary part) {
        if (part.inserts()) {
            return part.position() <= text.length()
                    ? null
                    : new Failure(
                            TextOperationError.INVALID_INSERT,
                            "position " + part.position() + " is outside the " + text.length()
                                    + " characters of the text");
        }
        return part.position() + part.length() <= text.length()
                ? null
                : new Failure(
                        TextOperationError.INVALID_DELETE,
                        "the " + part.length() + " characters from position " + part.position()
                                + " on are not within the " + text.length() + " characters of the text");
    }

    private TextChange change(Elementary part) {
        int position = (int) part.position();
        if (part instanceof Insert insert) {
            return new TextChange(TextChange.Kind.INSERTED, position, insert.chunk());
        }
        return new TextChange(TextChange.Kind.ERASED, position, text.slice(position, (int) part.length()));
    }

    private void adjustCarets(Elementary change, User by) {
        for (User user : users) {
            if (user.isPresent()) {
                user.caret(user.caret().after(change, user == by));
            }
        }
    }
}
