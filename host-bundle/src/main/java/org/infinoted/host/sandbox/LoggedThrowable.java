// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text and the stack of a throwable from a plugin's code, for the log. The throwable itself must not get there: it
 * refers to the classes on its stack, and the log service keeps its latest entries, so a plugin's classes would stay in
 * memory long after the plugin has gone.
 */
public final class LoggedThrowable extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;

    private LoggedThrowable(Throwable original, Set<Throwable> seen) {
        super(excerpt(original.toString()), of(original.getCause(), seen), true, true);
        setStackTrace(original.getStackTrace());
        for (Throwable suppressed : original.getSuppressed()) {
            Throwable logged = of(suppressed, seen);
            if (logged != null) {
                addSuppressed(logged);
            }
        }
    }

    private static String excerpt(@Nullable String text) {
        String shown = String.valueOf(text);
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "... (cut)";
    }

    /**
     * Replaces a throwable for the log; null for null. Calls methods that the throwable's class may have overridden.
     */
    public static @Nullable Throwable of(@Nullable Throwable thrown) {
        return of(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** @param seen ends circles of causes */
    private static @Nullable Throwable of(@Nullable Throwable thrown, Set<Throwable> seen) {
        return thrown == null || !seen.add(thrown) ? null : new LoggedThrowable(thrown, seen);
    }

    /** Takes no stack of its own. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // there is nothing to guard
    public Throwable fillInStackTrace() {
        return this;
    }

    /** The text of the original throwable. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name of this class is nobody's business
    public String toString() {
        return String.valueOf(getMessage());
    }
}
