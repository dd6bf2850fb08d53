// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/**
 * The versions of plugins' bundles that ran: the last one, and the one before it. There is a folder for each symbolic
 * name, with a file for each version. The file is named after the fingerprint of its content, and its time tells when
 * the version ran last.
 *
 * <p>Files appear atomically, so an interruption leaves only complete ones. For one thread.
 */
final class KeptJars {
    private static final int VERSIONS = 2;
    private static final String SUFFIX = ".jar";

    private final Path root;
    private final InstantSource clock;
    private final Map<String, List<Kept>> known = new HashMap<>();

    /** A version that was kept. */
    record Kept(Path file, String version, String fingerprint) {}

    /** @param root need not exist yet */
    KeptJars(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    /** The symbolic names of bundles with kept versions. */
    Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> folders = Files.list(root)) {
                folders.map(folder -> folder.getFileName().toString())
                        .filter(JarCheck::isName)
                        .forEach(names::add);
            }
        }
        return names;
    }

    /**
     * The versions that were kept of a bundle, the last one first.
     *
     * @param symbolicName one that {@link JarCheck#isName} allows
     */
    List<Kept> of(String symbolicName) throws IOException {
        List<Kept> versions = known.get(symbolicName);
        if (versions == null) {
            versions = read(folder(symbolicName));
            known.put(symbolicName, versions);
        }
        return versions;
    }

    /**
     * Keeps a version as the one that ran last, and deletes surplus ones.
     *
     * @param jar is moved, or left alone if this very content is kept already; on the same file system
     */
    void keep(String symbolicName, String fingerprint, Path jar) throws IOException {
        List<Kept> before = of(symbolicName);
        Path folder = Files.createDirectories(folder(symbolicName));
        Path file = folder.resolve(fingerprint + SUFFIX);
        FileTime now = later(before);
        if (Files.exists(file)) {
            Files.setLastModifiedTime(file, now);
        } else {
            Files.setLastModifiedTime(jar, now);
            Files.move(jar, file, StandardCopyOption.ATOMIC_MOVE);
        }
        List<Kept> all = read(folder);
        for (Kept surplus : all.subList(Math.min(VERSIONS, all.size()), all.size())) {
            Files.delete(surplus.file());
        }
        known.put(symbolicName, List.copyOf(all.subList(0, Math.min(VERSIONS, all.size()))));
    }

    private Path folder(String symbolicName) {
        if (!JarCheck.isName(symbolicName)) {
            throw new IllegalArgumentException("not a symbolic name: " + symbolicName);
        }
        return root.resolve(symbolicName);
    }

    /** Later than all kept ones, even if the clock was set back. */
    private FileTime later(List<Kept> kept) throws IOException {
        Instant time = clock.instant();
        if (!kept.isEmpty()) {
            Instant last =
                    Files.getLastModifiedTime(kept.get(0).file()).toInstant().plusSeconds(1);
            time = time.isAfter(last) ? time : last;
        }
        return FileTime.from(time);
    }

    private static List<Kept> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Map<Path, FileTime> times = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        List<Kept> result = new ArrayList<>();
        for (Path file : times.keySet().stream()
                .sorted(Comparator.comparing((Path f) -> times.get(f)).reversed())
                .toList()) {
            String name = file.getFileName().toString();
            result.add(new Kept(file, version(file), name.substring(0, name.length() - SUFFIX.length())));
        }
        return List.copyOf(result);
    }

    private static String version(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            String version =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Constants.BUNDLE_VERSION);
            return version == null ? "0.0.0" : version.trim();
        } catch (IOException e) {
            throw new IOException(
                    "Cannot read " + file + ", a plugin's version that was kept: delete it. " + e.getMessage(), e);
        }
    }
}
