// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.lang.System.Logger.Level;
import java.time.Duration;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.connection.ConnectionState;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.PluginName;
import org.infinoted.session.Session;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A plugin that does a little of everything, and nothing wrong. */
@Component(configurationPid = "org.infinoted.plugin.good")
@PluginName("good")
@ServiceDescription("Does a little of everything")
@Designate(ocd = GoodPlugin.Options.class)
public final class GoodPlugin implements Plugin<String, Long> {
    @ObjectClassDefinition(name = "Good")
    @interface Options {
        @AttributeDefinition(name = "Times", description = "How often it greets", min = "1", max = "3")
        int times() default 1;
    }

    private final int times;
    private PluginContext<String, Long> context;

    @Activate
    public GoodPlugin(Options options) {
        times = options.times();
    }

    @Override
    public void initialize(PluginContext<String, Long> newContext) {
        context = newContext;
        context.repeat(Duration.ofSeconds(10), () -> context.logger().log(Level.INFO, "tick"));
    }

    @Override
    public void deinitialize() {
        context = null;
    }

    @Override
    public String connectionAdded(Connection connection) {
        context.listen(connection, new ConnectionListener() {
            @Override
            public void stateChanged(Connection changed, ConnectionState state) {
                if (state == ConnectionState.OPEN) {
                    context.logger()
                            .log(
                                    Level.INFO,
                                    "hello ".repeat(times)
                                            + context.info(changed).orElseThrow());
                }
            }
        });
        return connection.remoteAddress();
    }

    @Override
    public Long sessionAdded(Session session) {
        context.listen(
                session,
                (where, event) ->
                        context.logger().log(Level.INFO, event.getClass().getSimpleName()));
        return session.requests();
    }
}
