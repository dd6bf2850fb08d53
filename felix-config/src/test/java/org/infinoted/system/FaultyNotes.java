// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.note.Note;
import org.infinoted.note.NoteContext;
import org.infinoted.note.NoteType;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.xml.Element;

/**
 * A note type whose notes meet an error on the event loop when they get a message of its name: {@code memory} throws an
 * OutOfMemoryError, {@code exhaust} fills the memory and keeps it, {@code stack} throws a StackOverflowError, {@code hang} never
 * returns.
 */
public final class FaultyNotes implements NoteType {
    static final String TYPE = "InfFaulty";
    private static final int PIECE = 16 << 10;

    @Override
    public List<String> sessionTypes() {
        return List.of();
    }

    @Override
    public Note create() {
        return new Faulty();
    }

    @Override
    public Note read(InputStream stored) {
        return new Faulty();
    }

    /** A note without content. */
    public static final class Faulty implements Note {
        private static final List<byte[]> HOARD = new ArrayList<>();

        @Override
        public void received(Connection origin, Element message) {
            switch (message.name()) {
                case "memory" -> throw new OutOfMemoryError("The test wants it");
                case "stack" -> throw new StackOverflowError("The test wants it");
                case "exhaust" -> {
                    while (true) {
                        HOARD.add(new byte[PIECE]);
                    }
                }
                case "hang" -> {
                    while (!Thread.interrupted()) {
                        Thread.onSpinWait();
                    }
                }
                default -> {}
            }
        }

        @Override
        public void open(NoteContext context) {
            // has nothing to say
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
            // nobody joins
        }

        @Override
        public void joined(User user, Element join) {
            // nobody joins
        }

        @Override
        public void left(User user) {
            // nobody joins
        }

        @Override
        public void describe(User user, Element.Builder description) {
            // nobody joins
        }

        @Override
        public List<Element> synchronization() {
            return List.of();
        }

        @Override
        public void addUser(User user, Element message) {
            // nobody joins
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
    }
}
