// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Copies the wanted stock plugins into the watched folder of a home, and removes the others. What it has copied is
 * remembered with its checksum, outside the watched folder: a jar that an administrator has added or replaced is never
 * touched.
 */
final class StockPlugins {
    private final PluginJars jars;
    private final Path plugins;
    private final Path temporary;
    private final Path record;

    StockPlugins(PluginJars jars, ServerHome home) {
        this.jars = jars;
        this.plugins = home.plugins();
        this.temporary = home.temporary();
        this.record = home.folder().resolve("placed-plugins");
    }

    void place(List<String> names) throws IOException {
        var wanted = new TreeMap<String, Path>();
        for (String name : names) {
            Path jar = jars.stockJar(name);
            if (Files.isRegularFile(jar)) {
                wanted.put(jar.getFileName().toString(), jar);
            }
        }
        Map<String, String> ours = stillOurs();
        wanted.keySet().removeAll(takenByOthers(ours.keySet()));
        for (String file : ours.keySet()) {
            if (!wanted.containsKey(file)) {
                Files.delete(plugins.resolve(file));
            }
        }
        var placed = new TreeMap<String, String>();
        for (Map.Entry<String, Path> entry : wanted.entrySet()) {
            String file = entry.getKey();
            String checksum = checksum(entry.getValue());
            if (!checksum.equals(ours.get(file))) {
                copy(entry.getValue(), plugins.resolve(file));
            }
            placed.put(file, checksum);
        }
        write(placed);
    }

    /**
     * The file names that must not be used: those of an administrator's files, and those of plugins that an
     * administrator has installed under another file name. Two jars with one symbolic name would replace each other
     * again and again.
     */
    private Set<String> takenByOthers(Set<String> ours) {
        var taken = new HashSet<String>();
        for (Path jar : PluginJars.in(plugins)) {
            String file = jar.getFileName().toString();
            if (!ours.contains(file)) {
                taken.add(file);
                PluginJars.symbolicName(jar).ifPresent(name -> taken.add(name + ".jar"));
            }
        }
        return taken;
    }

    /** What was copied earlier, still exists and has not been replaced, with its checksum. */
    private Map<String, String> stillOurs() throws IOException {
        var result = new TreeMap<String, String>();
        if (!Files.exists(record)) {
            return result;
        }
        for (String line : Files.readAllLines(record)) {
            String[] parts = line.split(" ", 2);
            if (parts.length == 2) {
                Path jar = plugins.resolve(parts[1]);
                if (Files.isRegularFile(jar) && checksum(jar).equals(parts[0])) {
                    result.put(parts[1], parts[0]);
                }
            }
        }
        return result;
    }

    private void write(Map<String, String> placed) throws IOException {
        List<String> lines = placed.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .toList();
        Path beside = temporary.resolve("placed-plugins");
        Files.write(beside, lines);
        Files.move(beside, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Written under a temporary name and renamed: the watcher must never see half a jar. */
    private void copy(Path from, Path to) throws IOException {
        Path beside = temporary.resolve(to.getFileName());
        Files.copy(from, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String checksum(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
