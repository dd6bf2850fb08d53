// SPDX-License-Identifier: Apache-2.0
package org.infinoted;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * An option as a bundle declares it in its Metatype resources.
 *
 * @param pid whose configuration it belongs to
 * @param defaultValue empty if there is none
 * @param allowed the range or the choices, as the documents write them; empty if anything is
 */
public record DeclaredOption(String pid, String key, String defaultValue, String allowed) {
    /** Those of all bundles of ours on the class path. */
    public static List<DeclaredOption> all() throws IOException {
        List<DeclaredOption> options = new ArrayList<>();
        for (String place : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            Path path = Path.of(place);
            if (Files.isDirectory(path)) {
                read(path, options);
            } else if (place.endsWith(".jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(path)) {
                    read(jar.getPath("/"), options);
                }
            }
        }
        return options;
    }

    private static void read(Path bundle, List<DeclaredOption> options) throws IOException {
        Path folder = bundle.resolve("OSGI-INF/metatype");
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "org.infinoted.*.xml")) {
                for (Path file : files) {
                    read(parse(file), options);
                }
            }
        }
    }

    private static void read(Document declaration, List<DeclaredOption> options) {
        String pid =
                elements(declaration.getElementsByTagName("Designate")).get(0).getAttribute("pid");
        for (Element option : elements(declaration.getElementsByTagName("AD"))) {
            options.add(new DeclaredOption(
                    pid, option.getAttribute("id"), option.getAttribute("default"), allowed(option)));
        }
    }

    private static String allowed(Element option) {
        List<String> choices = elements(option.getElementsByTagName("Option")).stream()
                .map(choice -> choice.getAttribute("value"))
                .toList();
        String min = option.getAttribute("min");
        String max = option.getAttribute("max");
        if (!choices.isEmpty()) {
            return String.join(", ", choices);
        }
        return max.isEmpty() ? min.isEmpty() ? "" : min + " or more" : min + " to " + max;
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Document parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }
}
