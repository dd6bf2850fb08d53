// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A salted, slow hash of a password (PBKDF2), and its text form for a configuration file. */
final class PasswordHash {
    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final String NAME = "pbkdf2-sha512";

    /** What makes it slow: about half a second on a small machine. */
    static final int ITERATIONS = 210_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    static PasswordHash of(String password, SecureRandom random, int iterations) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(iterations, salt, derive(password, salt, iterations));
    }

    /** @throws IllegalArgumentException if the text does not come from {@link #toString()} */
    static PasswordHash parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 4 && parts[0].equals(NAME)) {
                int iterations = Integer.parseInt(parts[1]);
                byte[] salt = Base64.getUrlDecoder().decode(parts[2]);
                byte[] hash = Base64.getUrlDecoder().decode(parts[3]);
                if (iterations > 0 && salt.length > 0 && hash.length == HASH_BYTES) {
                    return new PasswordHash(iterations, salt, hash);
                }
            }
        } catch (IllegalArgumentException e) {
            // Neither a number nor Base64: the answer is the same as for the wrong number of parts.
        }
        throw new IllegalArgumentException("a password hash must have the form " + NAME + ":ITERATIONS:SALT:HASH");
    }

    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * 8);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        } finally {
            spec.clearPassword();
        }
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return NAME + ":" + iterations + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }
}
