// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import java.util.Map;
import org.infinoted.connection.Transport;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The {@link Transport} services. */
@Component(service = TransportWhiteboard.class)
public final class TransportWhiteboard extends ServiceWhiteboard<Transport> {
    @Reference(
            service = Transport.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "unbindTransport")
    void bindTransport(ServiceReference<Transport> reference, Transport service, Map<String, Object> properties) {
        put(reference, service, properties);
    }

    void unbindTransport(ServiceReference<Transport> reference) {
        remove(reference);
    }
}
