// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.util.List;
import org.infinoted.host.plugin.PluginManager;
import org.infinoted.host.spi.Authenticators;
import org.infinoted.host.spi.RequestFilters;
import org.infinoted.host.spi.Transports;
import org.infinoted.host.status.PluginStatusEvents;
import org.infinoted.host.whiteboard.AuthenticatorWhiteboard;
import org.infinoted.host.whiteboard.ComponentRuntimeTracker;
import org.infinoted.host.whiteboard.NoteTypeWhiteboard;
import org.infinoted.host.whiteboard.PluginStatusListenerWhiteboard;
import org.infinoted.host.whiteboard.PluginWhiteboard;
import org.infinoted.host.whiteboard.RequestFilterWhiteboard;
import org.infinoted.host.whiteboard.ServiceHandler;
import org.infinoted.host.whiteboard.TransportWhiteboard;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Connects a server with the services of all whiteboards. These have bound the present services before the host's
 * component is created, and release them after it has ended.
 */
@Component(service = Whiteboards.class)
public final class Whiteboards {
    /**
     * The components that hold services of plugins. A restart replaces them too: it lets go of the services, so that the new server
     * gets new objects of delayed components. In an old one a call of the old server may be stuck.
     */
    static final List<Class<?>> COMPONENTS = List.of(
            AuthenticatorWhiteboard.class,
            RequestFilterWhiteboard.class,
            NoteTypeWhiteboard.class,
            PluginWhiteboard.class,
            PluginStatusListenerWhiteboard.class,
            TransportWhiteboard.class);

    private final ComponentRuntimeTracker componentRuntime;
    private final AuthenticatorWhiteboard authenticators;
    private final RequestFilterWhiteboard requestFilters;
    private final NoteTypeWhiteboard noteTypes;
    private final PluginWhiteboard plugins;
    private final PluginStatusListenerWhiteboard statusListeners;
    private final TransportWhiteboard transports;

    /** Called by SCR. */
    @Activate
    public Whiteboards(
            @Reference ComponentRuntimeTracker componentRuntime,
            @Reference AuthenticatorWhiteboard authenticators,
            @Reference RequestFilterWhiteboard requestFilters,
            @Reference NoteTypeWhiteboard noteTypes,
            @Reference PluginWhiteboard plugins,
            @Reference PluginStatusListenerWhiteboard statusListeners,
            @Reference TransportWhiteboard transports) {
        this.componentRuntime = componentRuntime;
        this.authenticators = authenticators;
        this.requestFilters = requestFilters;
        this.noteTypes = noteTypes;
        this.plugins = plugins;
        this.statusListeners = statusListeners;
        this.transports = transports;
    }

    ComponentRuntimeTracker componentRuntime() {
        return componentRuntime;
    }

    /** Returns when the server has all present services. It is told of others from now on. */
    void attach(Server server) {
        PluginStatusEvents events = server.events();
        componentRuntime.listen(events::check);
        Authenticators logins = server.authenticators();
        authenticators.attach(new ServiceHandler<>(
                added -> logins.add(added.reference(), added.service()),
                modified -> logins.modified(modified.reference()),
                removed -> logins.remove(removed.reference())));
        RequestFilters filters = server.requestFilters();
        requestFilters.attach(new ServiceHandler<>(
                added -> filters.add(added.reference(), added.service()),
                modified -> filters.modified(modified.reference()),
                removed -> filters.remove(removed.reference())));
        ProvidedNoteTypes provided = server.noteTypes();
        noteTypes.attach(new ServiceHandler<>(provided::add, provided::remove));
        PluginManager manager = server.plugins();
        plugins.attach(new ServiceHandler<>(
                added -> manager.add(added.reference(), added.service(), added.properties()),
                modified -> manager.modified(modified.reference(), modified.properties()),
                removed -> manager.remove(removed.reference())));
        statusListeners.attach(new ServiceHandler<>(
                added -> events.add(added.service()), removed -> events.remove(removed.service())));
        Transports connections = server.transports();
        transports.attach(new ServiceHandler<>(
                added -> connections.add(added.reference(), added.service()),
                removed -> connections.remove(removed.reference())));
    }

    /** Takes all services back from the server. */
    void detach() {
        transports.detach();
        statusListeners.detach();
        plugins.detach();
        noteTypes.detach();
        requestFilters.detach();
        authenticators.detach();
        componentRuntime.listen(() -> {});
    }
}
