// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.health;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.infinoted.console.Documents;
import org.infinoted.console.VisibleText;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.Plugins;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Warns of each plugin that does not do its work, with the reason. */
@Component(property = {HealthCheck.NAME + "=Infinoted plugins", HealthCheck.TAGS + "=infinoted"})
public final class PluginsCheck implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Plugins plugins;

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        Plugins present = plugins;
        if (present == null) {
            log.critical("The server does not run: its bundle org.infinoted.host offers no list of plugins");
        } else {
            List<PluginStatus> statuses = present.plugins();
            statuses.forEach(status -> report(log, status));
            log.info("{} known", Documents.counted(statuses.size(), "plugin"));
        }
        return new Result(log);
    }

    private static void report(FormattingResultLog log, PluginStatus status) {
        String line = VisibleText.of(
                status.name() + " is " + status.state() + (status.reasons().isEmpty() ? "" : ": " + status.reason()));
        switch (status.state()) {
            case WAITING, INVALID, QUARANTINED, FAILED -> log.warn("{}", line);
            case STARTING, RUNNING, STOPPING, SHADOWED -> log.info("{}", line);
        }
    }
}
