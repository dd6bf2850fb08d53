// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import org.infinoted.host.sandbox.SafeText;
import org.infinoted.plugin.Plugin;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Whose code a service is.
 *
 * @param kind what kind of service, for the log
 * @param name the plugin's name if the service says so, otherwise the bundle's
 * @param bundle symbolic name and version, as {@code name/version}
 * @param loader the class loader of the bundle
 */
record ServiceProvider(String kind, String name, String bundle, ClassLoader loader) {
    static ServiceProvider of(String kind, ServiceReference<?> reference, Object service) {
        Bundle bundle = reference.getBundle();
        String symbolicName = bundle == null ? "a bundle that has gone" : bundle.getSymbolicName();
        String version = bundle == null ? "" : "/" + bundle.getVersion();
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
        return new ServiceProvider(
                kind,
                SafeText.of(reference.getProperty(Plugin.NAME) instanceof String name ? name : symbolicName),
                symbolicName + version,
                loader == null ? service.getClass().getClassLoader() : loader);
    }

    /** As the log names it. */
    @Override
    public String toString() {
        return kind + " of \"" + bundle + '"';
    }
}
