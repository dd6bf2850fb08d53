// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import org.infinoted.host.loop.Loop;
import org.infinoted.host.session.SessionEnvironment.Insides;
import org.infinoted.note.Note;
import org.infinoted.note.NoteContext;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content of a session: opens its note, hands the content over from one provider's note to the next one's, and closes it. What
 * plugins see of the session goes along. Belongs to the session's home loop.
 */
final class SessionContent {
    private static final Logger LOG = LoggerFactory.getLogger(SessionContent.class);

    private final CurrentNote note;
    private final NoteContext context;
    private final UserTable users;
    private final JoinCheck joins;
    private final PublishedSession published;
    private final SessionMemory memory;
    private final Loop home;

    SessionContent(
            CurrentNote note,
            NoteContext context,
            UserTable users,
            JoinCheck joins,
            PublishedSession published,
            SessionMemory memory,
            Loop home) {
        this.note = note;
        this.context = context;
        this.users = users;
        this.joins = joins;
        this.published = published;
        this.memory = memory;
        this.home = home;
    }

    /** Opens the first note. Throws what the note throws. */
    void open(Note first, Insides insides) {
        published.prepare(enter(first), insides);
    }

    /** Lets plugins know of the session. */
    void publish() {
        published.add();
    }

    /** What a successor of the note needs. Throws what the note throws. */
    ContentTransfer transfer() {
        return new ContentTransfer(users, joins, note);
    }

    /** Closes the note and lets go of it. There is none until {@link #replace}. */
    void release() {
        close();
        note.drop();
    }

    /** Goes on with another note. Throws what that throws; then there is none again. */
    void replace(Note successor, ContentTransfer transfer) throws ProtocolException {
        try {
            Session view = enter(successor);
            transfer.to(successor);
            published.replace(view);
        } catch (ProtocolException | RuntimeException | Error e) {
            note.drop();
            throw e;
        }
    }

    /** Closes the note for good. Plugins know of the session no more. */
    void end() {
        close();
        memory.clear();
        published.remove();
    }

    /** Closes the note. What it throws is in the log. */
    void close() {
        try {
            note.close();
        } catch (RuntimeException | Error e) {
            home.report(e);
            LOG.error("The document of {} failed to close", published, e);
        }
    }

    private Session enter(Note entering) {
        note.replace(entering);
        entering.open(context);
        entering.authors().forEach(users::put); // a new document has none
        return entering.view(published.basic());
    }

    /** For the log. */
    @Override
    public String toString() {
        return published.toString();
    }
}
