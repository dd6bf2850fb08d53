// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;

@Tag("unit")
class DeclaredPluginTest {
    private static final String PLUGIN = "<service><provide interface='org.infinoted.plugin.Plugin'/></service>";

    private static List<DeclaredPlugin> read(String xml) throws XMLStreamException {
        return DeclaredPlugin.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void componentThatProvidesPluginsIsAPlugin() throws Exception {
        assertEquals(
                List.of(new DeclaredPlugin("visits", "Logs visits")),
                read("<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.3.0' name='a'>"
                        + "<property name='infinoted.plugin.name' type='String' value='visits'/>"
                        + "<property name='service.description' value='Logs visits'/>"
                        + PLUGIN + "<implementation class='a'/></scr:component>"));
    }

    @Test
    void ofSeveralComponentsEachCountsForItself() throws Exception {
        assertEquals(
                List.of(new DeclaredPlugin("", ""), new DeclaredPlugin("b", "")),
                read("<components><component>" + PLUGIN + "</component>"
                        + "<component><property name='infinoted.plugin.name' value='b'/>" + PLUGIN + "</component>"
                        + "<component><property name='infinoted.plugin.name' value='c'/></component></components>"));
    }

    @Test
    void nameThatIsNotValidIsNone() throws Exception {
        assertEquals(
                List.of(new DeclaredPlugin("", "")),
                read("<component><property name='infinoted.plugin.name' value='a&#x9;b'/>" + PLUGIN + "</component>"));
    }

    @ParameterizedTest
    @CsvSource({
        "OSGI-INF/*.xml,2",
        "OSGI-INF/a*.xml,1",
        "OSGI-INF/*b*.x*l,1",
        "OSGI-INF/*,2",
        "OSGI-INF/*.XML,0",
        "OSGI-INF/a.xml*a.xml,0",
        "'OSGI-INF/\\E(a+)+$*',0"
    })
    void asterisksInAPathStandForAnyPartOfTheNameAndNothingElseIsAPattern(String path, int found, @TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("c.xml"), "<component>" + PLUGIN + "</component>");
        Bundle bundle = Services.proxy(Bundle.class, (self, method, arguments) -> switch (method) {
            case "getHeaders" -> new Hashtable<>(Map.of("Service-Component", path));
            case "getEntryPaths" ->
                Collections.enumeration(List.of("OSGI-INF/a.xml", "OSGI-INF/b.xml", "OSGI-INF/metatype/"));
            default -> file.toUri().toURL();
        });
        assertEquals(found, DeclaredPlugin.of(bundle).orElseThrow().size());
    }

    @Test
    void fileThatIsNotXmlIsRefused() {
        assertThrows(XMLStreamException.class, () -> read("<component>"));
    }

    @Test
    void entitiesAreNotResolved() {
        assertThrows(
                XMLStreamException.class,
                () -> read("<!DOCTYPE c [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><c>&e;</c>"));
    }
}
