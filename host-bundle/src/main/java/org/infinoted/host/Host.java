// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.infinoted.connection.Listener;
import org.infinoted.host.admission.ListenerService;
import org.infinoted.host.deploy.DeployLimits;
import org.infinoted.host.deploy.Deployer;
import org.infinoted.host.deploy.PluginSignatures;
import org.infinoted.host.deploy.ReportedRollbacks;
import org.infinoted.host.options.ConfigurationValidator;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.plugin.Pids;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.Plugins;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server as a component: runs while there is a configuration, and uses the services of the {@link Whiteboards}.
 *
 * <p>If it cannot run, the log and a {@link Listener} service say why, until the configuration changes. While it runs,
 * a configuration that breaks the declarations of {@link HostOptions} changes nothing; {@link ConfigurationValidator}
 * reports what is wrong.
 */
@Component(
        service = Plugins.class,
        immediate = true,
        configurationPid = Pids.SERVER,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HostOptions.class)
public final class Host implements Plugins {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);

    private final OptionValues values;
    private final BundleContext context;
    private final ConfigurationValidator validator;
    private final Whiteboards whiteboards;
    private final ListenerService announcer;
    private final ComponentRestart restart;
    private final Optional<Running> running;

    /** A server and its companions. */
    private record Running(Server server, ChangeSignal pluginsChanged, Optional<DeployerService> deployer) {}

    /** The service that announces why the server cannot run. */
    private record Refusal(String address, int port, Optional<String> error) implements Listener {}

    /** Called by SCR. */
    @Activate
    public Host(
            HostOptions options,
            BundleContext context,
            @Reference ConfigurationValidator validator,
            @Reference Whiteboards whiteboards) {
        this.context = context;
        this.validator = validator;
        this.whiteboards = whiteboards;
        values = OptionValues.of(options);
        announcer = new ListenerService(context);
        restart = new ComponentRestart(context.getBundle(), restarted());
        running = open(options);
    }

    private static List<Class<?>> restarted() {
        List<Class<?>> restarted = new ArrayList<>(Whiteboards.COMPONENTS);
        restarted.add(0, Host.class);
        return restarted;
    }

    private Optional<Running> open(HostOptions options) {
        try {
            OptionVerdicts.Verdict verdict = validator.verdict(Pids.SERVER);
            if (!verdict.usable()) {
                throw new IOException(OptionVerdicts.violations(verdict.reasons()));
            }
            HostLimits limits = HostLimits.of(options);
            var reasonsChanged = new ChangeSignal();
            var reasons = new ReportedRollbacks(reasonsChanged);
            var pluginsChanged = new ChangeSignal();
            var server = new Server(
                    options,
                    limits,
                    announcer,
                    context,
                    validator,
                    whiteboards.componentRuntime()::runtime,
                    reasons,
                    pluginsChanged);
            reasonsChanged.listen(server.events()::check);
            return Optional.of(
                    new Running(server, pluginsChanged, openDeployer(server, reasons, limits.deploy(), options)));
        } catch (IOException | RuntimeException e) {
            LOG.error("The server cannot run", e);
            announcer.announce(new Refusal(
                    options.listen$_$address(), options.port(), Optional.of(String.valueOf(e.getMessage()))));
            return Optional.empty();
        }
    }

    private Optional<DeployerService> openDeployer(
            Server server, ReportedRollbacks reasons, DeployLimits limits, HostOptions options) {
        try {
            PluginSignatures signatures = PluginSignatures.of(
                    options.plugin$_$signatures(),
                    options.plugin$_$signers(),
                    Path.of(String.valueOf(context.getProperty("infinoted.home"))));
            var deployer =
                    new Deployer(context, server.allPlugins()::plugins, reasons, limits, signatures, server.faults());
            return Optional.of(new DeployerService(deployer, context));
        } catch (IOException e) {
            LOG.error("Plugins' jars can be neither installed nor rolled back: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }

    /** Gives the server the present services, and begins. */
    @Activate
    void begin() {
        running.ifPresent(present -> {
            validator.listen(present.server.plugins()::optionsChanged);
            whiteboards.attach(present.server);
            present.server.begin();
            present.deployer.ifPresent(deployer -> deployer.begin(present.pluginsChanged));
        });
    }

    /**
     * Takes other options, or the same ones again because others were refused. Different ones mean a new component and
     * the end of this one: everything is saved, and streams end properly.
     */
    @Modified
    void modified(HostOptions options) {
        if (running.isEmpty() || !OptionValues.of(options).equals(values)) {
            whiteboards.componentRuntime().runtime().ifPresent(restart::begin);
        }
    }

    @Deactivate
    void end() {
        validator.listen(pid -> {});
        running.ifPresentOrElse(
                present -> {
                    present.deployer.ifPresent(DeployerService::close);
                    present.server.close();
                    whiteboards.detach();
                },
                () -> announcer.announce(null));
    }

    @Override
    public List<PluginStatus> plugins() {
        return running.map(present -> present.server.allPlugins().plugins()).orElse(List.of());
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
        return running.map(present -> change.apply(present.server.allPlugins()))
                .orElseGet(() -> CompletableFuture.failedStage(
                        new PluginException("The server does not run: its options are refused, see the log")));
    }
}
