// SPDX-License-Identifier: Apache-2.0
package org.infinoted.note;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.infinoted.connection.Connection;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.SessionError;
import org.infinoted.protocol.UserError;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The content of one document while it is open, and what clients' messages do to it. The server does what all sessions have in
 * common: who subscribes, who joins under which name, when to save and to close.
 *
 * <p><b>Thread.</b> {@link #open}, {@link #authors} and {@link #view} are called in this order on the thread that opens the
 * session, after the note was made by its {@link NoteType}. Everything else but {@link Snapshot} and the objects given to
 * plugins is called on the session's home thread, one call at a time. This is the hot path: every method must return soon and
 * must not block. Calls are timed; one that takes long is reported. As a last resort, when the home thread does not answer and the
 * server stops or is in an emergency, {@link #modified} and {@link #snapshot} are called on another thread, while any other method
 * may be under way or may have failed half-way.
 *
 * <p><b>Failure.</b> What a method throws besides the declared exception ends nothing: the message is dropped and the failure
 * logged. The note must be consistent afterwards.
 *
 * <p><b>Order.</b> {@link #open} is first. An uploaded document gets {@link #addUser} and {@link #synchronizationReceived} next,
 * then {@link #synchronizationEnded}; a document from the store has its users ready as {@link #authors}. A note that takes the
 * place of another one, of which a provider of the same type has made it, gets {@link #replaces} first and then the same as an
 * uploaded document. Every connection whose messages come to {@link #received} was named by {@link #subscribed} before, and is
 * named by {@link #unsubscribed} when that ends.
 */
@ConsumerType
public interface Note {
    /** The session begins. The context may be used from the next call on the session's home thread on, and there alone. */
    void open(NoteContext context);

    /**
     * The users that the stored document names, in any order: they are absent until they join. Called once, after {@link #open}.
     */
    List<User> authors();

    /** The session as plugins see it, such as a {@code TextSession} on top of the plain one. Called once, after {@link #open}. */
    Session view(Session session);

    /**
     * A user wants to join. Checks what the message says beyond name and status, and changes nothing.
     *
     * @param user the user that it would be: a new one, or one who is absent at present
     * @param join the client's message
     * @throws ProtocolException if it must be refused; the client is told
     */
    void checkJoin(User user, Element join) throws ProtocolException;

    /**
     * The user joins, after {@link #checkJoin}, which did not refuse, with no other call in between. The context knows of it when
     * this has returned; next comes {@link #describe}, for telling everybody.
     */
    void joined(User user, Element join);

    /**
     * A plugin's own user ({@link User#isLocal}) wants to join. Gives what a client that knows everything up to now would send in
     * its place, beyond name and status: it goes through {@link #checkJoin} and {@link #joined} like a client's. Changes nothing.
     * A note type that does not know such users refuses them, as this does.
     *
     * @param user the user that it would be: a new one, or one who is absent at present
     * @return a {@code user-join}; name, status and id are not needed
     * @throws ProtocolException if there can be no such user; the plugin is told
     */
    default Element localJoin(User user) throws ProtocolException {
        throw new ProtocolException(UserError.FAILED, "Plugins cannot take part in documents of this type");
    }

    /**
     * A connection has become a subscriber: it gets what is sent to all from now on. Called
     *
     * <ul>
     *   <li>in the same turn as {@link #synchronization}, after it, with nothing received or executed in between: what the
     *       connection knows is what that has given;
     *   <li>without it for the client that has just created the document, which is empty still;
     *   <li>for the client that has uploaded the document after {@link #synchronizationEnded}, when the session has begun. Its
     *       users are present already;
     *   <li>for a note that takes the place of another one, once for each subscriber there is, after {@link
     *       #synchronizationEnded} and before any other message. Their users are present already.
     * </ul>
     *
     * <p>The note may end the subscription at once with {@link NoteContext#unsubscribe}. What this throws is logged, and the
     * connection is a subscriber all the same.
     */
    default void subscribed(Connection connection) {}

    /**
     * A connection is not a subscriber any more: it has unsubscribed, has gone, or was removed, by the note itself perhaps. Nothing
     * is sent to it any more, and its users have left: {@link #left} was called for each. Called once for each {@link #subscribed}
     * unless the session ends or the note is replaced, which is not told connection by connection. What this throws is logged.
     */
    default void unsubscribed(Connection connection) {}

    /** The user is not there any more; the server tells the clients. */
    void left(User user);

    /** Adds the attributes that this type gives to users, after id, name and status: for joins and synchronisation. */
    void describe(User user, Element.Builder description);

    /**
     * The subscribers to whom a user must be described in a way of their own, as what they know of the document differs. Each of
     * them gets {@link #describe(User, Connection, Element.Builder)}, which costs an encoding each; all others get {@link
     * #describe(User, Element.Builder)}, encoded once. Asked after {@link #joined}, when the join is announced; connections that
     * are no subscribers are ignored. If this or one of the descriptions throws, nobody has joined.
     */
    default Set<Connection> describedApart(User user) {
        return Set.of();
    }

    /**
     * As {@link #describe(User, Element.Builder)}, for one of {@link #describedApart}: the attributes are the same, their
     * values may differ.
     *
     * @param receiver who is told
     */
    default void describe(User user, Connection receiver, Element.Builder description) {
        describe(user, description);
    }

    /**
     * A client's message which the server itself does not handle. The note decides whether others get it: it calls {@link
     * NoteContext#relay} if so, after it has done what the message says.
     *
     * @param origin whose message it is: a subscriber that is synchronised
     * @throws ProtocolException if it cannot be handled; it is reported to plugins and dropped, the client is not told
     */
    void received(Connection origin, Element message) throws ProtocolException;

    /**
     * Does what a plugin's own user requests, and tells all subscribers as if it had a connection: {@link NoteContext#broadcast}.
     * As with {@link #received}, this must take no longer than a client's message does.
     *
     * @param user a local user that is present
     * @return what the request results in: what its type parameter says; null if {@link Void}
     * @throws ProtocolException if the request is not of a kind that this type knows, or cannot be executed; nothing has changed
     *     then, and the plugin is told
     */
    default @Nullable Object execute(User user, LocalRequest<?> request) throws ProtocolException {
        throw new ProtocolException(
                SessionError.UNHANDLED_MESSAGE, "Plugins cannot request anything in documents of this type");
    }

    /**
     * A client's message was refused before it came to {@link #received}: it counts as not sent. A type whose clients execute
     * what they send before the server does has to put that right here: it tells the client and ends its subscription with {@link
     * NoteContext#unsubscribe}. Others have nothing to do.
     *
     * @param origin whose message it is: a subscriber that is synchronised
     * @param reason why, for a person
     */
    default void refused(Connection origin, Element message, String reason) {}

    /**
     * The content, as the messages that a late joiner gets between its users and the end of the synchronisation. The list never
     * changes; if it is the very one given the last time, the server may send again what it has encoded then.
     */
    List<Element> synchronization();

    /**
     * A client that uploads the document names a user, or a user is taken over from the note before this one, a plugin's own
     * perhaps ({@link User#isLocal}). When this has returned, the user is among {@link NoteContext#users}.
     *
     * @param user with id, name and status from the message
     * @throws ProtocolException if something is wrong with what this type needs; the upload goes on without the user
     */
    void addUser(User user, Element message) throws ProtocolException;

    /**
     * A further message of a client that uploads the document.
     *
     * @return whether the message is one that this type knows
     * @throws ProtocolException if something is wrong with it; it ends the upload
     */
    boolean synchronizationReceived(Element message) throws ProtocolException;

    /**
     * The upload is complete.
     *
     * @throws ProtocolException if it does not fit together; the upload fails
     */
    default void synchronizationEnded() throws ProtocolException {}

    /**
     * What a note that takes the place of this one needs beyond the users and {@link #synchronization}, so that the present
     * subscribers notice nothing: messages of the type's own form, which no client ever sees. Called when the note type is being
     * replaced, right after {@link #synchronization}; only saving and {@link #close} follow. Changes nothing. If it throws, the
     * session is saved and closed.
     */
    default List<Element> handover() {
        return List.of();
    }

    /**
     * This note takes the place of another one of its type, made by another provider perhaps, another version mostly. Called once,
     * after {@link #open}, {@link #authors} and {@link #view} and before the first {@link #addUser}. It may ignore what it does
     * not understand, and end the subscriptions that it cannot go on with when it is told of them, see {@link #subscribed}. If it
     * throws, the session is closed; its content was saved.
     *
     * @param handover what the other one has given as {@link #handover}
     */
    default void replaces(List<Element> handover) {}

    /** Whether the content differs from what was saved last, see {@link #saved}. As a last resort on any thread, see above. */
    boolean modified();

    /**
     * What must be saved, as of now, with everything that has been relayed. Must be cheap. As a last resort on any thread, see above:
     * so it must not read what another method may be changing. A note that keeps its content in an immutable object, in a volatile
     * field, has nothing else to do. {@link NoteContext#users} may be called. What it throws means that
     * the last changes of the document are lost.
     */
    Snapshot snapshot();

    /** A snapshot is safe in the store. */
    default void saved(Snapshot snapshot) {}

    /**
     * How much memory the content takes at present, in bytes: the text, its history, what is kept for subscribers and for sending it again.
     * An estimate, rather too high than too low. Called after every message, so it must only add up what is known; it has no effect and
     * throws nothing. The server charges it to the connections that have made it grow, and drops the greediest when memory is short. A
     * type that says nothing is not counted, as this does.
     *
     * @return 0 or more
     */
    default long memory() {
        return 0;
    }

    /** The session has ended, or the upload has failed; nothing is called any more. */
    default void close() {}

    /** A content that can be written while the session goes on. Immutable. */
    @ConsumerType
    @FunctionalInterface
    interface Snapshot {
        /** Writes the content in the form that {@link NoteType#read} reads. Called on a thread of the store. */
        void write(OutputStream out) throws IOException;
    }
}
