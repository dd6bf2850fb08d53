// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.infinoted.fuzz.Markup;
import org.infinoted.plugin.Plugin;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.Tag;
import org.osgi.framework.Bundle;

/** Whatever a bundle says of its plugins: it has a name or none, and what people are shown of it is harmless. */
@Tag("random")
class PluginDescriptionFuzzTest extends FuzzTest {
    private static final Plugin<?, ?> PLUGIN = (Plugin<?, ?>) Proxy.newProxyInstance(
            Plugin.class.getClassLoader(), new Class<?>[] {Plugin.class}, (self, method, arguments) -> null);

    private static final List<String> KEYS = List.of(
            Plugin.NAME,
            Plugin.SESSION_TYPE,
            "service.ranking",
            "service.description",
            "service.pid",
            "service.factoryPid",
            "component.name");

    @Override
    protected void fuzz(byte[] input) {
        Choices choices = new Choices(input);
        switch (choices.below(256)) {
            case 0 -> service(choices);
            case 1 -> paths(choices);
            case 2 -> components(markup(choices));
            default -> components(input);
        }
    }

    private static void service(Choices choices) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : KEYS) {
            if (choices.below(4) > 0) {
                properties.put(key, value(choices));
            }
        }
        PluginDescriptor descriptor =
                PluginDescriptor.of(Services.reference(3, "org.example.plugin"), PLUGIN, properties);
        assertEquals(descriptor.problem().isEmpty(), PluginDescriptor.isName(descriptor.name()));
        assertHarmless(descriptor.toString());
        assertHarmless(descriptor.label());
        assertHarmless(descriptor.description());
        descriptor.problem().ifPresent(reason -> assertHarmless(reason.text()));
    }

    private static Object value(Choices choices) {
        return switch (choices.below(8)) {
            case 0 -> choices.below(100);
            case 1 -> new String[] {choices.text(6), "org.infinoted.plugin.a~b"};
            case 2 -> Arrays.asList("org.infinoted.plugin.x~" + choices.text(4), 7, null);
            case 3 -> List.of();
            case 4 -> choices.text(12);
            default ->
                choices.of(
                        "visits",
                        "auto-save",
                        "org.infinoted.plugin.a",
                        "org.infinoted.plugin.a~" + choices.text(4),
                        "InfText");
        };
    }

    /** The patterns of a header, applied to the entries of a bundle. */
    private static void paths(Choices choices) {
        StringBuilder header = new StringBuilder();
        for (int parts = choices.below(12); parts > 0; parts--) {
            header.append(
                    choices.oneIn(3)
                            ? choices.text(4)
                            : choices.of("OSGI-INF/", "*", ",", ".xml", "\\E", "\\Q", "/", "**", "a"));
        }
        String entry = "OSGI-INF/" + choices.carriedText(12);
        Bundle bundle = Services.proxy(Bundle.class, (self, method, arguments) -> switch (method) {
            case "getHeaders" -> new Hashtable<>(Map.of("Service-Component", header.toString()));
            case "getEntry" -> null;
            case "getEntryPaths" ->
                Collections.enumeration(List.of(entry, "OSGI-INF/" + "a".repeat(40), "OSGI-INF/a.xml"));
            default -> throw new UnsupportedOperationException(method);
        });
        DeclaredPlugin.of(bundle);
    }

    private static byte[] markup(Choices choices) {
        return Markup.document(
                choices,
                List.of(
                        "components",
                        "component",
                        "scr:component",
                        "property",
                        "property",
                        "service",
                        "provide",
                        "provide"),
                List.of("name", "value", "interface", "xmlns:scr"),
                List.of(Plugin.NAME, "visits", "service.description", Plugin.class.getName(), "http://x"));
    }

    private static void components(byte[] xml) {
        try {
            for (DeclaredPlugin plugin : DeclaredPlugin.read(new ByteArrayInputStream(xml))) {
                assertTrue(plugin.name().isEmpty() || PluginDescriptor.isName(plugin.name()));
                assertHarmless(plugin.description());
            }
        } catch (XMLStreamException e) {
            // it says where
        }
    }

    private static void assertHarmless(String shown) {
        assertTrue(shown.codePoints().noneMatch(Character::isISOControl), () -> "with control characters: " + shown);
    }
}
