// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.health;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.infinoted.console.VisibleText;
import org.infinoted.server.ServerHealth;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Whether the server itself can go on, and whether it has lost anything. */
@Component(property = {HealthCheck.NAME + "=Infinoted server", HealthCheck.TAGS + "=infinoted"})
public final class ServerCheck implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ServerHealth health;

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        ServerHealth present = health;
        if (present == null) {
            log.critical("The server does not run: its bundle org.infinoted.host does not say how it is");
        } else {
            present.emergency()
                    .ifPresent(reason -> log.critical(
                            "The server cannot go on, and ends to be started anew: {}", VisibleText.of(reason)));
            present.unsaved()
                    .forEach(path ->
                            log.critical("{} could not be saved: its last changes are lost", VisibleText.of(path)));
            present.warnings().forEach(warning -> log.critical("{}", VisibleText.of(warning)));
            log.info("Looked for errors of the virtual machine, event loops and unsaved documents");
        }
        return new Result(log);
    }
}
