// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import java.util.Objects;
import java.util.Optional;
import org.infinoted.connection.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A participant of a session, present or absent. A value: it says how things were when it was handed out.
 *
 * <p>Users are equal if id, name, status and connection are.
 */
public final class User {
    private final int id;
    private final String name;
    private final UserStatus status;
    private final @Nullable Connection connection;

    private User(int id, String name, UserStatus status, @Nullable Connection connection) {
        this.id = id;
        this.name = Objects.requireNonNull(name);
        this.status = status;
        this.connection = connection;
    }

    /** A user who takes part through a connection. Those without one are {@link #local} or {@link #absent}. */
    public static User present(int id, String name, UserStatus status, Connection connection) {
        if (status == UserStatus.UNAVAILABLE) {
            throw new IllegalArgumentException("An unavailable user has no connection");
        }
        return new User(id, name, status, Objects.requireNonNull(connection));
    }

    /** A plugin's own user, who takes part without a connection. */
    public static User local(int id, String name, UserStatus status) {
        if (status == UserStatus.UNAVAILABLE) {
            throw new IllegalArgumentException("An unavailable user is nobody's");
        }
        return new User(id, name, status, null);
    }

    /** A user who does not take part at present. */
    public static User absent(int id, String name) {
        return new User(id, name, UserStatus.UNAVAILABLE, null);
    }

    /** The number of the user in its session, from 1, an unsigned 32 bit number in the protocol. */
    public int id() {
        return id;
    }

    /** The name, unique in the session; whatever the client gave, so it may be empty or odd. */
    public String name() {
        return name;
    }

    public UserStatus status() {
        return status;
    }

    /** Whether the user takes part at present, through a connection or as a plugin's own. */
    public boolean isPresent() {
        return status != UserStatus.UNAVAILABLE;
    }

    /** Whether the user is a plugin's own, who takes part without a connection, see {@link LocalUser}. */
    public boolean isLocal() {
        return connection == null && isPresent();
    }

    /** Through which connection the user takes part; empty if it is unavailable, or a plugin's own. */
    public Optional<Connection> connection() {
        return Optional.ofNullable(connection);
    }

    /** Whether the user takes part through this very connection. */
    public boolean isVia(@Nullable Connection other) {
        return connection == other && other != null;
    }

    /**
     * The same user with another status; the connection is kept unless the status is {@link UserStatus#UNAVAILABLE}.
     *
     * @throws IllegalArgumentException if the user is unavailable: it must join to be present
     */
    public User with(UserStatus newStatus) {
        if (newStatus == UserStatus.UNAVAILABLE) {
            return absent(id, name);
        }
        if (!isPresent()) {
            throw new IllegalArgumentException("An unavailable user becomes present by joining only");
        }
        return new User(id, name, newStatus, connection);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof User that
                && id == that.id
                && name.equals(that.name)
                && status == that.status
                && connection == that.connection;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, name, status);
    }

    @Override
    public String toString() {
        return "user " + id + " \"" + name + "\" (" + status.word() + ")";
    }
}
