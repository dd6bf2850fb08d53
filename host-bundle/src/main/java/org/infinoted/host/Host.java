// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.infinoted.connection.Listener;
import org.infinoted.note.NoteType;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.Plugins;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server as a component: runs while there is a configuration, and binds the plugins and note types that there are.
 *
 * <p>If it cannot run it says so in the log and as a {@link Listener} service, and stays until the configuration changes.
 */
@Component(
        service = Plugins.class,
        immediate = true,
        configurationPid = "org.infinoted.host",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HostOptions.class)
public final class Host implements Plugins {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);

    private final ListenerService announcer;
    private final Optional<Server> server;
    private volatile boolean ended;

    /** What is told if the server cannot run at all. */
    private record Refusal(String address, int port, Optional<String> error) implements Listener {}

    @Activate
    public Host(HostOptions options, BundleContext context) {
        announcer = new ListenerService(context);
        server = open(options);
    }

    private Optional<Server> open(HostOptions options) {
        try {
            if (options.root$_$directory() == null || options.root$_$directory().isBlank()) {
                throw new IOException("The option root-directory is missing: it names the folder for documents");
            }
            if (!options.security$_$policy().equals("no-tls")) {
                throw new IOException("The option security-policy is \"" + options.security$_$policy()
                        + "\"; so far there is no TLS, so it must be \"no-tls\"");
            }
            return Optional.of(new Server(options, announcer));
        } catch (IOException | RuntimeException e) {
            LOG.error("The server cannot run", e);
            announcer.announce(new Refusal(
                    options.listen$_$address(), options.port(), Optional.of(String.valueOf(e.getMessage()))));
            return Optional.empty();
        }
    }

    @Reference(
            service = Plugin.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "updatePlugin",
            unbind = "removePlugin")
    void addPlugin(ServiceReference<Plugin<?, ?>> reference, Plugin<?, ?> plugin, Map<String, Object> properties) {
        server.ifPresent(running -> running.plugins().add(reference, plugin, properties));
    }

    void updatePlugin(ServiceReference<Plugin<?, ?>> reference, Map<String, Object> properties) {
        server.ifPresent(running -> running.plugins().modified(reference, properties));
    }

    void removePlugin(ServiceReference<Plugin<?, ?>> reference) {
        server.ifPresent(running -> running.plugins().remove(reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeNoteType")
    void addNoteType(ServiceReference<NoteType> reference, NoteType type) {
        if (reference.getProperty(NoteType.NAME) instanceof String name && name.startsWith("Inf")) {
            server.ifPresent(running -> running.noteTypes().add(reference, name, type));
        } else {
            LOG.warn(
                    "Refused a note type of {}: its property {} must be a name that starts with Inf, not {}",
                    reference.getBundle(),
                    NoteType.NAME,
                    reference.getProperty(NoteType.NAME));
        }
    }

    void removeNoteType(NoteType type) {
        // after the end the references are still unbound one by one; the documents are closed by then
        server.filter(running -> !ended)
                .ifPresent(
                        running -> running.await(running.noteTypes().remove(type), "Closing a note type's documents"));
    }

    /** All references are bound. */
    @Activate
    void begin() {
        server.ifPresent(Server::begin);
    }

    @Deactivate
    void end() {
        ended = true;
        server.ifPresentOrElse(Server::close, () -> announcer.announce(null));
    }

    @Override
    public List<PluginStatus> plugins() {
        return server.map(running -> running.plugins().plugins()).orElse(List.of());
    }
}
