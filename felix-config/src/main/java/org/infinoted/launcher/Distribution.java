// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The unpacked distribution. Nothing is ever written there, so that several servers can run from one.
 *
 * @param folder the folder with {@code lib}, {@code bundle}, {@code plugins-available} and {@code conf}
 */
record Distribution(Path folder) {

    /** The distribution whose {@code lib} folder this class was loaded from. */
    static Distribution ofThisProcess() throws StartException {
        try {
            var jar = Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Distribution(jar.resolve("../..").normalize());
        } catch (URISyntaxException e) {
            throw new StartException(ExitStatus.SOFTWARE, "cannot find the distribution: " + e.getMessage());
        }
    }

    Path conf() {
        return folder.resolve("conf");
    }

    Path pluginsAvailable() {
        return folder.resolve("plugins-available");
    }

    /** The folders of {@code bundle}, lowest start level first. */
    List<BundleSet> bundleSets() throws StartException {
        try (Stream<Path> folders = Files.list(folder.resolve("bundle"))) {
            List<Path> sets = folders.filter(Files::isDirectory).sorted().toList();
            var result = new ArrayList<BundleSet>();
            for (Path set : sets) {
                result.add(BundleSet.of(set));
            }
            return result;
        } catch (IOException e) {
            throw new StartException(
                    ExitStatus.CONFIGURATION, "the distribution is incomplete: cannot read " + e.getMessage());
        }
    }
}
