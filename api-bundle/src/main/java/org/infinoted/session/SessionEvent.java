// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import java.util.Optional;
import org.infinoted.connection.Connection;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that happened in a session. A value, handed from thread to thread. Kinds of events are types of their own; note types
 * contribute further ones, such as {@link org.infinoted.text.TextInserted}. A listener ignores those that it does not know.
 */
@ConsumerType
public interface SessionEvent {
    /** A user has joined, for the first time or again. */
    record UserJoined(User user) implements SessionEvent {}

    /** A user has left; {@code user} is how it was just before. */
    record UserLeft(User user) implements SessionEvent {}

    /** A user has become active or inactive. */
    record UserChanged(User user) implements SessionEvent {}

    /** The document was written to the store. */
    record Saved() implements SessionEvent {}

    /**
     * A message of a client could not be handled. The session goes on.
     *
     * @param connection whose message it was; null if the failure was of no client's message
     * @param message for a person, of which parts may come from the client; what is longer than 1000 characters is cut
     */
    record Failed(@Nullable Connection connection, String message) implements SessionEvent {
        private static final int LONGEST = 1000;

        public Failed {
            if (message.length() > LONGEST) {
                message = message.substring(0, LONGEST - 3) + "...";
            }
        }

        /** The connection, if the failure was that of a client's message. */
        public Optional<Connection> origin() {
            return Optional.ofNullable(connection);
        }
    }
}
