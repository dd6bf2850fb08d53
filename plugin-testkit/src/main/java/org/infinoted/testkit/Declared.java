// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.infinoted.xml.Element;

/** The options of a component as bnd has described them for consoles. */
final class Declared {
    private Declared() {}

    /** One option. */
    record Option(
            String key,
            String name,
            String description,
            String minimum,
            String maximum,
            boolean number,
            boolean required) {
        /** A value that is just too small, if there is a least one. */
        OptionalLong tooSmall() {
            return minimum == null || !number ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(minimum) - 1);
        }

        /** A value that is just too large, if there is a greatest one. */
        OptionalLong tooLarge() {
            return maximum == null || !number ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(maximum) + 1);
        }
    }

    /** All that the annotation types say that the component's constructors take. */
    static List<Option> options(Class<?> component) throws IOException {
        List<Option> options = new ArrayList<>();
        List<Class<?>> types = Stream.of(component.getConstructors())
                .flatMap(constructor -> Stream.of(constructor.getParameterTypes()))
                .filter(Class::isAnnotation)
                .distinct()
                .toList();
        for (Class<?> type : types) {
            try (InputStream in =
                    type.getClassLoader().getResourceAsStream("OSGI-INF/metatype/" + type.getName() + ".xml")) {
                if (in == null) {
                    throw new IOException(type.getName() + " is not described: put @ObjectClassDefinition on it, and"
                            + " @Designate(ocd = " + type.getSimpleName() + ".class) on the component");
                }
                for (Element attribute : Xml.read(in).child("OCD").orElseThrow().children()) {
                    if (attribute.name().equals("AD")) {
                        options.add(option(attribute));
                    }
                }
            }
        }
        return options;
    }

    private static Option option(Element attribute) {
        String type = attribute.attribute("type");
        return new Option(
                attribute.attribute("id"),
                attribute.attribute("name"),
                attribute.attribute("description"),
                attribute.attribute("min"),
                attribute.attribute("max"),
                List.of("Byte", "Short", "Integer", "Long").contains(type),
                attribute.attribute("default") == null && !"false".equals(attribute.attribute("required")));
    }

    /** The options, and one of them different. */
    static Map<String, Object> with(Map<String, ?> options, String key, Object value) {
        var all = new HashMap<String, Object>(options);
        all.put(key, value);
        return all;
    }

    /** The options without one of them. */
    static Map<String, Object> without(Map<String, ?> options, String key) {
        var all = new HashMap<String, Object>(options);
        all.remove(key);
        return all;
    }
}
