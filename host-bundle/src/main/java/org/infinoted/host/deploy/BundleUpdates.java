// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/** Installs and updates bundles directly, without the watched folder. */
final class BundleUpdates {
    private final BundleContext context;

    BundleUpdates(BundleContext context) {
        this.context = context;
    }

    /** Installs a bundle and starts it. */
    void install(String location, Path jar) throws IOException, BundleException {
        try (InputStream in = Files.newInputStream(jar)) {
            context.installBundle(location, in).start();
        }
    }

    /**
     * Gives a bundle new content and starts it.
     *
     * @throws BundleException if it could not be updated, or does not start afterwards; its time of modification tells
     *     which
     * @throws IllegalStateException if it is just being started or stopped
     */
    void update(Bundle bundle, Path jar) throws IOException, BundleException {
        try (InputStream in = Files.newInputStream(jar)) {
            bundle.update(in);
        }
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        if (wiring.getRemovalPendingBundles().contains(bundle)) {
            wiring.refreshBundles(List.of(bundle)); // other bundles still use the former content
        }
        bundle.start();
    }
}
