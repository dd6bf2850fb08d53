// SPDX-License-Identifier: Apache-2.0
package org.infinoted.visits;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionState;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.PluginName;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Logs how long each client stayed. The info of a connection is the time at which the plugin first saw it. */
@Component(configurationPid = "org.infinoted.plugin.visits")
@PluginName("visits")
@ServiceDescription("Logs how long each client stayed")
@Designate(ocd = Visits.Options.class)
public final class Visits implements Plugin<Instant, Void> {
    @ObjectClassDefinition(name = "Visits", description = "Logs how long each client stayed")
    @interface Options {
        @AttributeDefinition(name = "Minimum", description = "Seconds; a shorter visit is not logged", min = "0")
        int minimum() default 5;
    }

    private final Duration minimum;
    private final InstantSource clock;
    private Logger log;

    @Activate
    public Visits(Options options) {
        this(options.minimum(), InstantSource.system());
    }

    Visits(int minimum, InstantSource clock) {
        this.minimum = Duration.ofSeconds(minimum);
        this.clock = clock;
    }

    @Override
    public void initialize(PluginContext<Instant, Void> context) {
        log = context.logger();
    }

    @Override
    public Instant connectionAdded(Connection connection) {
        return clock.instant();
    }

    @Override
    public void connectionRemoved(Connection connection, Instant since) {
        if (connection.state() != ConnectionState.CLOSED) {
            return; // Only the plugin goes; the visit goes on.
        }
        var stay = Duration.between(since, clock.instant());
        if (stay.compareTo(minimum) >= 0) {
            log.log(Level.INFO, connection.remoteAddress() + " stayed for " + stay.toSeconds() + " s");
        }
    }
}
