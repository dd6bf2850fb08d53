// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import java.util.Map;
import org.infinoted.plugin.Plugin;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The {@link Plugin} services. */
@Component(service = PluginWhiteboard.class)
public final class PluginWhiteboard extends ServiceWhiteboard<Plugin<?, ?>> {
    @Reference(
            service = Plugin.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "updatedPlugin",
            unbind = "unbindPlugin")
    void bindPlugin(ServiceReference<Plugin<?, ?>> reference, Plugin<?, ?> service, Map<String, Object> properties) {
        put(reference, service, properties);
    }

    void updatedPlugin(ServiceReference<Plugin<?, ?>> reference, Plugin<?, ?> service, Map<String, Object> properties) {
        put(reference, service, properties);
    }

    void unbindPlugin(ServiceReference<Plugin<?, ?>> reference) {
        remove(reference);
    }
}
