// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The texts of {@code --help} and {@code --version}. */
final class Help {
    private static final int DESCRIPTION_COLUMN = 30;
    private static final Pattern LINE = Pattern.compile("(.{1,58})(?: |$)");

    private static final String HEAD = """
        Usage: infinoted [OPTION]...
        The infinote server for Gobby and other collaborative editors.

        """;

    private static final String FOOT = """

        A value follows after "=" or as the next word. Options beat the files in the folder
        etc of the home, which beat the defaults.

        The home is $INFINOTED_HOME or ~/.infinoted-osgi, or a temporary one if only a root
        directory is given. Each server needs a home of its own.
        $JAVA_HOME chooses the Java, $INFINOTED_JAVA_OPTS adds options for it.

        Exit status: 0 stopped, 64 wrong option, 69 port or home in use, 70 internal error,
        74 storage, 78 configuration.
        """;

    private Help() {}

    static String text() {
        return Arrays.stream(Option.values())
                .filter(option -> option.instead().isEmpty())
                .map(Help::entry)
                .collect(Collectors.joining("", HEAD, FOOT));
    }

    private static String entry(Option option) {
        String names = "  " + option.shortName().map(name -> name + ", ").orElse("    ") + option.usage();
        String nextLine = "\n" + " ".repeat(DESCRIPTION_COLUMN);
        String start = names.length() < DESCRIPTION_COLUMN
                ? names + " ".repeat(DESCRIPTION_COLUMN - names.length())
                : names + nextLine;
        return LINE.matcher(description(option))
                .results()
                .map(line -> line.group(1))
                .collect(Collectors.joining(nextLine, start, "\n"));
    }

    private static String description(Option option) {
        return option.defaultValue().isEmpty()
                ? option.description()
                : option.description() + " (" + option.defaultValue() + ")";
    }

    static String version() {
        String version = Help.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
