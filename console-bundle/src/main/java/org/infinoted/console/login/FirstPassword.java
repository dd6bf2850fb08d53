// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.infinoted.plugin.Pids;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the console's password when there is none: a random one, written to {@code etc/console-password}, and its
 * hash for {@link ConsoleLogin}. If that file contains a password already, that one is used. So an administrator
 * changes the password by writing it there and deleting the file with the hash.
 *
 * <p>If nothing serves HTTP there is no console, and no password is created.
 */
@Component(
        service = {},
        immediate = true,
        reference = @Reference(name = "http", service = HttpServiceRuntime.class))
public final class FirstPassword {
    static final String CONFIGURATION_FILE = Pids.CONSOLE + ".cfg";
    static final String PASSWORD_FILE = "console-password";

    private static final Logger LOG = LoggerFactory.getLogger(FirstPassword.class);

    /** Without characters that are easily confused. 16 characters of 32 possible ones are 80 bits. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 16;

    /** Called by SCR. */
    @Activate
    public FirstPassword(BundleContext context) throws IOException {
        this(
                Path.of(context.getProperty("infinoted.home")).resolve("etc"),
                new SecureRandom(),
                PasswordHash.ITERATIONS);
    }

    FirstPassword(Path etc, SecureRandom random, int iterations) throws IOException {
        Path configuration = etc.resolve(CONFIGURATION_FILE);
        if (Files.exists(configuration)) {
            return;
        }
        Path passwordFile = etc.resolve(PASSWORD_FILE);
        String password =
                Files.exists(passwordFile) ? Files.readString(passwordFile).strip() : "";
        if (password.isEmpty()) {
            password = generate(random);
            write(passwordFile, List.of(password));
            LOG.info("The console's password is in {}", passwordFile);
        }
        write(
                configuration,
                List.of(
                        "# Login of the web console. To change the password, write the new one into " + PASSWORD_FILE,
                        "# and delete this file; then restart the server.",
                        "user = admin",
                        ".password.hash = " + PasswordHash.of(password, random, iterations)));
    }

    private static String generate(SecureRandom random) {
        var password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    /** Writes a file that only its owner can ever read, and that is complete when it appears. */
    private static void write(Path file, List<String> lines) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(beside, lines);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
