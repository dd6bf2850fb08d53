// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.plugin.Pids;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginReason.Kind;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * The plugins that have no service: their bundle is not started or not resolved, or their component is not active. Asks the
 * framework and the component runtime each time, so it must not be called with a lock held. Thread-safe.
 */
public final class UnboundPlugins {
    private static final String API = Plugin.class.getPackageName();

    private final BundleContext context;
    private final ComponentReasons components;
    private final Supplier<Optional<ServiceComponentRuntime>> runtime;

    /**
     * @param context of the server's own bundle, which is no plugin
     * @param runtime the present component runtime; may be called on any thread
     */
    public UnboundPlugins(
            BundleContext context, OptionVerdicts options, Supplier<Optional<ServiceComponentRuntime>> runtime) {
        this.context = context;
        this.components = new ComponentReasons(options);
        this.runtime = runtime;
    }

    /** Their status, in the order of bundle ids. */
    public List<PluginStatus> plugins() {
        Bundle[] bundles = context.getBundles();
        var requirements = new MissingRequirements(bundles);
        List<PluginStatus> statuses = new ArrayList<>();
        for (Bundle bundle : bundles) {
            try {
                statuses.addAll(plugins(bundle, requirements));
            } catch (RuntimeException e) {
                // uninstalled or updated at this moment: the framework has no content for it then, and fails in several
                // ways
            }
        }
        return statuses;
    }

    private List<PluginStatus> plugins(Bundle bundle, MissingRequirements requirements) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED, Bundle.RESOLVED -> notStarted(bundle, requirements);
            case Bundle.STARTING, Bundle.ACTIVE -> started(bundle);
            default -> List.of(); // it is starting or stopping at this moment
        };
    }

    private List<PluginStatus> notStarted(Bundle bundle, MissingRequirements requirements) {
        if (!usesApi(bundle)) {
            return List.of();
        }
        Collection<DeclaredPlugin> plugins = DeclaredPlugin.of(bundle).orElse(List.of(new DeclaredPlugin("", "")));
        if (plugins.isEmpty()) {
            return List.of(); // it uses the API, but not for a plugin
        }
        List<PluginReason> missing = bundle.getState() == Bundle.INSTALLED ? requirements.of(bundle) : List.of();
        List<PluginReason> reasons = missing.isEmpty()
                ? List.of(new PluginReason(
                        Kind.BUNDLE,
                        String.valueOf(bundle.getSymbolicName()),
                        "The bundle " + bundle.getSymbolicName() + " is stopped; start it"))
                : missing;
        return plugins.stream()
                .map(plugin -> {
                    String name = plugin.name().isEmpty() ? name(bundle) : plugin.name();
                    return status(
                            bundle,
                            name,
                            plugin.description(),
                            PluginState.WAITING,
                            reasons,
                            Pids.PLUGIN_PREFIX + name);
                })
                .toList();
    }

    /** Whether it imports the API and is not the API itself. */
    private boolean usesApi(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null
                && !bundle.equals(context.getBundle())
                && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) == 0
                && revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .noneMatch(capability ->
                                API.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                && revision.getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .anyMatch(requirement -> String.valueOf(
                                        requirement.getDirectives().get(Constants.FILTER_DIRECTIVE))
                                .contains('(' + PackageNamespace.PACKAGE_NAMESPACE + '=' + API + ')'));
    }

    private List<PluginStatus> started(Bundle bundle) {
        return runtime.get().map(asked -> started(asked, bundle)).orElse(List.of());
    }

    private List<PluginStatus> started(ServiceComponentRuntime asked, Bundle bundle) {
        List<PluginStatus> statuses = new ArrayList<>();
        for (ComponentDescriptionDTO component : asked.getComponentDescriptionDTOs(bundle)) {
            if (Arrays.asList(component.serviceInterfaces).contains(Plugin.class.getName())) {
                statuses.addAll(started(asked, bundle, component));
            }
        }
        return statuses;
    }

    private List<PluginStatus> started(
            ServiceComponentRuntime asked, Bundle bundle, ComponentDescriptionDTO component) {
        Collection<ComponentConfigurationDTO> configurations = asked.getComponentConfigurationDTOs(component);
        if (configurations.isEmpty()) {
            List<PluginReason> reasons = asked.isComponentEnabled(component)
                    ? components.unconfigured(component)
                    : List.of(components.disabled(component));
            return List.of(status(bundle, component, Map.of(), PluginState.WAITING, reasons));
        }
        List<PluginStatus> statuses = new ArrayList<>();
        for (ComponentConfigurationDTO configuration : configurations) {
            components
                    .of(component, configuration)
                    .ifPresent(why -> statuses.add(
                            status(bundle, component, configuration.properties, why.state(), why.reasons())));
        }
        return statuses;
    }

    private static PluginStatus status(
            Bundle bundle,
            ComponentDescriptionDTO component,
            Map<String, Object> properties,
            PluginState state,
            List<PluginReason> reasons) {
        DeclaredPlugin plugin = DeclaredPlugin.of(component.properties);
        String name = plugin.name().isEmpty() ? name(bundle) : plugin.name();
        return status(
                bundle,
                name + SafeText.of(PluginDescriptor.configuration(properties)),
                plugin.description(),
                state,
                reasons,
                ComponentReasons.pid(component, properties));
    }

    private static PluginStatus status(
            Bundle bundle, String name, String description, PluginState state, List<PluginReason> reasons, String pid) {
        return new PluginStatus(
                name,
                description,
                state,
                reasons,
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString(),
                bundle.getBundleId(),
                pid,
                0,
                0,
                0,
                List.of(),
                List.of());
    }

    /** The name for a plugin that declares none. */
    private static String name(Bundle bundle) {
        String name = String.valueOf(bundle.getSymbolicName());
        return name.startsWith(Pids.PLUGIN_PREFIX) ? name.substring(Pids.PLUGIN_PREFIX.length()) : name;
    }
}
