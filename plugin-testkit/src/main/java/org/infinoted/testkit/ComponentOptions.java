// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.infinoted.host.options.DeclaredOptions;
import org.infinoted.host.options.MetatypeOptions;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.plugin.PluginException;
import org.infinoted.testdoubles.Xml;
import org.jspecify.annotations.Nullable;

/** The options of a component as bnd has described them: to consoles, and to the server, which checks them. */
final class ComponentOptions {
    private ComponentOptions() {}

    /** One option, as a person sees it. */
    record Option(
            String key, @Nullable String name, @Nullable String description) {}

    /** All options of a type, as a person sees them. */
    static List<Option> options(Class<?> type) throws IOException {
        URL file = description(type);
        if (file == null) {
            throw new IOException(type.getName() + " is not described: put @ObjectClassDefinition on it, and"
                    + " @Designate(ocd = " + type.getSimpleName() + ".class) on the component");
        }
        try (InputStream in = file.openStream()) {
            return Xml.read(in).child("OCD").orElseThrow().children().stream()
                    .filter(child -> child.name().equals("AD"))
                    .map(child -> new Option(
                            Objects.requireNonNull(child.attribute("id"), "bnd gives each option an id"),
                            child.attribute("name"),
                            child.attribute("description")))
                    .toList();
        }
    }

    private static @Nullable URL description(Class<?> type) {
        return type.getClassLoader().getResource("OSGI-INF/metatype/" + type.getName() + ".xml");
    }

    /** The annotation types of options that a method or constructor takes. */
    static Stream<Class<?>> types(Executable of) {
        return Stream.of(of.getParameterTypes()).filter(Class::isAnnotation);
    }

    /**
     * The options as the server hands them on to a method or constructor.
     *
     * @throws PluginException if the server would not, with everything that is wrong
     */
    static Map<String, Object> checked(Executable to, Map<String, ?> options) throws PluginException {
        Map<String, Object> checked = new HashMap<>(options);
        for (Class<?> type : types(to).toList()) {
            for (DeclaredOptions declaration : declarations(type)) {
                String wrong = OptionVerdicts.violations(declaration.check(checked));
                if (!wrong.isEmpty()) {
                    throw new PluginException(wrong);
                }
                checked = declaration.tidied(checked);
            }
        }
        return checked;
    }

    /** What is wrong with the defaults of a type by its own rules; empty if nothing is. */
    static String wrongDefaults(Class<?> type) {
        Map<String, Object> defaults = new HashMap<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.getDefaultValue() != null) {
                defaults.put(Options.key(type, method), method.getDefaultValue());
            }
        }
        return OptionVerdicts.violations(declarations(type).stream()
                .flatMap(declaration -> declaration.check(defaults).stream())
                .filter(reason -> defaults.containsKey(reason.subject()))
                .toList());
    }

    private static List<DeclaredOptions> declarations(Class<?> type) {
        URL file = description(type);
        try {
            return file == null
                    ? List.of()
                    : List.copyOf(MetatypeOptions.read(file).values());
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        }
    }
}
