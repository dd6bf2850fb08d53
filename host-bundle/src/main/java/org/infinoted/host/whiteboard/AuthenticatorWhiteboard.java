// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import java.util.Map;
import org.infinoted.auth.Authenticator;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The {@link Authenticator} services. */
@Component(service = AuthenticatorWhiteboard.class)
public final class AuthenticatorWhiteboard extends ServiceWhiteboard<Authenticator> {
    @Reference(
            service = Authenticator.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "updatedAuthenticator",
            unbind = "unbindAuthenticator")
    void bindAuthenticator(
            ServiceReference<Authenticator> reference, Authenticator service, Map<String, Object> properties) {
        put(reference, service, properties);
    }

    void updatedAuthenticator(
            ServiceReference<Authenticator> reference, Authenticator service, Map<String, Object> properties) {
        put(reference, service, properties);
    }

    void unbindAuthenticator(ServiceReference<Authenticator> reference) {
        remove(reference);
    }
}
