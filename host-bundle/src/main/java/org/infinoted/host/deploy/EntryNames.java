// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of a jar's entries, and other paths within a jar: none may lead out of it on any system. */
final class EntryNames {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final int SHOWN = 100;

    private EntryNames() {}

    /** What is wrong with a path; empty if it stays in the jar. */
    static Optional<String> fault(String path) {
        if (path.isEmpty()) {
            return Optional.of("is empty");
        }
        if (path.startsWith("/") || DRIVE.matcher(path).matches()) {
            return Optional.of("is absolute");
        }
        if (path.indexOf('\\') >= 0) {
            return Optional.of("has a backslash");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("has a control character");
        }
        return Arrays.asList(path.split("/", -1)).contains("..")
                ? Optional.of("leads out of the jar")
                : Optional.empty();
    }

    /** A name as it can stand in a message. */
    static String shown(String name) {
        String visible = name.codePoints()
                .limit(SHOWN)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return '"' + visible + (visible.length() < name.length() ? "..." : "") + '"';
    }
}
