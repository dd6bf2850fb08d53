// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Makes a plugin's bundle of a class of the tests: what the build of a real plugin makes, with the same headers and the same
 * description of the component.
 */
public final class PluginJar {
    private static final String COMPONENT = "OSGI-INF/component.xml";

    private final String name;
    private final String version;
    private final Class<?> component;
    private final Map<String, String> headers = new TreeMap<>();
    private final Map<String, String> files = new TreeMap<>();
    private final StringBuilder elements = new StringBuilder();
    private String policy = "optional";
    private String provides = "org.infinoted.plugin.Plugin";

    /**
     * @param name the plugin's name, of which the bundle's symbolic name is made
     * @param component has a public constructor without parameters, and needs no other class of the tests but those nested in it
     */
    public PluginJar(String name, String version, Class<?> component) {
        this.name = name;
        this.version = version;
        this.component = component;
    }

    /** Adds a header to the manifest. */
    public PluginJar header(String key, String value) {
        headers.put(key, value);
        return this;
    }

    /** Adds a file of text to the jar. */
    public PluginJar file(String path, String content) {
        files.put(path, content);
        return this;
    }

    /** Adds a property of type String to the component; the value as XML wants it in an attribute. */
    public PluginJar property(String key, String value) {
        elements.append("  <property name=\"%s\" type=\"String\" value=\"%s\"/>%n".formatted(key, value));
        return this;
    }

    /** Adds a property of type Integer to the component. */
    public PluginJar property(String key, int value) {
        elements.append("  <property name=\"%s\" type=\"Integer\" value=\"%d\"/>%n".formatted(key, value));
        return this;
    }

    /** Has the component provide this service instead of a plugin. */
    public PluginJar provides(Class<?> service) {
        provides = service.getName();
        return this;
    }

    /** Has the component need a service. */
    public PluginJar reference(String type, String target) {
        elements.append("  <reference name=\"needed\" interface=\"%s\" target=\"%s\"/>%n".formatted(type, target));
        return this;
    }

    /** Says whether the component needs a configuration: {@code require}, {@code optional}, {@code ignore}. */
    public PluginJar configurationPolicy(String newPolicy) {
        policy = newPolicy;
        return this;
    }

    public String symbolicName() {
        return headers.getOrDefault("Bundle-SymbolicName", "org.infinoted.test." + name);
    }

    public String version() {
        return version;
    }

    /** The bundle as the log names it. */
    public String bundle() {
        return symbolicName() + "/" + version;
    }

    /** Where {@link #deploy} puts the jar. */
    public Path in(Path folder) {
        return folder.resolve(symbolicName() + ".jar");
    }

    /** Puts the jar into a folder at one go, under the bundle's symbolic name. Replaces the one that is there. */
    public void deploy(Path folder) {
        replace(in(folder), bytes());
    }

    /** Copies a jar at one go. */
    public static void copy(Path from, Path to) {
        try {
            replace(to, Files.readAllBytes(from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path file, byte[] content) {
        try {
            Path temporary = Files.createTempFile(file.getParent().getParent(), "plugin", ".part");
            Files.write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(OutputStream out) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(out, manifest())) {
            jar.putNextEntry(new ZipEntry(COMPONENT));
            jar.write(description().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, String> file : files.entrySet()) {
                jar.putNextEntry(new ZipEntry(file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            write(component, jar);
            for (Class<?> nested : component.getDeclaredClasses()) {
                write(nested, jar);
            }
        }
    }

    private static void write(Class<?> code, JarOutputStream jar) throws IOException {
        String path = code.getName().replace('.', '/') + ".class";
        try (InputStream in = code.getClassLoader().getResourceAsStream(path)) {
            jar.putNextEntry(new ZipEntry(path));
            in.transferTo(jar);
        }
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", symbolicName());
        main.putValue("Bundle-Version", version);
        main.putValue("Service-Component", COMPONENT);
        List<String> imports = new ArrayList<>(List.of("org.osgi.framework"));
        for (String api : List.of("plugin", "auth", "chat", "connection", "directory", "session", "text", "xml")) {
            imports.add("org.infinoted." + api + ";version=\"[1.0,2)\"");
        }
        main.putValue("Import-Package", String.join(",", imports));
        headers.forEach(main::putValue);
        return manifest;
    }

    private String description() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s" configuration-pid="org.infinoted.plugin.%2$s" configuration-policy="%3$s">
                  <property name="infinoted.plugin.name" type="String" value="%2$s"/>
                %4$s
                  <service><provide interface="%5$s"/></service>
                  <implementation class="%1$s"/>
                </scr:component>
                """.formatted(component.getName(), name, policy, elements, provides);
    }
}
