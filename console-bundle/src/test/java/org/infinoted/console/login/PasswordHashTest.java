// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PasswordHashTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void onlyTheRightPasswordMatchesAlsoAfterItsTextForm() {
        var hash = PasswordHash.parse(PasswordHash.of("pässword", random, 10).toString());
        assertTrue(hash.matches("pässword"));
        assertFalse(hash.matches("password"));
        assertFalse(hash.matches(""));
    }

    @Test
    void equalPasswordsHaveDifferentHashes() {
        assertNotEquals(
                PasswordHash.of("x", random, 10).toString(),
                PasswordHash.of("x", random, 10).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "admin",
                "md5:1:AAAA:AAAA",
                "pbkdf2-sha512:0:AAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "pbkdf2-sha512:x:AAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "pbkdf2-sha512:1:AAAA:AAAA",
                "pbkdf2-sha512:1::AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "pbkdf2-sha512:1:!:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void textOfAnotherFormIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(text));
    }
}
