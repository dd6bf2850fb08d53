// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.infinoted.plugin.PluginException;

/** Whether jars of plugins must be signed, and by whom. */
public final class PluginSignatures {
    /** The value of the option for which only signed jars are taken. */
    static final String REQUIRED = "required";

    private static final Pattern OF_THE_SIGNATURE =
            Pattern.compile("META-INF/(?:MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(?:SF|RSA|DSA|EC))");

    private final Optional<Set<Certificate>> trusted;

    private PluginSignatures(Optional<Set<Certificate>> trusted) {
        this.trusted = trusted;
    }

    /** Every jar is taken. */
    static PluginSignatures none() {
        return new PluginSignatures(Optional.empty());
    }

    /**
     * Only jars are taken of which each entry is signed by one of the signers.
     *
     * @param signers a file of their certificates, X.509 in PEM or DER form, one after the other
     * @throws IOException if there are none; the message is for the administrator
     */
    static PluginSignatures requiredBy(Path signers) throws IOException {
        try (InputStream in = Files.newInputStream(signers)) {
            Set<Certificate> all =
                    new HashSet<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (all.isEmpty()) {
                throw new IOException("The file of plugin-signers, " + signers + ", has no certificate");
            }
            return new PluginSignatures(Optional.of(all));
        } catch (CertificateException e) {
            throw new IOException("The file of plugin-signers, " + signers + ", cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * @param mode the value of the option {@code plugin-signatures}
     * @param signers that of {@code plugin-signers}
     * @param home what a relative path begins at
     * @throws IOException if signatures are required and the signers cannot be read
     */
    public static PluginSignatures of(String mode, String signers, Path home) throws IOException {
        if (!mode.equals(REQUIRED)) {
            return none();
        }
        if (signers.isBlank()) {
            throw new IOException(
                    "plugin-signatures is required, so plugin-signers must name the file of certificates");
        }
        return requiredBy(home.resolve(signers.strip()));
    }

    /** @throws PluginException names the first entry that no trusted signer has signed */
    void check(Path jar) throws IOException, PluginException {
        if (trusted.isEmpty()) {
            return;
        }
        try (JarFile file = new JarFile(jar.toFile(), true)) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (!entry.isDirectory()
                        && !OF_THE_SIGNATURE
                                .matcher(entry.getName().toUpperCase(Locale.ROOT))
                                .matches()
                        && !isTrusted(file, entry, trusted.get())) {
                    throw new PluginException("The jar's entry " + EntryNames.shown(entry.getName())
                            + " is not signed by any of the plugin-signers: sign the jar, or add its signer's certificate"
                            + " there");
                }
            }
        } catch (SecurityException e) {
            throw new PluginException("The jar's signature is wrong (" + e.getMessage() + "): sign the jar again", e);
        }
    }

    /** The signer himself must be known: the certificates in a jar that vouch for his are not verified by anybody. */
    private static boolean isTrusted(JarFile file, JarEntry entry, Set<Certificate> trusted) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            in.transferTo(OutputStream.nullOutputStream()); // the signers are known when it has been read
        }
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers != null) {
            for (CodeSigner signer : signers) {
                if (trusted.contains(
                        signer.getSignerCertPath().getCertificates().get(0))) {
                    return true;
                }
            }
        }
        return false;
    }
}
