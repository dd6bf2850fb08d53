// SPDX-License-Identifier: Apache-2.0
package org.infinoted.note;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.infinoted.connection.Connection;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.User;
import org.infinoted.xml.Element;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the server offers to one note. To be used on the session's home thread alone, until {@link Note#close}. All methods return
 * at once: what is sent and published is delivered later, in the order of the calls.
 */
@ProviderType
public interface NoteContext {
    /** All users who have joined, present or not, and the authors, by ascending id. {@link Note#snapshot} may ask on any thread. */
    List<User> users();

    /** The user of this id, as it is now. */
    Optional<User> user(int id);

    /**
     * Makes an inactive user active, without a message: clients do the same on their own. Does nothing if the user is not
     * inactive.
     */
    void activate(int userId);

    /** Sends a message to every subscriber. It is encoded once. */
    void broadcast(Element message);

    /** Sends a message to every subscriber but one. It is encoded once. */
    void relay(Element message, Connection except);

    /** Sends a message to every subscriber but some. It is encoded once. The set is not kept. */
    void relay(Element message, Set<Connection> except);

    /** Sends a message to one subscriber; nothing is sent if it is none. */
    void send(Element message, Connection to);

    /**
     * Ends the subscription of one connection, which is told that the session is closed. It may subscribe again. Its users leave
     * before this returns: the note gets {@link Note#left} and {@link Note#unsubscribed} within the call. Does nothing if the
     * connection is no subscriber.
     */
    void unsubscribe(Connection connection);

    /**
     * Reads nothing from a connection for this long, counted from now: the client is slowed down in all that it does, and nobody
     * else is. Of several calls, for this or other documents, the latest end counts. What the server has read before may still be
     * handled. What is sent to the connection goes out as always. Does nothing if the connection is no subscriber.
     *
     * @param duration how long; nothing happens if it is not positive
     */
    void pause(Connection connection, Duration duration);

    /** Tells the plugins that listen to this session. */
    void publish(SessionEvent event);

    /**
     * Whether the server is short of memory at present, and the connection has part in it: much is kept because of it. A note then
     * refuses what comes from there and would make it take more, in the way in which it refuses other things, and goes on with all else.
     * Cheap; to be called on the thread of the note.
     */
    default boolean isMemoryShort(Connection origin) {
        return false;
    }

    /** The clock to use. */
    InstantSource clock();

    /** The source of randomness to use. */
    RandomGenerator random();
}
