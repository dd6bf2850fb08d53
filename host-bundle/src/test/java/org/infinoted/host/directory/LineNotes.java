// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.note.Note;
import org.infinoted.note.NoteContext;
import org.infinoted.note.NoteType;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.SessionSyncError;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.xml.Element;

/** A note type for tests: a document is lines, and the message {@code line} adds one. */
final class LineNotes implements NoteType {
    /** If it is not null, every attempt to make a note fails with it. */
    Throwable failure;
    /** What notes throw when they are given a line, or asked for a snapshot; null: nothing. */
    Throwable noteFailure;

    @Override
    public List<String> sessionTypes() {
        return List.of("InfSession");
    }

    @Override
    public Note create() {
        if (failure != null) {
            InjectedErrors.throwAny(failure);
        }
        return new Lines(List.of());
    }

    @Override
    public Note read(InputStream stored) throws IOException {
        String content = new String(stored.readAllBytes(), UTF_8);
        if (content.startsWith("damaged")) {
            throw new IOException("This is not a document");
        }
        return new Lines(content.lines().toList());
    }

    private void fail() {
        if (noteFailure != null) {
            InjectedErrors.throwAny(noteFailure);
        }
    }

    private final class Lines implements Note {
        private final List<String> lines;
        private int saved;
        private NoteContext context;

        Lines(List<String> lines) {
            this.lines = new ArrayList<>(lines);
            this.saved = lines.size();
        }

        @Override
        public void open(NoteContext open) {
            context = open;
        }

        @Override
        public List<User> authors() {
            return List.of();
        }

        @Override
        public Session view(Session session) {
            return session;
        }

        @Override
        public void checkJoin(User user, Element join) {
            // everybody may
        }

        @Override
        public void joined(User user, Element join) {
            // users have nothing of this type
        }

        @Override
        public void left(User user) {
            // users have nothing of this type
        }

        @Override
        public void describe(User user, Element.Builder description) {
            // users have nothing of this type
        }

        @Override
        public void received(Connection origin, Element message) throws ProtocolException {
            fail();
            synchronizationReceived(message);
            context.relay(message, origin);
        }

        @Override
        public List<Element> synchronization() {
            return lines.stream()
                    .map(line -> Element.named("line").text(line).build())
                    .toList();
        }

        @Override
        public void addUser(User user, Element message) {
            // users have nothing of this type
        }

        @Override
        public boolean synchronizationReceived(Element message) throws ProtocolException {
            if (!message.name().equals("line")) {
                return false;
            }
            if (message.text().isEmpty()) {
                throw new ProtocolException(SessionSyncError.FAILED, "A line must not be empty");
            }
            return lines.add(message.text());
        }

        @Override
        public boolean modified() {
            return lines.size() != saved;
        }

        @Override
        public Snapshot snapshot() {
            fail();
            List<String> now = List.copyOf(lines);
            return out -> {
                for (String line : now) {
                    out.write((line + "\n").getBytes(UTF_8));
                }
            };
        }

        @Override
        public void saved(Snapshot snapshot) {
            saved = lines.size();
        }
    }
}
