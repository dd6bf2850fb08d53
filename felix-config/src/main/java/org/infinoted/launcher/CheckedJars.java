// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Keeps File Install from installing jars that the host refuses. It is one of File Install's
 * {@code ArtifactUrlTransformer}s, preferred to the one for all other jars, and gives each jar of the plugins' folder on as
 * it is, or not at all. The interface exists only in File Install's own bundle, so a proxy implements it. File Install calls
 * it on the thread that watches the folder.
 */
final class CheckedJars implements InvocationHandler {
    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";
    private static final String TRANSFORMER = "org.apache.felix.fileinstall.ArtifactUrlTransformer";
    private static final String HOST = "org.infinoted.host";
    private static final String CHECK = "org.infinoted.host.deploy.FolderJars";

    private final Path plugins;
    private final Predicate<Path> check;

    private CheckedJars(Path plugins, Predicate<Path> check) {
        this.plugins = plugins;
        this.check = check;
    }

    /**
     * To be called before File Install starts, which keeps the transformer that it once found for a file. Does nothing
     * where there is no host, and so no plugin.
     *
     * @param stock the jars of the distribution
     */
    static void register(BundleContext context, ConfigurationAdmin admin, ServerHome home, PluginJars stock)
            throws ReflectiveOperationException {
        Optional<Bundle> host = bundle(context, HOST);
        Optional<Bundle> fileInstall = bundle(context, FILE_INSTALL);
        if (host.isEmpty() || fileInstall.isEmpty()) {
            return;
        }
        Predicate<Path> exempt = stock::holds;
        Object check = host.get()
                .loadClass(CHECK)
                .getConstructor(Supplier.class, Path.class, Path.class, Predicate.class)
                .newInstance(signatures(admin), home.folder(), home.temporary(), exempt);
        @SuppressWarnings("unchecked") // as it is declared there
        var jars = new CheckedJars(home.plugins(), (Predicate<Path>) check);
        Class<?> type = fileInstall.get().loadClass(TRANSFORMER);
        context.registerService(
                TRANSFORMER,
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, jars),
                new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1)));
    }

    private static Optional<Bundle> bundle(BundleContext context, String name) {
        return Stream.of(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    private static Supplier<String[]> signatures(ConfigurationAdmin admin) {
        return () -> {
            try {
                Configuration[] found = admin.listConfigurations("(service.pid=" + HOST + ")");
                Dictionary<String, Object> options = found == null ? null : found[0].getProcessedProperties(null);
                return new String[] {option(options, "plugin-signatures", "none"), option(options, "plugin-signers", "")
                };
            } catch (IOException | InvalidSyntaxException e) {
                throw new IllegalStateException("The options of the server cannot be read", e);
            }
        };
    }

    private static String option(@Nullable Dictionary<String, Object> options, String key, String otherwise) {
        Object value = options == null ? null : options.get(key);
        return value == null ? otherwise : value.toString().strip();
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws URISyntaxException {
        return switch (method.getName()) {
            case "canHandle" -> canHandle((File) arguments[0]);
            case "transform" -> transform((URL) arguments[0]);
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> hashCode();
            default -> toString();
        };
    }

    private boolean canHandle(File file) {
        Path path = file.toPath().toAbsolutePath().normalize();
        return plugins.toAbsolutePath().normalize().equals(path.getParent())
                && PluginJars.symbolicName(path).isPresent();
    }

    private @Nullable URL transform(URL jar) throws URISyntaxException {
        return check.test(Path.of(jar.toURI())) ? jar : null;
    }
}
