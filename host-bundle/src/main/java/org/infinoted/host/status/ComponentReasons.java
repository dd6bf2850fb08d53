// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginReason.Kind;
import org.infinoted.plugin.PluginState;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Explains why a component is not active, from what the component runtime reports. */
final class ComponentReasons {
    private static final String CONSTRUCTOR = "constructor";

    private final OptionVerdicts options;

    ComponentReasons(OptionVerdicts options) {
        this.options = options;
    }

    /** The resulting state of the plugin, with reasons. */
    record Why(PluginState state, List<PluginReason> reasons) {}

    /** Empty if its service is registered. */
    Optional<Why> of(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                Optional.of(new Why(PluginState.WAITING, unconfigured(component)));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Optional.of(new Why(PluginState.WAITING, unreferenced(component, configuration)));
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> Optional.of(failed(component, configuration));
            default -> Optional.empty();
        };
    }

    /** The PID of the configuration that it has, or would have; empty if it takes none. */
    static String pid(ComponentDescriptionDTO component, Map<String, Object> properties) {
        boolean takes = !"ignore".equals(component.configurationPolicy);
        Stream<String> declared =
                component.configurationPid == null ? Stream.empty() : Arrays.stream(component.configurationPid);
        return PluginDescriptor.pid(properties)
                .or(() -> takes ? declared.findFirst() : Optional.empty())
                .orElse("");
    }

    List<PluginReason> unconfigured(ComponentDescriptionDTO component) {
        return Arrays.stream(component.configurationPid)
                .map(pid -> new PluginReason(
                        Kind.CONFIGURATION,
                        pid,
                        "It needs a configuration \"" + pid + "\", and there is none: create one, such as the file "
                                + pid + ".cfg"))
                .toList();
    }

    PluginReason disabled(ComponentDescriptionDTO component) {
        return new PluginReason(
                Kind.BUNDLE,
                component.bundle.symbolicName,
                "Its component " + component.name + " is not enabled; that is up to its bundle");
    }

    private static List<PluginReason> unreferenced(
            ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        List<PluginReason> reasons = new ArrayList<>();
        for (UnsatisfiedReferenceDTO missing : configuration.unsatisfiedReferences) {
            String type = Arrays.stream(component.references)
                    .filter(reference -> reference.name.equals(missing.name))
                    .map(ComponentReasons::type)
                    .findFirst()
                    .orElse(missing.name);
            String filter = missing.target == null ? "" : " with " + SafeText.of(missing.target);
            reasons.add(new PluginReason(
                    Kind.SERVICE,
                    type,
                    "There is no service " + type + filter + ", which it needs: start a bundle that provides it"));
        }
        return reasons;
    }

    private static String type(ReferenceDTO reference) {
        return reference.interfaceName;
    }

    private Why failed(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        ActivationFailure failure = ActivationFailure.of(configuration.failure);
        OptionVerdicts.Verdict verdict = options.verdict(pid(component, configuration.properties));
        List<PluginReason> reasons = new ArrayList<>(verdict.reasons());
        boolean options = reasons.stream().anyMatch(reason -> reason.kind() == Kind.OPTION);
        if (!options) {
            reasons.add(
                    0,
                    new PluginReason(
                            Kind.CALLBACK,
                            CONSTRUCTOR,
                            failure.refused() ? failure.text() : "Its constructor has thrown " + failure.text()));
        }
        boolean invalid = failure.refused() || options || !verdict.usable();
        return new Why(invalid ? PluginState.INVALID : PluginState.FAILED, reasons);
    }
}
