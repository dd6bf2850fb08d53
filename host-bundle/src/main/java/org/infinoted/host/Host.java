// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.infinoted.auth.Authenticator;
import org.infinoted.connection.Listener;
import org.infinoted.connection.Transport;
import org.infinoted.host.admission.ListenerService;
import org.infinoted.host.deploy.DeployLimits;
import org.infinoted.host.deploy.Deployer;
import org.infinoted.host.deploy.RollbackReasons;
import org.infinoted.host.options.ConfigurationValidator;
import org.infinoted.host.sandbox.PluginThreads;
import org.infinoted.host.status.OptionCheck;
import org.infinoted.note.NoteType;
import org.infinoted.plugin.Pids;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginDeployer;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.PluginStatusListener;
import org.infinoted.plugin.Plugins;
import org.infinoted.session.RequestFilter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server as a component: runs while there is a configuration, and binds the plugins and note types that there are.
 *
 * <p>If it cannot run it says so in the log and as a {@link Listener} service, and stays until the configuration changes. When it
 * runs, a configuration that breaks what {@link HostOptions} declares changes nothing: {@link ConfigurationValidator} says what is wrong.
 */
@Component(
        service = Plugins.class,
        immediate = true,
        configurationPid = Pids.SERVER,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HostOptions.class)
public final class Host implements Plugins {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final PluginThreads RESTARTS = new PluginThreads("infinoted-restart");

    private final ListenerService announcer;
    private final RollbackReasons notes = new RollbackReasons(this::checkPlugins);
    private final Optional<Server> server;
    private final Optional<Deployer> deployer;
    private final BundleContext context;
    private final ConfigurationValidator guard;
    private final OptionValues values;
    private volatile Optional<ServiceComponentRuntime> components = Optional.empty();
    private final BundleListener bundleListener = event -> checkPlugins();
    private ServiceRegistration<PluginDeployer> deployment;
    private volatile boolean ended;

    /** What is told if the server cannot run at all. */
    private record Refusal(String address, int port, Optional<String> error) implements Listener {}

    @Activate
    public Host(HostOptions options, BundleContext context, @Reference ConfigurationValidator guard) {
        this.guard = guard;
        this.context = context;
        values = OptionValues.of(options);
        announcer = new ListenerService(context);
        server = open(options);
        deployer = server.flatMap(running -> openDeployer(options));
    }

    private Optional<Server> open(HostOptions options) {
        try {
            OptionCheck.Verdict verdict = guard.verdict(Pids.SERVER);
            if (!verdict.usable()) {
                throw new IOException(OptionCheck.violations(verdict.reasons()));
            }
            return Optional.of(new Server(
                    options, HostLimits.of(options), announcer, context, guard, notes, this::pluginsChanged));
        } catch (IOException | RuntimeException e) {
            LOG.error("The server cannot run", e);
            announcer.announce(new Refusal(
                    options.listen$_$address(), options.port(), Optional.of(String.valueOf(e.getMessage()))));
            return Optional.empty();
        }
    }

    /**
     * Other options; or those that it has already, because others were refused. Really other ones mean another server and the end of
     * this object: everything is saved, and streams end in order.
     */
    @Modified
    void modified(HostOptions options) {
        if (server.isPresent() && OptionValues.of(options).equals(values)) {
            return;
        }
        components.ifPresent(
                runtime -> RESTARTS.newThread(() -> restart(runtime)).start());
    }

    /** On a thread of its own, as the component must not be disabled while it is called. */
    private void restart(ServiceComponentRuntime runtime) {
        var component = runtime.getComponentDescriptionDTO(context.getBundle(), Host.class.getName());
        if (component != null) { // otherwise the bundle stops
            runtime.disableComponent(component).onResolve(() -> runtime.enableComponent(component));
        }
    }

    private Optional<Deployer> openDeployer(HostOptions options) {
        try {
            DeployLimits limits = HostLimits.of(options).deploy();
            return Optional.of(new Deployer(context, this::plugins, notes, limits));
        } catch (IOException e) {
            LOG.error("Plugins' jars can be neither installed nor rolled back: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }

    private void pluginsChanged() {
        // the server may report before this object is complete
        if (deployer != null) {
            deployer.ifPresent(Deployer::check);
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
            server.ifPresent(running -> {
                running.noteTypes().add(reference, name, type);
                running.sessionTypes().add(name, type);
            });
            checkPlugins();
        } else {
            LOG.warn(
                    "Refused a note type of {}: its property {} must be a name that starts with Inf, not {}",
                    reference.getBundle(),
                    NoteType.NAME,
                    reference.getProperty(NoteType.NAME));
        }
    }

    void removeNoteType(NoteType type) {
        server.ifPresent(running -> running.sessionTypes().remove(type));
        checkPlugins();
        // after the end the references are still unbound one by one; the documents are closed by then
        server.filter(running -> !ended)
                .ifPresent(
                        running -> running.await(running.noteTypes().remove(type), "Closing a note type's documents"));
    }

    /** Tells why components are not active. Without it the server runs, and knows less. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            updated = "componentsChanged",
            unbind = "removeComponentRuntime")
    void setComponentRuntime(ServiceComponentRuntime runtime) {
        components = Optional.of(runtime);
        server.ifPresent(running -> running.unboundPlugins().setRuntime(runtime));
        checkPlugins();
    }

    /** The runtime's count of changes has changed. */
    void componentsChanged(ServiceComponentRuntime runtime) {
        checkPlugins();
    }

    void removeComponentRuntime(ServiceComponentRuntime runtime) {
        components = Optional.empty();
        server.ifPresent(running -> running.unboundPlugins().setRuntime(null));
        checkPlugins();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeStatusListener")
    void addStatusListener(PluginStatusListener listener) {
        server.ifPresent(running -> running.events().add(listener));
    }

    void removeStatusListener(PluginStatusListener listener) {
        server.ifPresent(running -> running.events().remove(listener));
    }

    private void checkPlugins() {
        server.ifPresent(running -> running.events().check());
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "updateAuthenticator",
            unbind = "removeAuthenticator")
    void addAuthenticator(ServiceReference<Authenticator> reference, Authenticator service) {
        server.ifPresent(running -> running.authenticators().add(reference, service));
    }

    void updateAuthenticator(ServiceReference<Authenticator> reference) {
        server.ifPresent(running -> running.authenticators().modified(reference));
    }

    void removeAuthenticator(ServiceReference<Authenticator> reference) {
        server.ifPresent(running -> running.authenticators().remove(reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "updateRequestFilter",
            unbind = "removeRequestFilter")
    void addRequestFilter(ServiceReference<RequestFilter> reference, RequestFilter service) {
        server.ifPresent(running -> running.filters().add(reference, service));
    }

    void updateRequestFilter(ServiceReference<RequestFilter> reference) {
        server.ifPresent(running -> running.filters().modified(reference));
    }

    void removeRequestFilter(ServiceReference<RequestFilter> reference) {
        server.ifPresent(running -> running.filters().remove(reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeTransport")
    void addTransport(ServiceReference<Transport> reference, Transport service) {
        server.ifPresent(running -> running.transports().add(reference, service));
    }

    void removeTransport(ServiceReference<Transport> reference) {
        server.ifPresent(running -> running.transports().remove(reference));
    }

    /** All references are bound. */
    @Activate
    void begin() {
        context.addBundleListener(bundleListener);
        server.ifPresent(running -> guard.listen(running.plugins()::optionsChanged));
        server.ifPresent(Server::begin);
        deployer.ifPresent(watching -> {
            watching.begin();
            deployment = context.registerService(PluginDeployer.class, watching, null);
        });
    }

    @Deactivate
    void end() {
        ended = true;
        context.removeBundleListener(bundleListener);
        guard.listen(pid -> {});
        deployer.ifPresent(watching -> {
            deployment.unregister();
            watching.close();
        });
        server.ifPresentOrElse(Server::close, () -> announcer.announce(null));
    }

    @Override
    public List<PluginStatus> plugins() {
        return server.map(running -> running.allPlugins().plugins()).orElse(List.of());
    }

    @Override
    public CompletionStage<Void> retry(String name) {
        return change(plugins -> plugins.retry(name));
    }

    @Override
    public CompletionStage<Void> start(String name) {
        return change(plugins -> plugins.start(name));
    }

    @Override
    public CompletionStage<Void> stop(String name) {
        return change(plugins -> plugins.stop(name));
    }

    private CompletionStage<Void> change(Function<Plugins, CompletionStage<Void>> change) {
        return server.map(running -> change.apply(running.allPlugins()))
                .orElseGet(() -> CompletableFuture.failedStage(
                        new PluginException("The server does not run: its options are refused, see the log")));
    }
}
