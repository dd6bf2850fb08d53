// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.utils.properties.InterpolationHelper;
import org.apache.felix.utils.properties.TypedProperties;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Reads configuration files whose names File Install would misread. File Install splits a name at its first hyphen and
 * takes the rest as the name of a factory instance; a tilde means nothing to it. Here hyphens belong to the PID, since
 * names of plugins may contain them, and the tilde begins the name of an instance, as it does in PIDs.
 *
 * <p>It is one of File Install's {@code ArtifactInstaller}s, preferred to the one for all other configuration files.
 * The interface exists only in File Install's own bundle, so a proxy implements it. File Install calls it on the thread
 * that watches the folder.
 */
final class HyphenatedFiles implements InvocationHandler {
    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";
    private static final String INSTALLER = "org.apache.felix.fileinstall.ArtifactInstaller";
    private static final String ENCODING = "felix.fileinstall.configEncoding";
    private static final Pattern NAME =
            Pattern.compile("(org\\.infinoted\\.[a-zA-Z0-9_.-]+)(?:~([a-zA-Z0-9_.-]+))?\\.(?:cfg|config)");

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Charset encoding;

    HyphenatedFiles(BundleContext context, ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
        this.encoding = Optional.ofNullable(context.getProperty(ENCODING))
                .map(Charset::forName)
                .orElse(StandardCharsets.ISO_8859_1); // File Install's default
    }

    /** To be called before File Install starts, which keeps the installer that it once found for a file. */
    void register() throws ClassNotFoundException {
        for (Bundle bundle : context.getBundles()) {
            if (FILE_INSTALL.equals(bundle.getSymbolicName())) {
                Class<?> type = bundle.loadClass(INSTALLER);
                context.registerService(
                        INSTALLER,
                        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this),
                        new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1)));
            }
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws IOException {
        return switch (method.getName()) {
            case "canHandle" -> canHandle((File) arguments[0]);
            case "install", "update" -> {
                read((File) arguments[0]);
                yield null;
            }
            case "uninstall" -> {
                forget((File) arguments[0]);
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> hashCode();
            default -> toString();
        };
    }

    private static boolean canHandle(File file) {
        String name = file.getName();
        return NAME.matcher(name).matches() && (name.indexOf('-') >= 0 || name.indexOf('~') >= 0);
    }

    private void read(File file) throws IOException {
        TypedProperties values = substituted();
        try (Reader reader = Files.newBufferedReader(file.toPath(), encoding)) {
            values.load(reader);
        } catch (IOException | RuntimeException e) {
            // the latter for references in a circle, escapes that are none and the like
            throw new IOException("The configuration file " + file + " cannot be read: " + e.getMessage(), e);
        }
        var properties = new Hashtable<String, Object>(values);
        properties.put(StoredConfigurations.FILE_NAME, url(file));
        configuration(file).updateIfDifferent(properties);
    }

    private TypedProperties substituted() {
        var callback = new InterpolationHelper.BundleContextSubstitutionCallback(context);
        return new TypedProperties((name, key, value) -> callback.getValue(value));
    }

    private Configuration configuration(File file) throws IOException {
        Matcher name = matched(file);
        String pid = name.group(1);
        return name.group(2) == null
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid, name.group(2), "?");
    }

    private void forget(File file) throws IOException {
        Matcher name = matched(file);
        String pid = name.group(2) == null ? name.group(1) : name.group(1) + '~' + name.group(2);
        try {
            Configuration[] found = admin.listConfigurations("(" + Constants.SERVICE_PID + '=' + pid + ')');
            if (found != null && url(file).equals(found[0].getProperties().get(StoredConfigurations.FILE_NAME))) {
                found[0].delete();
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("such names need no escape: " + pid, e);
        }
    }

    private static Matcher matched(File file) {
        Matcher name = NAME.matcher(file.getName());
        if (!name.matches()) {
            throw new IllegalArgumentException("not asked whether it can be handled: " + file);
        }
        return name;
    }

    private static String url(File file) {
        return file.getAbsoluteFile().toURI().toString();
    }
}
