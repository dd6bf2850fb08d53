// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The bundle of a plugin's service, at the moment of creation of this object.
 *
 * @param version empty if the bundle has gone
 * @param id the framework's number; -1 if the bundle has gone
 * @param loader the class loader of the bundle
 */
public record PluginBundle(String symbolicName, String version, long id, ClassLoader loader) {
    /** The bundle of a service. */
    public static PluginBundle of(ServiceReference<?> reference, Object service) {
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            return new PluginBundle(
                    "a bundle that has gone", "", -1, service.getClass().getClassLoader());
        }
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
        return new PluginBundle(
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString(),
                bundle.getBundleId(),
                loader == null ? service.getClass().getClassLoader() : loader);
    }

    /** Symbolic name and version, as {@code name/version}. */
    @Override
    public String toString() {
        return version.isEmpty() ? symbolicName : symbolicName + '/' + version;
    }
}
