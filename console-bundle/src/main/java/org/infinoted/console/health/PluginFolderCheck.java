// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.health;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.infinoted.console.VisibleText;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Whether each jar in the folder for plugins is a bundle that runs. The folder's watcher ignores a file that is no
 * bundle, or that has the symbolic name of another bundle, without telling anybody.
 */
@Component(property = {HealthCheck.NAME + "=Infinoted plugin folder", HealthCheck.TAGS + "=infinoted"})
public final class PluginFolderCheck implements HealthCheck {
    private final BundleContext context;
    private final Path folder;

    /** Called by SCR. */
    @Activate
    public PluginFolderCheck(BundleContext context) {
        this(context, Path.of(context.getProperty("infinoted.home")).resolve("plugins"));
    }

    PluginFolderCheck(BundleContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try {
            Map<Path, Bundle> bundles = bundles();
            for (Path jar : jars()) {
                report(log, VisibleText.of(jar.getFileName().toString()), bundles.get(jar));
            }
        } catch (IOException e) {
            log.critical("Cannot read {}: {}", folder, e.getMessage());
        }
        log.info("Looked at {}", folder);
        return new Result(log);
    }

    private static void report(FormattingResultLog log, String jar, @Nullable Bundle bundle) {
        if (bundle == null) {
            log.warn("{} is not installed: it is no bundle, or another jar in the folder has its symbolic name", jar);
        } else if (!runs(bundle)) {
            log.warn("{} is installed but does not run; the plugins' check says why", jar);
        } else {
            log.debug("{} runs", jar);
        }
    }

    /** A lazily activated bundle and an attached fragment count as running. */
    private static boolean runs(Bundle bundle) {
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        return bundle.getState() == Bundle.ACTIVE
                || bundle.getState() == Bundle.STARTING
                || (fragment && bundle.getState() == Bundle.RESOLVED);
    }

    private List<Path> jars() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
        }
    }

    private Map<Path, Bundle> bundles() {
        var bundles = new TreeMap<Path, Bundle>();
        for (Bundle bundle : context.getBundles()) {
            file(bundle.getLocation()).ifPresent(file -> bundles.put(file, bundle));
        }
        return bundles;
    }

    private static Optional<Path> file(String location) {
        if (!location.startsWith("file:")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(URI.create(location)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // an installer that does not write URIs properly
        }
    }
}
