// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import org.infinoted.host.sandbox.PluginBundle;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.plugin.Plugin;
import org.osgi.framework.ServiceReference;

/**
 * The plugin that provides a service.
 *
 * @param kind what kind of service, for the log
 * @param name the plugin's name if the service says so, otherwise the bundle's
 */
record ServiceProvider(String kind, String name, PluginBundle bundle) {
    static ServiceProvider of(String kind, ServiceReference<?> reference, Object service) {
        PluginBundle bundle = PluginBundle.of(reference, service);
        return new ServiceProvider(
                kind,
                SafeText.of(reference.getProperty(Plugin.NAME) instanceof String name ? name : bundle.symbolicName()),
                bundle);
    }

    /** The provider's name in the log. */
    @Override
    public String toString() {
        return kind + " of \"" + bundle + '"';
    }
}
