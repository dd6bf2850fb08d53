// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request of one user.
 *
 * @param user the id of the user
 * @param vector the state the request was made in
 * @param operation what a {@link Type#DO} does; null for the other types
 */
public record Request(
        int user, Type type, StateVector vector, @Nullable Operation operation) {
    /** Whether a request brings an operation of its own. */
    public enum Type {
        /** Carries an operation. */
        DO,
        /** Takes back the user's latest request that is not taken back yet. */
        UNDO,
        /** Takes back the user's latest undo. */
        REDO
    }

    public Request {
        Objects.requireNonNull(vector, "vector");
        if ((type == Type.DO) != (operation != null)) {
            throw new IllegalArgumentException("a request has an operation if and only if it is a DO");
        }
    }

    /** A request with an operation. */
    public static Request of(int user, StateVector vector, Operation operation) {
        return new Request(user, Type.DO, vector, operation);
    }

    /** An undo. */
    public static Request undo(int user, StateVector vector) {
        return new Request(user, Type.UNDO, vector, null);
    }

    /** A redo. */
    public static Request redo(int user, StateVector vector) {
        return new Request(user, Type.REDO, vector, null);
    }

    /** How many buffer-affecting requests the user had made before this one. */
    public long index() {
        return vector.get(user);
    }

    /** Whether this request counts in state vectors. */
    public boolean affectsBuffer() {
        return operation == null || operation.affectsBuffer();
    }

    /** The same request made after {@code count} more requests of the user. */
    public Request repeated(long count) {
        return count == 0 ? this : new Request(user, type, vector.with(user, index() + count), operation);
    }
}
