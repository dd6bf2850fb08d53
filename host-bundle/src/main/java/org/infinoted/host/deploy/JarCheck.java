// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
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
     * @param temporary a folder for what is in the jar
     * @throws PluginException if it is damaged, larger than allowed or made to do harm, or no bundle of a plugin; says
     *     what to do
     */
    static JarCheck of(Path jar, DeployLimits limits, Path temporary) throws PluginException {
        return of(ofContent(jar, limits, temporary));
    }

    /** The same without looking whether it is a bundle of a plugin. Returns its manifest. */
    static Attributes ofContent(Path jar, DeployLimits limits, Path temporary) throws PluginException {
        try {
            new JarContent(limits, temporary).check(jar);
        } catch (IOException | SecurityException e) {
            throw damaged(e);
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                throw new PluginException(
                        "The jar has no manifest, so it is no bundle: build it with bnd, as the author's"
                                + " guide shows");
            }
            Attributes attributes = manifest.getMainAttributes();
            checkPaths(attributes, Constants.BUNDLE_CLASSPATH);
            checkPaths(attributes, Constants.BUNDLE_NATIVECODE);
            return attributes;
        } catch (IOException | SecurityException e) {
            throw damaged(e);
        }
    }

    private static PluginException damaged(Exception e) {
        return new PluginException(
                "It is not a jar, or a damaged one (" + e.getMessage() + "): build or copy it once more", e);
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

    /** The framework looks for classes and native code at these paths. */
    private static void checkPaths(Attributes manifest, String header) throws PluginException {
        String value = manifest.getValue(header);
        if (value == null) {
            return;
        }
        for (String clause : QUOTED.matcher(value)
                .replaceAll(quoted -> quoted.group().replace(",", "").replace(";", ""))
                .split(",", -1)) {
            for (String part : clause.split(";", -1)) {
                String path = part.strip();
                Optional<String> fault =
                        path.contains("=") || path.equals(".") ? Optional.empty() : EntryNames.fault(path);
                if (fault.isPresent()) {
                    throw new PluginException("In the manifest's " + header + ", the path " + EntryNames.shown(path)
                            + " " + fault.get() + ": build the jar without it");
                }
            }
        }
    }
}
