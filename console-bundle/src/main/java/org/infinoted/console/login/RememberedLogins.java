// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a while that a credential was right, since a browser sends it with every request and the hash is slow
 * on purpose. Only a digest under a key of this process is kept, never the credential.
 */
final class RememberedLogins {
    private record Login(String digest, Instant until) {}

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final Clock clock;
    private final Duration time;
    private volatile @Nullable Login last;

    RememberedLogins(SecureRandom random, Clock clock, Duration time) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.clock = clock;
        this.time = time;
    }

    void remember(String credential) {
        last = new Login(digest(credential), clock.instant().plus(time));
    }

    boolean knows(String credential) {
        Login login = last;
        return login != null && clock.instant().isBefore(login.until()) && isEqual(login, credential);
    }

    /** Whether this was the last credential that was right, however long ago. Says nothing of whether it still is. */
    boolean wasRight(String credential) {
        Login login = last;
        return login != null && isEqual(login, credential);
    }

    private boolean isEqual(Login login, String credential) {
        return MessageDigest.isEqual(
                login.digest().getBytes(StandardCharsets.US_ASCII),
                digest(credential).getBytes(StandardCharsets.US_ASCII));
    }

    private String digest(String credential) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
