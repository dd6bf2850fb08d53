// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.infinoted.connection.Connection;
import org.infinoted.note.Note;
import org.infinoted.note.NoteContext;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * The note that a session has at this moment, so that nothing holds on to one that has gone. Belongs to the session's home loop.
 */
final class CurrentNote implements Note {
    /** Null before the first, and while the note type is being replaced. Then only {@link #modified}, {@link #memory} and {@link #close} are called. */
    private volatile @Nullable Note note; // read by the last resort

    void replace(Note successor) {
        note = successor;
    }

    void drop() {
        note = null;
    }

    /** As {@link OpenSession#unsaved}. */
    Optional<Snapshot> unsaved() {
        Note present = note;
        return present != null && present.modified() ? Optional.of(present.snapshot()) : Optional.empty();
    }

    private Note note() {
        return Objects.requireNonNull(note, "there is no note while its type is being replaced");
    }

    @Override
    public void open(NoteContext context) {
        note().open(context);
    }

    @Override
    public List<User> authors() {
        return note().authors();
    }

    @Override
    public Session view(Session session) {
        return note().view(session);
    }

    @Override
    public void checkJoin(User user, Element join) throws ProtocolException {
        note().checkJoin(user, join);
    }

    @Override
    public void joined(User user, Element join) {
        note().joined(user, join);
    }

    @Override
    public Element localJoin(User user) throws ProtocolException {
        return note().localJoin(user);
    }

    @Override
    public void subscribed(Connection connection) {
        note().subscribed(connection);
    }

    @Override
    public void unsubscribed(Connection connection) {
        note().unsubscribed(connection);
    }

    @Override
    public void left(User user) {
        note().left(user);
    }

    @Override
    public void describe(User user, Element.Builder description) {
        note().describe(user, description);
    }

    @Override
    public Set<Connection> describedApart(User user) {
        return note().describedApart(user);
    }

    @Override
    public void describe(User user, Connection receiver, Element.Builder description) {
        note().describe(user, receiver, description);
    }

    @Override
    public void received(Connection origin, Element message) throws ProtocolException {
        note().received(origin, message);
    }

    @Override
    public @Nullable Object execute(User user, LocalRequest<?> request) throws ProtocolException {
        return note().execute(user, request);
    }

    @Override
    public void refused(Connection origin, Element message, String reason) {
        note().refused(origin, message, reason);
    }

    @Override
    public List<Element> synchronization() {
        return note().synchronization();
    }

    @Override
    public void addUser(User user, Element message) throws ProtocolException {
        note().addUser(user, message);
    }

    @Override
    public boolean synchronizationReceived(Element message) throws ProtocolException {
        return note().synchronizationReceived(message);
    }

    @Override
    public void synchronizationEnded() throws ProtocolException {
        note().synchronizationEnded();
    }

    @Override
    public List<Element> handover() {
        return note().handover();
    }

    @Override
    public void replaces(List<Element> handover) {
        note().replaces(handover);
    }

    @Override
    public boolean modified() {
        return note != null && note.modified();
    }

    @Override
    public Snapshot snapshot() {
        return note().snapshot();
    }

    @Override
    public void saved(Snapshot snapshot) {
        note().saved(snapshot);
    }

    @Override
    public long memory() {
        return note == null ? 0 : note.memory();
    }

    @Override
    public void close() {
        if (note != null) {
            note.close();
        }
    }
}
