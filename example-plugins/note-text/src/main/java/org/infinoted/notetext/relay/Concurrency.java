// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.List;
import java.util.Set;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Executes the requests of one document, and tells the clients of them. An implementation is a policy: it determines whether clients end
 * with the same text when three or more of them write at once, and what a request costs that was made long ago.
 *
 * <p>To be used by one thread at a time.
 */
public interface Concurrency {
    /** How many users that nobody else knows a connection can be told of: each stands for one of its own. Editors have one user. */
    int MOST_STAND_INS = 16;

    /** The present text. */
    AuthoredText text();

    /** The present state, as new subscribers count. */
    StateVector current();

    /**
     * Whether {@link #receive} or {@link #issue} has thrown something when a request was executed, or clients were being told of it. Then
     * only {@link #text} and {@link #current} are of use; what was told is in the text.
     */
    boolean isUnfinished();

    /** The requests that a new subscriber gets: by ascending users, the oldest of each user first. */
    List<Request> log();

    /** A user as a new subscriber gets to know it. */
    Participant participant(int user);

    /** A connection has become a subscriber; if it was synchronised then with what {@link #log} and {@link #text} say now. */
    void subscribed(Connection connection);

    /** A connection is a subscriber, and was one of the predecessor. If it cannot go on it is made to subscribe again. */
    void resumed(Connection connection);

    /** A connection is no subscriber any more; its users have left. */
    void unsubscribed(Connection connection);

    /**
     * Whether {@link #join} would let this user in; changes nothing.
     *
     * @param user with the state that its client claims
     * @param name the user's
     * @param via null for a user of the server itself
     * @throws AdoptedException if its client cannot be in that state
     */
    void checkJoin(Participant user, String name, @Nullable Connection via) throws AdoptedException;

    /** Lets a user in, a new one or one that was absent. */
    void join(Participant user, @Nullable Connection via) throws AdoptedException;

    /** A user leaves. */
    void left(int user);

    /** Which subscribers need a description of their own of a user that has just joined. */
    Set<Connection> describedApart(int user);

    /** The state in which a subscriber that is {@linkplain #describedApart described apart} sees a user that has just joined. */
    StateVector joinState(int user, Connection receiver);

    /** The state that the next request of a present user is relative to. */
    StateVector base(int user);

    /**
     * Executes a message of a client, and tells the others. If it cannot be executed completely, they are told of as much as was executed.
     *
     * @param message as it came
     * @param request the first request in it
     * @param count how many of them; 0 only tells what its client has got
     */
    Outcome receive(Connection origin, Element message, Request request, long count);

    /**
     * Executes a request which a user of the server itself makes in the present state, and tells everybody.
     *
     * @param operation an insert, a deletion or a no-op that fits the text
     */
    Outcome issue(int user, Operation operation);

    /** The colour of a present user has changed. Everybody but its own client has been told. */
    void hueChanged(int user);

    /** How much a user's client may not have got yet, in requests; 0 for a user of the server itself. */
    long lag(int user);

    /** How much memory the text and all that is kept for clients take, in bytes, roughly. */
    long memory();

    /** What a successor needs besides, so that subscribers need not notice the change. */
    List<Element> handover();
}
