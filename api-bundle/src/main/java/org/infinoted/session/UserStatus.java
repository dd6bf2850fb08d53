// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import java.util.Locale;
import java.util.Optional;

/** Whether a user takes part in a session. */
public enum UserStatus {
    /** Takes part. */
    ACTIVE,
    /** Takes part, and is looking elsewhere at the moment. */
    INACTIVE,
    /** Has left, or is only known as the author of text. May come back under the same name. */
    UNAVAILABLE;

    /** The word of the protocol: {@code active}, {@code inactive}, {@code unavailable}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that a word of the protocol means; empty if it means none. */
    public static Optional<UserStatus> of(String word) {
        for (UserStatus status : values()) {
            if (status.word().equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
