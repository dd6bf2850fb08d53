// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.health;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.infinoted.connection.Listener;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Whether clients can connect. They cannot while a required plugin does not run. */
@Component(property = {HealthCheck.NAME + "=Infinoted listener", HealthCheck.TAGS + "=infinoted"})
public final class ListenerCheck implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Listener listener;

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        Listener present = listener;
        if (present == null) {
            log.critical("The server does not accept clients: not started yet, or a required plugin does not run");
        } else if (present.error().isPresent()) {
            log.critical(
                    "The server does not accept clients: {}", present.error().get());
        } else {
            log.info("Listening on {} port {}", present.address(), present.port());
        }
        return new Result(log);
    }
}
