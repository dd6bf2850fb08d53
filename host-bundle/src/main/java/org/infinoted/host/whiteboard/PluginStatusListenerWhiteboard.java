// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import java.util.Map;
import org.infinoted.plugin.PluginStatusListener;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The {@link PluginStatusListener} services. */
@Component(service = PluginStatusListenerWhiteboard.class)
public final class PluginStatusListenerWhiteboard extends ServiceWhiteboard<PluginStatusListener> {
    @Reference(
            service = PluginStatusListener.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "unbindPluginStatusListener")
    void bindPluginStatusListener(
            ServiceReference<PluginStatusListener> reference,
            PluginStatusListener service,
            Map<String, Object> properties) {
        put(reference, service, properties);
    }

    void unbindPluginStatusListener(ServiceReference<PluginStatusListener> reference) {
        remove(reference);
    }
}
