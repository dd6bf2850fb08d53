// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.shell;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.infinoted.console.ActionException;
import org.infinoted.console.Answer;
import org.infinoted.console.Documents;
import org.infinoted.console.VisibleText;
import org.infinoted.plugin.CallbackStatistics;
import org.infinoted.plugin.PluginDeployer;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.Plugins;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The commands about plugins. They return what the shell prints. */
@Component(
        service = PluginCommands.class,
        property = {
            "osgi.command.scope=infinoted",
            "osgi.command.function=plugins",
            "osgi.command.function=retry",
            "osgi.command.function=start",
            "osgi.command.function=stop",
            "osgi.command.function=rollback"
        })
public final class PluginCommands {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Plugins plugins;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable PluginDeployer deployer;

    @Descriptor("lists the plugins, one a line: name, state, bundle, what it is told of, why it does not run")
    public String plugins() throws ActionException {
        return Lines.of("no plugins", known().plugins().stream().map(PluginCommands::line));
    }

    @Descriptor("shows everything that is known of a plugin")
    public String plugins(@Descriptor("the plugin's name, or its bundle's symbolic name") String name)
            throws ActionException {
        return Lines.of("", find(name).flatMap(PluginCommands::details));
    }

    @Descriptor("gives a plugin that failed or was quarantined another chance")
    public String retry(@Descriptor("the plugin's name") String name) throws ActionException {
        return done("initialised again: ", known().retry(name), name);
    }

    @Descriptor("starts a plugin's bundle")
    public String start(@Descriptor("the plugin's name") String name) throws ActionException {
        return done("started ", known().start(name), name);
    }

    @Descriptor("stops a plugin's bundle until it is started by hand or the server starts anew")
    public String stop(@Descriptor("the plugin's name") String name) throws ActionException {
        return done("stopped ", known().stop(name), name);
    }

    @Descriptor("brings back the version of a plugin's bundle before the present one")
    public String rollback(@Descriptor("the plugin's name") String name) throws ActionException {
        String symbolicName =
                find(name).map(PluginStatus::symbolicName).findFirst().orElse(name);
        PluginDeployer present = Lines.present(deployer, "roll back");
        return "now in place: " + VisibleText.of(Answer.await(present.rollBack(symbolicName), Answer.PATIENCE));
    }

    private Plugins known() throws ActionException {
        return Lines.present(plugins, "its list of plugins");
    }

    private Stream<PluginStatus> find(String name) throws ActionException {
        List<PluginStatus> found = known().plugins().stream()
                .filter(status ->
                        status.name().equals(name) || status.symbolicName().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new ActionException("There is no plugin \"" + VisibleText.of(name) + "\"; \"plugins\" lists them");
        }
        return found.stream();
    }

    private static String done(String what, CompletionStage<Void> stage, String name) throws ActionException {
        Answer.await(stage, Answer.PATIENCE);
        return what + VisibleText.of(name);
    }

    private static String line(PluginStatus status) {
        var words = new ArrayList<>(List.of(
                status.name(),
                status.state().name(),
                status.bundle(),
                Documents.counted(status.connections(), "connection"),
                Documents.counted(status.sessions(), "session"),
                status.waiting() + " waiting"));
        if (!status.reasons().isEmpty()) {
            words.add(status.reason());
        }
        return String.join("  ", words);
    }

    private static Stream<String> details(PluginStatus status) {
        return Stream.of(
                        Stream.of(
                                line(status),
                                "  description: " + status.description(),
                                "  options: " + (status.pid().isEmpty() ? "none" : status.pid())),
                        status.reasons().stream().map(PluginCommands::reason),
                        status.callbacks().stream().map(PluginCommands::callback),
                        status.failures().stream()
                                .map(failure -> "  failed: " + failure.time() + " " + failure.callback() + ": "
                                        + failure.message()))
                .flatMap(lines -> lines);
    }

    private static String reason(PluginReason reason) {
        return Stream.of("  because:", reason.kind().name(), reason.subject() + ":", reason.text())
                .filter(word -> !word.equals(":"))
                .collect(joining(" "));
    }

    private static String callback(CallbackStatistics callback) {
        return "  " + callback.callback() + ": " + Documents.counted(callback.calls(), "call") + ", "
                + callback.failures() + " failed, p50 " + Lines.time(callback.p50()) + ", p99 "
                + Lines.time(callback.p99()) + ", max " + Lines.time(callback.max());
    }
}
