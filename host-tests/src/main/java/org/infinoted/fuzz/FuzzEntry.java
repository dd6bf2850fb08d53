// SPDX-License-Identifier: Apache-2.0
package org.infinoted.fuzz;

import java.lang.reflect.Constructor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where Jazzer enters: it calls the static methods of one class by their names. */
public final class FuzzEntry {
    private static @Nullable FuzzTest target;

    private FuzzEntry() {}

    /**
     * Runs the target once, so that loading and instrumenting classes is not part of the time for an input.
     *
     * @param arguments the name of the target's class
     */
    public static void fuzzerInitialize(String[] arguments) throws Exception {
        Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        target = (FuzzTest) constructor.newInstance();
        target.check(new byte[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Objects.requireNonNull(target, "it is initialized before").check(input);
    }
}
