// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.shell;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.infinoted.console.ActionException;
import org.infinoted.console.VisibleText;
import org.jspecify.annotations.Nullable;

/** Formats the answers of commands. */
final class Lines {
    private Lines() {}

    /** The lines with control characters made visible; another text if there is no line. */
    static String of(String none, Stream<String> lines) {
        String text = lines.map(VisibleText::of).collect(Collectors.joining("\n"));
        return text.isEmpty() ? none : text;
    }

    /** In milliseconds, since callbacks should take no longer than some. */
    static String time(Duration duration) {
        return String.format(Locale.ROOT, "%.3f ms", duration.toNanos() / 1e6);
    }

    /** The service, if the server has it at present. */
    static <T> T present(@Nullable T service, String what) throws ActionException {
        if (service == null) {
            throw new ActionException(
                    "The server does not offer " + what + " at present: does its bundle org.infinoted.host run?");
        }
        return service;
    }
}
