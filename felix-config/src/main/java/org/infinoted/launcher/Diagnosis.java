// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Reports which bundles do not run, and why, as far as the framework knows. */
final class Diagnosis {
    private final Framework framework;

    Diagnosis(Framework framework) {
        this.framework = framework;
    }

    static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (bundle.getState() != Bundle.ACTIVE && !isFragment(bundle)) {
                reason(bundle).ifPresent(why -> lines.add(bundle.getSymbolicName() + " does not run: " + why));
            }
        }
        return lines;
    }

    /** The framework gives its reason only to the one who tries to start the bundle. */
    private static Optional<String> reason(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return Optional.empty();
        } catch (BundleException e) {
            return Optional.of(e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause()));
        }
    }

    @Override
    public String toString() {
        return String.join("; ", lines());
    }
}
