// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * Checks a plugin's jar and reads its manifest.
 *
 * @param symbolicName can be a file's name
 */
record JarCheck(String symbolicName, Version version) {
    private static final Pattern NAME = Pattern.compile("(?=.{1,200}$)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern API =
            Pattern.compile("(?:^|[,;])\\s*" + Pattern.quote(Plugin.class.getPackageName()) + "\\s*(?:[,;]|$)");

    /** Whether a symbolic name is one that the framework's specification allows, and not too long for a file's name. */
    static boolean isName(@Nullable String symbolicName) {
        return symbolicName != null && NAME.matcher(symbolicName).matches();
    }

    /** The symbolic name in the manifest of a jar; empty for a file that is no bundle, or is still being copied. */
    static Optional<String> symbolicName(Path jar) {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return Optional.ofNullable(file.getManifest())
                    .map(manifest -> name(manifest.getMainAttributes()))
                    .filter(JarCheck::isName);
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a jar to its end.
     *
     * @throws PluginException if it is damaged or larger than allowed, or no bundle of a plugin; says what to do
     */
    static JarCheck of(Path jar, long inflatedBytes) throws PluginException {
        try (JarFile file = new JarFile(jar.toFile())) {
            readAll(file, inflatedBytes);
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                throw new PluginException(
                        "The jar has no manifest, so it is no bundle: build it with bnd, as the author's"
                                + " guide shows");
            }
            return of(manifest.getMainAttributes());
        } catch (IOException | SecurityException e) {
            throw new PluginException(
                    "It is not a jar, or a damaged one (" + e.getMessage() + "): build or copy it once more", e);
        }
    }

    private static JarCheck of(Attributes manifest) throws PluginException {
        String name = name(manifest);
        if (name == null || !isName(name)) {
            throw new PluginException("The manifest's Bundle-SymbolicName is "
                    + (name == null ? "missing" : '"' + name + '"')
                    + "; it must be letters, digits, - and _, in parts separated by dots, at most 200 characters");
        }
        String manifestVersion = manifest.getValue(Constants.BUNDLE_MANIFESTVERSION);
        if (manifestVersion == null || !manifestVersion.trim().equals("2")) {
            throw new PluginException(
                    "The manifest of \"" + name + "\" has no line \"Bundle-ManifestVersion: 2\", so it is"
                            + " no bundle: build it with bnd, as the author's guide shows");
        }
        if (manifest.getValue(Constants.FRAGMENT_HOST) != null) {
            throw new PluginException(
                    "\"" + name + "\" is a fragment, which cannot be a plugin: leave Fragment-Host away");
        }
        if (!imports(manifest.getValue(Constants.IMPORT_PACKAGE)) && manifest.getValue("Service-Component") == null) {
            throw new PluginException("\"" + name + "\" neither imports " + Plugin.class.getPackageName()
                    + " nor has a Service-Component, so" + " it has no plugin: is this the right jar?");
        }
        try {
            return new JarCheck(name, Version.parseVersion(manifest.getValue(Constants.BUNDLE_VERSION)));
        } catch (IllegalArgumentException e) {
            throw new PluginException(
                    "The Bundle-Version of \"" + name + "\" is no version such as 1.0.0: " + e.getMessage(), e);
        }
    }

    private static @Nullable String name(Attributes manifest) {
        String value = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        return value == null ? null : value.split(";", 2)[0].trim();
    }

    private static boolean imports(@Nullable String header) {
        return header != null
                && API.matcher(QUOTED.matcher(header).replaceAll("")).find();
    }

    private static void readAll(JarFile jar, long most) throws IOException, PluginException {
        byte[] buffer = new byte[8192];
        long sum = 0;
        for (ZipEntry entry : Collections.list(jar.entries())) {
            CRC32 crc = new CRC32();
            try (InputStream in = jar.getInputStream(entry)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    crc.update(buffer, 0, n);
                    sum += n;
                    if (sum > most) {
                        throw new PluginException("What is in the jar is larger than " + most
                                + " bytes. Leave away what it does not need, or copy it into the folder of plugins");
                    }
                }
            }
            if (crc.getValue() != entry.getCrc()) {
                throw new IOException("the content of " + entry.getName() + " has changed on its way");
            }
        }
    }
}
