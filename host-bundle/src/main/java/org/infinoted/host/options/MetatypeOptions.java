// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.options;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.Designate;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the options that plugins' bundles declare in Metatype. Thread-safe. */
public final class MetatypeOptions {
    private static final Logger LOG = LoggerFactory.getLogger(MetatypeOptions.class);
    private static final String FOLDER = "OSGI-INF/metatype";

    private final BundleContext context;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    /** The declarations of a bundle at a certain time of modification, by PID. */
    private record Known(long age, Map<String, DeclaredOptions> byPid) {}

    public MetatypeOptions(BundleContext context) {
        this.context = context;
    }

    /**
     * The options declared for a PID; empty if there are none. Calls the framework, so it must not be called with a
     * lock held.
     *
     * @param pid of a component with one configuration, or the factory PID of one with several
     */
    Optional<DeclaredOptions> find(String pid) {
        for (Bundle bundle : context.getBundles()) {
            boolean runs = (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING)) != 0;
            DeclaredOptions found = runs ? of(bundle).get(pid) : null;
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private Map<String, DeclaredOptions> of(Bundle bundle) {
        Known before = known.get(bundle.getBundleId());
        long age = bundle.getLastModified();
        if (before != null && before.age == age) {
            return before.byPid;
        }
        Map<String, DeclaredOptions> byPid = read(bundle);
        known.put(bundle.getBundleId(), new Known(age, byPid));
        return byPid;
    }

    private static Map<String, DeclaredOptions> read(Bundle bundle) {
        Map<String, DeclaredOptions> byPid = new HashMap<>();
        Enumeration<URL> files = bundle.findEntries(FOLDER, "*.xml", false);
        for (URL file : files == null ? Collections.<URL>emptyList() : Collections.list(files)) {
            try {
                byPid.putAll(read(file));
            } catch (IOException e) {
                LOG.warn("The options described in {} cannot be read, and are not checked", file, e);
            }
        }
        return Map.copyOf(byPid);
    }

    /** The options that a Metatype file declares, by PID. */
    public static Map<String, DeclaredOptions> read(URL file) throws IOException {
        Map<String, DeclaredOptions> byPid = new HashMap<>();
        try {
            MetaData data = new MetaDataReader().parse(file);
            if (data != null && data.getObjectClassDefinitions() != null && data.getDesignates() != null) {
                collect(data, byPid);
            }
        } catch (RuntimeException e) { // a prefix that is not declared, a part that is missing
            throw new IOException("It is no complete description of options: " + e.getMessage(), e);
        }
        return byPid;
    }

    private static void collect(MetaData data, Map<String, DeclaredOptions> byPid) {
        Map<?, ?> definitions = data.getObjectClassDefinitions();
        for (Object each : data.getDesignates()) {
            Designate designate = (Designate) each;
            String pid = designate.getFactoryPid() == null ? designate.getPid() : designate.getFactoryPid();
            if (definitions.get(designate.getObject().getOcdRef()) instanceof OCD definition) {
                byPid.put(pid, declaration(definition));
            }
        }
    }

    private static DeclaredOptions declaration(OCD definition) {
        Map<String, DeclaredOption> options = new LinkedHashMap<>();
        if (definition.getAttributeDefinitions() != null) {
            for (Object each : definition.getAttributeDefinitions().values()) {
                DeclaredOption option = DeclaredOption.of((AD) each);
                options.put(option.key(), option);
            }
        }
        return new DeclaredOptions(options);
    }
}
