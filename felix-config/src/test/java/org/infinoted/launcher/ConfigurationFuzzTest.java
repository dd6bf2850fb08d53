// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.Tag;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Any configuration file, stored configuration or command line is taken, or refused in words; the server can be started again. */
@Tag("random")
class ConfigurationFuzzTest extends FuzzTest {
    /** The methods of File Install's interface that matter here. */
    interface Installer {
        boolean canHandle(File file);

        void install(File file);
    }

    private static final List<String> TOKENS = List.of(
            "port",
            "=",
            ":",
            "\n",
            "\\\n",
            "\\u00e4",
            "\\uZZ",
            "${",
            "}",
            "${a}",
            "${env:HOME}",
            "I\"1\"",
            "[\"a\",\"b\"]",
            "\"",
            "#",
            "!",
            "B\"true\"",
            "(",
            ")",
            ",",
            " ",
            "\\",
            "\t",
            "a",
            "1",
            "\u00E4",
            "a = ${b}\nb = ${a}\n");

    private final Path folder;
    private final Path file;

    ConfigurationFuzzTest() throws IOException {
        folder = Files.createTempDirectory("configuration");
        file = folder.resolve("org.infinoted.plugin.auto-save~x.cfg");
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
    }

    @Override
    protected void fuzz(byte[] input) throws Exception {
        Choices choices = new Choices(input);
        switch (choices.below(256)) {
            case 0 -> commandLine(choices);
            case 1 -> stored(choices);
            case 2 -> names(choices);
            case 3 -> file(tokens(choices));
            default -> file(input);
        }
    }

    private void commandLine(Choices choices) {
        String[] words = new String[choices.below(6)];
        for (int i = 0; i < words.length; i++) {
            words[i] = choices.oneIn(4) ? choices.text(8) : option(choices);
        }
        try {
            Settings settings = new SettingsReader(new CommandLine(words), folder, new PluginJars(folder)).read();
            settings.port().ifPresent(port -> assertTrue(port > 0 && port < 65536));
            settings.home().ifPresent(home -> assertTrue(home.isAbsolute()));
        } catch (StartException e) {
            assertFalse(e.messages().isEmpty());
        }
    }

    private static String option(Choices choices) {
        return choices.of(List.of(Option.values())).longName()
                + choices.of("", "=")
                + (choices.oneIn(2)
                        ? choices.number(70000)
                        : choices.of("a:b:c", "note-text", "::1", "no-tls", "../x", "\u0000", ""));
    }

    /** What Config Admin has kept; people can edit that in the console. */
    private static void stored(Choices choices) throws IOException {
        List<Configuration> stored = new ArrayList<>();
        List<Object> deleted = new ArrayList<>();
        for (int i = choices.below(4); i >= 0; i--) {
            Dictionary<String, Object> properties = new Hashtable<>();
            if (choices.below(4) > 0) {
                properties.put(StoredConfigurations.FILE_NAME, fileName(choices));
            }
            stored.add(Services.proxy(Configuration.class, (self, method, arguments) -> switch (method) {
                case "getProperties" -> properties;
                case "delete" -> {
                    deleted.add(properties);
                    yield null;
                }
                default -> throw new UnsupportedOperationException(method);
            }));
        }
        new StoredConfigurations(Services.proxy(ConfigurationAdmin.class, (self, method, arguments) -> switch (method) {
                    case "listConfigurations" -> stored.toArray(Configuration[]::new);
                    default -> throw new UnsupportedOperationException(method);
                }))
                .sweep();
        assertTrue(deleted.size() <= stored.size());
    }

    private static Object fileName(Choices choices) {
        return switch (choices.below(4)) {
            case 0 -> choices.below(9);
            case 1 -> "file:/nowhere/" + choices.text(4);
            case 2 ->
                choices.of(
                        "file:",
                        "file://host/x",
                        "http://x/y",
                        "jar:file:/x!/y",
                        "/x",
                        "C:\\x",
                        "",
                        "file:/a?b",
                        "file:/a#b");
            default -> choices.text(10);
        };
    }

    private void names(Choices choices) throws Exception {
        String name = choices.of("org.infinoted.", "org.infinoted.plugin.a-b", "")
                + choices.text(8)
                + choices.of("~", "-", "")
                + choices.text(4)
                + choices.of(".cfg", ".config", "");
        File named = new File(folder.toFile(), name.replace('\u0000', '0'));
        boolean handled = (Boolean) new HyphenatedFiles(context(), admin(new ArrayList<>()))
                .invoke(this, method("canHandle"), new Object[] {named});
        if (handled) {
            assertTrue(named.getName().matches("[a-zA-Z0-9_.~-]+"), name);
        }
    }

    private static byte[] tokens(Choices choices) {
        StringBuilder text = new StringBuilder();
        while (!choices.isEmpty()) {
            text.append(choices.of(TOKENS));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void file(byte[] content) throws Exception {
        Files.write(file, content);
        List<Dictionary<String, ?>> updates = new ArrayList<>();
        try {
            new HyphenatedFiles(context(), admin(updates))
                    .invoke(this, method("install"), new Object[] {file.toFile()});
        } catch (IOException e) {
            assertTrue(
                    String.valueOf(e.getMessage()).contains(file.getFileName().toString()),
                    () -> "names the file: " + e);
            return;
        }
        assertEquals(1, updates.size());
        for (Object key : Collections.list(updates.get(0).keys())) {
            assertTrue(updates.get(0).get(key) != null);
        }
    }

    private static Method method(String name) throws NoSuchMethodException {
        return Installer.class.getDeclaredMethod(name, File.class);
    }

    private static BundleContext context() {
        return Services.proxy(BundleContext.class, (self, method, arguments) -> switch (method) {
            case "getProperty" -> "felix.fileinstall.configEncoding".equals(arguments[0]) ? "UTF-8" : null;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private static ConfigurationAdmin admin(List<Dictionary<String, ?>> updates) {
        Configuration configuration = Services.proxy(Configuration.class, (self, method, arguments) -> switch (method) {
            case "updateIfDifferent" -> {
                @SuppressWarnings("unchecked")
                Dictionary<String, ?> properties = (Dictionary<String, ?>) arguments[0];
                yield updates.add(properties);
            }
            default -> throw new UnsupportedOperationException(method);
        });
        return Services.proxy(ConfigurationAdmin.class, (self, method, arguments) -> configuration);
    }
}
