// SPDX-License-Identifier: Apache-2.0
package org.infinoted.logging;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.infinoted.connection.Connection;
import org.infinoted.plugin.ModifiedOnDelete;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.PluginName;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Logs connections, disconnections and errors, with the options and lines of the original's plugin. */
@Component(configurationPid = "org.infinoted.plugin.logging")
@ModifiedOnDelete
@PluginName("logging")
@ServiceDescription("Logs who connects and disconnects, and what goes wrong")
@Designate(ocd = Logging.Options.class)
public final class Logging implements Plugin<ConnectionLog, Void> {
    @ObjectClassDefinition(name = "Logging", description = "Logs who connects and disconnects, and what goes wrong")
    @SuppressWarnings("MemberName") // $_$ is how the specification spells a hyphen in a key
    @interface Options {
        @AttributeDefinition(
                name = "Log connections",
                description = "Clients that connect and disconnect, and those that leave before they have logged in")
        boolean log$_$connections() default true;

        @AttributeDefinition(name = "Log connection errors", description = "What goes wrong on a connection")
        boolean log$_$connection$_$errors() default true;

        @AttributeDefinition(
                name = "Log session errors",
                description = "Messages of clients that could not be handled in a document")
        boolean log$_$session$_$errors() default true;
    }

    /** What is logged. */
    record Switches(boolean connections, boolean connectionErrors, boolean sessionErrors) {
        Switches(Options options) {
            this(options.log$_$connections(), options.log$_$connection$_$errors(), options.log$_$session$_$errors());
        }
    }

    private volatile Switches switches; // Changed by Config Admin's thread.
    private PluginContext<ConnectionLog, Void> context;
    private Logger log;

    @Activate
    public Logging(Options options) {
        this(new Switches(options));
    }

    Logging(Switches switches) {
        this.switches = switches;
    }

    /** Changes the options in place: the plugin keeps what it knows of the connections. */
    @Modified
    void modified(Options options) {
        use(new Switches(options));
    }

    void use(Switches newSwitches) {
        switches = newSwitches;
    }

    @Override
    public void initialize(PluginContext<ConnectionLog, Void> newContext) {
        context = newContext;
        log = newContext.logger();
    }

    @Override
    public ConnectionLog connectionAdded(Connection connection) {
        var connectionLog = new ConnectionLog(() -> switches, log);
        context.listen(connection, connectionLog);
        connectionLog.found(connection); // After listen: an event in between is logged twice rather than never.
        return connectionLog;
    }

    @Override
    public void connectionRemoved(Connection connection, ConnectionLog connectionLog) {
        connectionLog.removed(connection);
    }

    @Override
    public Void sessionAdded(Session session) {
        context.listen(session, this::happened);
        return null;
    }

    private void happened(Session session, SessionEvent event) {
        if (event instanceof SessionEvent.Failed failure && switches.sessionErrors()) {
            String where =
                    session.node().map(node -> "in document " + node.path()).orElse("in the chat of the server");
            String whose = failure.origin()
                    .map(connection -> " from connection " + ConnectionLog.name(connection))
                    .orElse("");
            log.log(Level.ERROR, "Session error: " + failure.message() + " " + where + whose);
        }
    }
}
