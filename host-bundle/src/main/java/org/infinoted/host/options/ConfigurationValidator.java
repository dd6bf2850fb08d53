// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.options;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.plugin.Pids;
import org.infinoted.plugin.PluginReason;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between Config Admin and the components of plugins and of the server. A configuration that breaks its
 * declaration is replaced by the last good one of this run. If there is none, {@link #verdict} says so and the plugin
 * does not run; its component is created nevertheless, without the refused values.
 *
 * <p>Thread-safe; calls nobody with a lock held.
 */
@Component(
        service = {ConfigurationValidator.class, ConfigurationPlugin.class, ConfigurationListener.class},
        immediate = true,
        property = "service.cmRanking:Integer=" + ConfigurationValidator.RANKING)
public final class ConfigurationValidator implements ConfigurationPlugin, ConfigurationListener, OptionVerdicts {
    /** The rank among configuration plugins: after the one that lays the command line over files. */
    public static final int RANKING = 900;

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationValidator.class);

    private final Function<String, Optional<DeclaredOptions>> declarations;
    private final Consumer<String> redelivery;
    private volatile Consumer<String> listener = pid -> {};
    private final Map<String, Map<String, Object>> lastGood = new ConcurrentHashMap<>();
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

    /** Called by SCR. */
    @Activate
    public ConfigurationValidator(BundleContext context, @Reference ConfigurationAdmin admin) {
        this(new MetatypeOptions(context)::find, pid -> deliver(admin, pid));
    }

    /** @param redelivery has the present configuration of a PID given to this object, if there is one */
    ConfigurationValidator(Function<String, Optional<DeclaredOptions>> declarations, Consumer<String> redelivery) {
        this.declarations = declarations;
        this.redelivery = redelivery;
    }

    /** Sets the listener, which is told the PID whenever a verdict changes, on the thread that brings the change. */
    public void listen(Consumer<String> newListener) {
        listener = newListener;
    }

    /** Delivers options again: a plugin may have got them before this object existed. */
    private static void deliver(ConfigurationAdmin admin, String pid) {
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ')');
            if (found != null) {
                found[0].getProcessedProperties(null);
            }
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            LOG.warn("The configuration {} cannot be read, and is not checked", pid, e);
        }
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> receiver, Dictionary<String, Object> properties) {
        if (properties.get("service.pid") instanceof String pid
                && (pid.startsWith(Pids.PLUGIN_PREFIX) || pid.equals(Pids.SERVER))) {
            Object factory = properties.get("service.factoryPid");
            Optional<DeclaredOptions> declaration = declarations.apply(factory == null ? pid : factory.toString());
            declaration.ifPresentOrElse(declared -> judge(pid, declared, properties), () -> forget(pid));
        }
    }

    private void judge(String pid, DeclaredOptions declared, Dictionary<String, Object> properties) {
        Map<String, Object> candidate = options(properties);
        List<PluginReason> reasons = declared.check(candidate);
        boolean usable = isUsable(reasons);
        Map<String, Object> given;
        if (usable) {
            given = declared.tidied(candidate);
            lastGood.put(pid, given);
        } else {
            Map<String, Object> good = lastGood.get(pid);
            if (good != null && isUsable(declared.check(good))) { // the plugin's version may be another by now
                usable = true;
                given = good;
            } else {
                given = declared.tidied(accepted(candidate, reasons));
            }
        }
        candidate.keySet().forEach(properties::remove);
        given.forEach(properties::put);
        say(pid, new Verdict(usable, reasons));
    }

    /**
     * The values without the refused ones: SCR creates the component all the same, and it need not check them itself.
     */
    private static Map<String, Object> accepted(Map<String, Object> candidate, List<PluginReason> reasons) {
        Map<String, Object> accepted = new HashMap<>(candidate);
        reasons.stream()
                .filter(reason -> reason.kind() == PluginReason.Kind.OPTION)
                .forEach(reason -> accepted.remove(reason.subject()));
        return accepted;
    }

    private void say(String pid, Verdict verdict) {
        Verdict before = verdicts.put(pid, verdict);
        if (verdict.equals(before)) {
            return;
        }
        if (!verdict.reasons().isEmpty()) {
            LOG.warn(
                    "The configuration {} {}: {}",
                    pid,
                    isUsable(verdict.reasons())
                            ? "is odd"
                            : verdict.usable() ? "is refused, the last good one stays in force" : "is refused",
                    verdict.reasons().stream().map(PluginReason::text).collect(Collectors.joining("; ")));
        }
        if (before != null || !verdict.equals(Verdict.FINE)) {
            listener.accept(pid);
        }
    }

    private void forget(String pid) {
        lastGood.remove(pid);
        if (verdicts.remove(pid) != null) {
            listener.accept(pid);
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getType() == ConfigurationEvent.CM_DELETED) {
            forget(event.getPid());
        }
    }

    @Override
    public Verdict verdict(String pid) {
        if (!verdicts.containsKey(pid)) {
            redelivery.accept(pid);
        }
        Verdict known = verdicts.get(pid);
        if (known != null) {
            return known;
        }
        return declarations.apply(pid).map(declared -> defaults(pid, declared)).orElse(Verdict.FINE);
    }

    /** Without a configuration the plugin has the defaults, and keeps them if it then gets a refused one. */
    private Verdict defaults(String pid, DeclaredOptions declared) {
        List<PluginReason> reasons = declared.check(Map.of());
        boolean usable = isUsable(reasons);
        if (usable) {
            lastGood.putIfAbsent(pid, Map.of());
        }
        return new Verdict(usable, reasons);
    }

    private static boolean isUsable(List<PluginReason> reasons) {
        return reasons.stream().noneMatch(reason -> reason.kind() == PluginReason.Kind.OPTION);
    }

    /**
     * The plugin's own options: without properties of the framework, of Config Admin and of File Install, and without
     * private ones.
     */
    private static Map<String, Object> options(Dictionary<String, Object> properties) {
        Map<String, Object> options = new HashMap<>();
        Collection<String> keys = Collections.list(properties.keys());
        for (String key : keys) {
            boolean foreign = key.startsWith("service.")
                    || key.startsWith("felix.")
                    || key.startsWith("component.")
                    || key.startsWith("osgi.ds.")
                    || key.startsWith("infinoted.")
                    || key.startsWith(".")
                    || key.endsWith(".target");
            if (!foreign) {
                options.put(key, properties.get(key));
            }
        }
        return options;
    }
}
