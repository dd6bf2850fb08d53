// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The one user and the hash of the password. */
final class Credentials {
    private static final String SCHEME = "basic ";

    private final byte[] user;
    private final Predicate<String> password;

    Credentials(String user, PasswordHash hash) {
        this(user, hash::matches);
    }

    /** @param password whether a password is right; slow on purpose */
    Credentials(String user, Predicate<String> password) {
        this.user = user.getBytes(StandardCharsets.UTF_8);
        this.password = password;
    }

    /** {@code user:password}, if the header {@code Authorization} holds one. */
    static Optional<String> in(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As slow for a wrong name as for a wrong password. */
    boolean match(String credential) {
        int colon = credential.indexOf(':');
        String name = colon < 0 ? "" : credential.substring(0, colon);
        boolean right = password.test(credential.substring(colon + 1));
        boolean known = MessageDigest.isEqual(user, name.getBytes(StandardCharsets.UTF_8));
        return right && known && colon >= 0;
    }
}
