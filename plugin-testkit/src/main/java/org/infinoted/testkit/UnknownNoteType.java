// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.io.InputStream;
import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.note.Note;
import org.infinoted.note.NoteContext;
import org.infinoted.note.NoteType;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.SessionError;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.xml.Element;

/** A note type that the plugin under test does not know. Its documents have no content, and refuse all messages. */
final class UnknownNoteType implements NoteType {
    static final String TYPE = "InfOther";

    @Override
    public List<String> sessionTypes() {
        return List.of("InfSession");
    }

    @Override
    public Note create() {
        return new Empty();
    }

    @Override
    public Note read(InputStream stored) {
        return new Empty();
    }

    private static final class Empty implements Note {
        @Override
        public void open(NoteContext context) {
            // there is nothing to do
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
            // users have nothing here
        }

        @Override
        public void left(User user) {
            // users have nothing here
        }

        @Override
        public void describe(User user, Element.Builder description) {
            // users have nothing here
        }

        @Override
        public void received(Connection origin, Element message) throws ProtocolException {
            throw new ProtocolException(SessionError.UNHANDLED_MESSAGE, "Nothing can be done here");
        }

        @Override
        public List<Element> synchronization() {
            return List.of();
        }

        @Override
        public void addUser(User user, Element message) {
            // users have nothing here
        }

        @Override
        public boolean synchronizationReceived(Element message) {
            return false;
        }

        @Override
        public boolean modified() {
            return false;
        }

        @Override
        public Snapshot snapshot() {
            return out -> {};
        }

        @Override
        public void saved(Snapshot snapshot) {
            // there is nothing to forget
        }
    }
}
