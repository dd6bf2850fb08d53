// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Set;

/**
 * Lines that say the same of different things. What a line says is no measure of that, since clients can vary it; the place in
 * the code is.
 *
 * @param logger its name
 * @param level of the lines
 * @param place in the code where they are logged
 */
record Kind(String logger, Level level, String place) {
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String UNKNOWN = "";

    /** Code between the one that logs and this class. */
    private static final List<String> LOGGING_PACKAGES =
            List.of("ch.qos.logback.", "org.ops4j.pax.logging.", "org.slf4j.", "java.lang.System$Logger");

    private static final Set<String> LOGGING_CLASSES =
            Set.of(Kind.class.getName(), LineLimiter.class.getName(), "org.infinoted.host.plugin.PluginLogger");

    /** The kind of a line that is being logged in this thread. */
    static Kind ofThisThread(String logger, Level level) {
        return new Kind(
                logger,
                level,
                STACK.walk(frames -> frames.filter(frame -> !isLogging(frame.getClassName()))
                                .findFirst())
                        .map(frame ->
                                frame.getClassName() + '.' + frame.getMethodName() + ':' + frame.getByteCodeIndex())
                        .orElse(UNKNOWN));
    }

    private static boolean isLogging(String className) {
        for (String prefix : LOGGING_PACKAGES) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return LOGGING_CLASSES.contains(className);
    }
}
