// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import java.util.Map;
import org.infinoted.session.RequestFilter;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The {@link RequestFilter} services. */
@Component(service = RequestFilterWhiteboard.class)
public final class RequestFilterWhiteboard extends ServiceWhiteboard<RequestFilter> {
    @Reference(
            service = RequestFilter.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "updatedRequestFilter",
            unbind = "unbindRequestFilter")
    void bindRequestFilter(
            ServiceReference<RequestFilter> reference, RequestFilter service, Map<String, Object> properties) {
        put(reference, service, properties);
    }

    void updatedRequestFilter(
            ServiceReference<RequestFilter> reference, RequestFilter service, Map<String, Object> properties) {
        put(reference, service, properties);
    }

    void unbindRequestFilter(ServiceReference<RequestFilter> reference) {
        remove(reference);
    }
}
