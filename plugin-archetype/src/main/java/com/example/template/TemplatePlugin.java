// SPDX-License-Identifier: Apache-2.0
package com.example.template;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.connection.ConnectionState;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.PluginName;
import org.infinoted.plugin.SessionType;
import org.infinoted.session.Session;
import org.infinoted.text.Text;
import org.infinoted.text.TextSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Logs who has logged in, and how much each text has grown while it was open. For each text the server keeps what this plugin
 * returned from {@link #sessionAdded}: the text at that time.
 */
@Component(configurationPid = "org.infinoted.plugin.template")
@PluginName("template")
@SessionType(TextSession.TYPE)
@ServiceDescription("Logs who has logged in, and how much each text has grown")
@Designate(ocd = TemplatePlugin.Options.class)
public final class TemplatePlugin implements Plugin<Void, Text> {
    @ObjectClassDefinition(name = "Template", description = "Logs who has logged in, and how much each text has grown")
    @interface Options {
        @AttributeDefinition(
                name = "Minimum",
                description = "Characters; a text that has grown by less is not logged",
                min = "0")
        int minimum() default 1;
    }

    private final int minimum;
    private PluginContext<Void, Text> context;
    private Logger log;

    @Activate
    public TemplatePlugin(Options options) {
        minimum = options.minimum();
    }

    @Override
    public void initialize(PluginContext<Void, Text> newContext) {
        context = newContext;
        log = newContext.logger();
    }

    @Override
    public Void connectionAdded(Connection connection) {
        context.listen(connection, new ConnectionListener() {
            @Override
            public void stateChanged(Connection changed, ConnectionState state) {
                if (state == ConnectionState.OPEN) {
                    log.log(Level.INFO, changed.remoteAddress() + " has logged in");
                }
            }
        });
        return null;
    }

    @Override
    public Text sessionAdded(Session session) {
        return ((TextSession) session).text();
    }

    @Override
    public void sessionRemoved(Session session, Text before) {
        int growth = ((TextSession) session).text().length() - before.length();
        if (growth >= minimum) {
            log.log(Level.INFO, session.node().orElseThrow().path() + " has grown by " + growth);
        }
    }
}
