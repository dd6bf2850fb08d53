// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.plugin.Plugin;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * A plugin as the component descriptions in its bundle declare it. The component runtime knows them only while the
 * bundle is started; otherwise this class reads them.
 *
 * @param name empty if it declares no valid one
 */
record DeclaredPlugin(String name, String description) {
    private static final String HEADER = "Service-Component";

    /**
     * The plugins of a bundle; empty if it declares no components, or they cannot be read. Does not resolve the bundle.
     */
    static Optional<List<DeclaredPlugin>> of(Bundle bundle) {
        String header = bundle.getHeaders("").get(HEADER);
        if (header == null) {
            return Optional.empty();
        }
        List<DeclaredPlugin> plugins = new ArrayList<>();
        try {
            for (String path : header.split(",")) {
                for (URL url : files(bundle, path.trim())) {
                    try (InputStream in = url.openStream()) {
                        plugins.addAll(read(in));
                    }
                }
            }
        } catch (IOException | XMLStreamException e) {
            return Optional.empty();
        }
        return Optional.of(plugins);
    }

    /** The last part of the path may have asterisks. */
    private static List<URL> files(Bundle bundle, String path) {
        if (path.indexOf('*') < 0) {
            return Optional.ofNullable(bundle.getEntry(path)).stream().toList();
        }
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        Enumeration<String> entries = bundle.getEntryPaths(folder);
        return entries == null
                ? List.of()
                : Collections.list(entries).stream()
                        .filter(entry -> !entry.endsWith("/") && matches(entry, path))
                        .map(bundle::getEntry)
                        .filter(Objects::nonNull)
                        .toList();
    }

    /** In time that grows with the lengths alone, which a regular expression for such a pattern does not promise. */
    private static boolean matches(String entry, String pattern) {
        String[] parts = pattern.split("\\*", -1);
        String last = parts[parts.length - 1];
        if (!entry.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (String part : List.of(parts).subList(1, parts.length - 1)) {
            int found = entry.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return entry.length() - last.length() >= at && entry.endsWith(last);
    }

    /** The plugins that a file of component descriptions declares. */
    static List<DeclaredPlugin> read(InputStream in) throws XMLStreamException {
        try {
            return parse(in);
        } catch (RuntimeException e) {
            // such as MissingResourceException: the JDK's parser lacks the texts of some messages
            throw new XMLStreamException("The parser failed", e);
        }
    }

    private static List<DeclaredPlugin> parse(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        List<DeclaredPlugin> plugins = new ArrayList<>();
        Map<String, String> properties = new HashMap<>();
        boolean isPlugin = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "component" -> {
                        properties.clear();
                        isPlugin = false;
                    }
                    case "property" ->
                        properties.put(
                                String.valueOf(xml.getAttributeValue(null, "name")),
                                String.valueOf(xml.getAttributeValue(null, "value")));
                    case "provide" ->
                        isPlugin |= Plugin.class.getName().equals(xml.getAttributeValue(null, "interface"));
                    default -> {}
                }
            } else if (event == XMLStreamReader.END_ELEMENT
                    && isPlugin
                    && xml.getLocalName().equals("component")) {
                plugins.add(of(properties));
            }
        }
        return plugins;
    }

    /** The plugin that a component's properties declare. */
    static DeclaredPlugin of(Map<String, ?> properties) {
        return new DeclaredPlugin(
                properties.get(Plugin.NAME) instanceof String name && PluginDescriptor.isName(name) ? name : "",
                properties.get(Constants.SERVICE_DESCRIPTION) instanceof String text ? SafeText.of(text) : "");
    }
}
