// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.output;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Which properties hold secrets: those whose names say so, and those that a bundle declares as passwords. */
final class SecretNames {
    private static final List<String> WORDS =
            List.of("password", "passwd", "passphrase", "secret", "token", "credential", "key");

    private record Declared(long revision, Set<String> names) {}

    private final MetaTypeService metatype;
    private final Map<Long, Declared> known = new HashMap<>();

    SecretNames(MetaTypeService metatype) {
        this.metatype = metatype;
    }

    static boolean saysSo(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }

    /** The names of the options that bundles declare as passwords. */
    synchronized Set<String> declared(Bundle... bundles) {
        Set<String> all = new HashSet<>();
        for (Bundle bundle : bundles) {
            Declared before = known.get(bundle.getBundleId());
            if (before == null || before.revision() != bundle.getLastModified()) {
                before = new Declared(bundle.getLastModified(), read(bundle));
                known.put(bundle.getBundleId(), before);
            }
            all.addAll(before.names());
        }
        return all;
    }

    private Set<String> read(Bundle bundle) {
        Set<String> names = new HashSet<>();
        MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
        if (information != null) {
            Stream.concat(Stream.of(information.getPids()), Stream.of(information.getFactoryPids()))
                    .map(pid -> information.getObjectClassDefinition(pid, null))
                    .flatMap(declared -> Stream.of(declared.getAttributeDefinitions(ObjectClassDefinition.ALL)))
                    .filter(attribute -> attribute.getType() == AttributeDefinition.PASSWORD)
                    .forEach(attribute -> names.add(attribute.getID()));
        }
        return Set.copyOf(names);
    }
}
