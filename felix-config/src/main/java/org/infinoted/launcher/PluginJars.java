// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plugins that exist: the stock plugins of the distribution, and jars that an administrator has put into a home. A
 * plugin's bundle has the symbolic name {@code org.infinoted.plugin.NAME}; the file of a stock plugin is named after
 * it.
 *
 * @param stock the folder of the stock plugins
 */
record PluginJars(Path stock) {
    static final String PREFIX = "org.infinoted.plugin.";

    boolean exists(String name, Optional<Path> home) {
        return Files.isRegularFile(stockJar(name)) || symbolicNames(home).contains(PREFIX + name);
    }

    /** All names, separated by commas, for messages. */
    String available(Optional<Path> home) {
        var names = new TreeSet<String>();
        for (Path jar : in(stock)) {
            String file = jar.getFileName().toString();
            names.add(file.substring(0, file.length() - ".jar".length()));
        }
        names.addAll(symbolicNames(home));
        return String.join(
                ", ",
                names.stream()
                        .filter(n -> n.startsWith(PREFIX))
                        .map(n -> n.substring(PREFIX.length()))
                        .toList());
    }

    Path stockJar(String name) {
        return stock.resolve(PREFIX + name + ".jar");
    }

    /** Whether a file has the content of a stock plugin, whatever its name. */
    boolean holds(Path jar) {
        return in(stock).stream().anyMatch(each -> isEqual(each, jar));
    }

    private static boolean isEqual(Path one, Path other) {
        try {
            return Files.mismatch(one, other) < 0;
        } catch (IOException e) {
            return false; // it goes just now, and is nothing that can be installed
        }
    }

    private static Set<String> symbolicNames(Optional<Path> home) {
        return home.map(h -> in(h.resolve("plugins"))).orElse(List.of()).stream()
                .map(PluginJars::symbolicName)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** The jars of a folder; none if there is no such folder. */
    static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    /** Empty for a file that is no bundle, or is still being copied. */
    static Optional<String> symbolicName(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(m -> m.getMainAttributes().getValue("Bundle-SymbolicName"))
                    .map(name -> name.split(";", 2)[0].trim());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
