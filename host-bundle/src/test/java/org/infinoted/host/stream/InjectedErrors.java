// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.stream.Stream;

/** What anything may throw at any time: one of each kind. */
public final class InjectedErrors {
    private InjectedErrors() {}

    /** For parameterised tests. */
    public static Stream<Throwable> all() {
        return Stream.of(
                new OutOfMemoryError("Java heap space, says the test"),
                new StackOverflowError(),
                new NoClassDefFoundError("org/example/Missing"),
                new IllegalStateException("broken"),
                new AssertionError("impossible"));
    }

    /** Throws this, and returns nothing. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // stands where a value of any type is wanted
    public static <T> T throwAny(Throwable thrown) {
        InjectedErrors.<RuntimeException>sneak(thrown);
        return null;
    }

    @SuppressWarnings("unchecked") // it is no such thing, and nobody looks
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
