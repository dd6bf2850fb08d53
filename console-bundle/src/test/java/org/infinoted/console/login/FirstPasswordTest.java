// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class FirstPasswordTest {
    @TempDir
    Path etc;

    private void start() throws IOException {
        new FirstPassword(etc, new SecureRandom(), 10);
    }

    private String read(String name) throws IOException {
        return Files.readString(etc.resolve(name));
    }

    private PasswordHash hash() throws IOException {
        var line = read(FirstPassword.CONFIGURATION_FILE)
                .lines()
                .filter(l -> l.startsWith(".password.hash = "))
                .findFirst()
                .orElseThrow();
        return PasswordHash.parse(line.substring(".password.hash = ".length()));
    }

    @Test
    void firstStartMakesAPasswordThatItsHashMatches() throws IOException {
        start();
        var password = read(FirstPassword.PASSWORD_FILE).strip();
        assertEquals(16, password.length());
        assertTrue(hash().matches(password));
    }

    @Test
    void bothFilesAreForTheirOwnerAlone() throws IOException {
        start();
        for (var name : new String[] {FirstPassword.PASSWORD_FILE, FirstPassword.CONFIGURATION_FILE}) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(etc.resolve(name))), name);
        }
    }

    @Test
    void passwordIsNotInTheConfiguration() throws IOException {
        start();
        assertFalse(read(FirstPassword.CONFIGURATION_FILE)
                .contains(read(FirstPassword.PASSWORD_FILE).strip()));
    }

    @Test
    void laterStartsLeaveEverythingAsItIs() throws IOException {
        start();
        var password = read(FirstPassword.PASSWORD_FILE);
        var configuration = read(FirstPassword.CONFIGURATION_FILE);
        Files.delete(etc.resolve(FirstPassword.PASSWORD_FILE));
        start();
        assertFalse(Files.exists(etc.resolve(FirstPassword.PASSWORD_FILE)), password);
        assertEquals(configuration, read(FirstPassword.CONFIGURATION_FILE));
    }

    @Test
    void passwordThatAnAdministratorWroteIsTaken() throws IOException {
        Files.writeString(etc.resolve(FirstPassword.PASSWORD_FILE), "my own\n");
        start();
        assertTrue(hash().matches("my own"));
        assertEquals("my own\n", read(FirstPassword.PASSWORD_FILE));
    }
}
