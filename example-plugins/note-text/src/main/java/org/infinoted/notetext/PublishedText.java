// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.infinoted.note.Note.Snapshot;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.TextChange;
import org.infinoted.notetext.file.Author;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.file.TextFileWriter;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.text.TextErased;
import org.infinoted.text.TextInserted;

/**
 * The text as plugins see it and as it is saved, and what they are told of its changes. Belongs to the session's home loop; {@link #get},
 * {@link #isModified} and {@link #snapshot} may be called from any thread.
 */
final class PublishedText {
    private static final int NOBODY = 0;

    private final Object document = new Object(); // marks this document's texts
    private volatile TextView text;
    private final AtomicLong changes = new AtomicLong(); // how often the text has changed
    private volatile long savedChanges; // how often it had when what is stored now was taken
    private AuthoredText known; // by plugins, before they were told what follows
    private final List<TextChange> told = new ArrayList<>();
    private boolean behind; // plugins could not be told of something

    PublishedText(AuthoredText stored, long version) {
        text = new TextView(stored, document, version);
        known = stored;
    }

    TextView get() {
        return text;
    }

    /** What marks texts that are, or were, the whole of this document. */
    Object document() {
        return document;
    }

    /** The text has changed. Plugins are not told yet. */
    void replace(AuthoredText present, long version) {
        changes.incrementAndGet();
        text = new TextView(present, document, version);
    }

    /** Tells plugins of changes that a user has made. When they have been told of all, {@link #settle} is to be called. */
    void publish(NoteContext context, int user, List<TextChange> made) {
        for (TextChange change : made) {
            if (!behind) {
                publish(context, user, change);
            }
        }
    }

    private void publish(NoteContext context, int user, TextChange change) {
        behind = true; // until it has gone well
        TextView changed = new TextView(change.text());
        context.publish(
                change.kind() == TextChange.Kind.INSERTED
                        ? new TextInserted(user, change.position(), changed)
                        : new TextErased(user, change.position(), changed));
        told.add(change);
        behind = false;
    }

    /** Plugins know the text as it is now. If they could not be told of something, they are told of a change of all of it. */
    void settle(NoteContext context, int user) {
        if (behind) {
            publishAll(context, user);
        }
        known = text.content();
        told.clear();
    }

    /** If plugins could not be told of something, and nothing has changed since, they are told now. */
    void catchUp(NoteContext context) {
        if (behind) {
            settle(context, NOBODY);
        }
    }

    private void publishAll(NoteContext context, int user) {
        known = knownNow();
        told.clear();
        if (known.length() > 0) {
            publish(context, user, new TextChange(TextChange.Kind.ERASED, 0, known));
        }
        if (text.content().length() > 0) {
            publish(context, user, new TextChange(TextChange.Kind.INSERTED, 0, text.content()));
        }
        behind = false;
    }

    private AuthoredText knownNow() {
        AuthoredText sum = known;
        for (TextChange change : told) {
            sum = change.kind() == TextChange.Kind.INSERTED
                    ? sum.insert(change.position(), change.text())
                    : sum.delete(change.position(), change.text().length());
        }
        return sum;
    }

    /** The text has become another one in a way that is not known. */
    void replaceAll(NoteContext context, int user, AuthoredText present, long version) {
        behind = behind || !present.equals(knownNow());
        replace(present, version);
        settle(context, user);
    }

    /** A text that plugins have not seen takes the place of the one that there was. */
    void begin(AuthoredText present, long version) {
        replace(present, version);
        known = present;
    }

    boolean isModified() {
        return changes.get() != savedChanges;
    }

    /**
     * What is to be saved. First the number is taken, then the text, then the authors: what comes in between is saved again, and all authors
     * are known.
     */
    Snapshot snapshot(Supplier<AuthoredText> latest, Supplier<List<Author>> authors) {
        long now = changes.get();
        AuthoredText content = latest.get();
        return new TextSnapshot(new TextDocument(authors.get(), content), now);
    }

    void saved(Snapshot snapshot) {
        if (snapshot instanceof TextSnapshot written) {
            savedChanges = written.changes();
        }
    }

    /** What is saved. */
    private record TextSnapshot(TextDocument document, long changes) implements Snapshot {
        @Override
        public void write(OutputStream out) throws IOException {
            TextFileWriter.write(document, out);
        }
    }
}
