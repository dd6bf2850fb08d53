// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The temporary files that exist while others are written. Their names are short enough for every folder that can hold
 * documents, and end in something that no server takes for a type.
 */
final class TemporaryFiles {
    private static final String PREFIX = ".infinoted.tmp-";
    private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "[0-9]+");
    private static final AtomicLong LAST = new AtomicLong();

    private TemporaryFiles() {}

    /** A name that is free in the folder. */
    static Path unusedName(OpenFolder folder) throws IOException {
        Path candidate;
        do {
            candidate = Path.of(PREFIX + LAST.incrementAndGet());
        } while (folder.exists(candidate));
        return candidate;
    }

    /** Whether this is the name of a temporary file, of this process or another one. */
    static boolean isTemporary(Path name) {
        return NAME.matcher(name.toString()).matches();
    }
}
