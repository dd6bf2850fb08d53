// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Bundles that are started together. They lie in one folder whose name says when: {@code 05-libraries} is start level
 * 5.
 *
 * @param name the folder's name without its level
 * @param jars in the order in which they are installed
 */
record BundleSet(int level, String name, List<Path> jars) {
    private static final Pattern FOLDER = Pattern.compile("(\\d\\d)-(.+)");

    static BundleSet of(Path folder) throws IOException {
        Matcher matcher = FOLDER.matcher(folder.getFileName().toString());
        if (!matcher.matches()) {
            throw new IOException(folder + ": the name of a bundle folder must be NN-name");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars =
                    files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
            return new BundleSet(Integer.parseInt(matcher.group(1)), matcher.group(2), jars);
        }
    }
}
