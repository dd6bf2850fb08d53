// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import org.infinoted.plugin.PluginException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ActivationFailureTest {
    private static String printed(Throwable thrown) {
        var stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        return stack.toString();
    }

    @Test
    void refusalOfThePluginIsFoundAmongItsWrappers() {
        assertEquals(
                new ActivationFailure(true, "minimum is -1; it must be 0 or more"),
                ActivationFailure.of(printed(new InvocationTargetException(new IllegalStateException(
                        "x", new PluginException("minimum is -1; it must be 0 or more", new Exception("why")))))));
    }

    @Test
    void anythingElseIsToldWithoutWhatOnlyWrapsIt() {
        assertEquals(
                new ActivationFailure(false, "java.lang.IllegalArgumentException: bad \\u001b[2J"),
                ActivationFailure.of(
                        printed(new InvocationTargetException(new IllegalArgumentException("bad \u001b[2J")))));
    }

    @Test
    void wrapperAloneIsBetterThanNothing() {
        assertEquals(
                new ActivationFailure(false, "org.osgi.service.component.ComponentException: cannot convert"),
                ActivationFailure.of(
                        "org.osgi.service.component.ComponentException: cannot convert\n\tat a.b(C.java)\n"));
    }

    @Test
    void nothingKnownIsSaidToBeInTheLog() {
        assertEquals(new ActivationFailure(false, "something that the log tells"), ActivationFailure.of(null));
        assertEquals(new ActivationFailure(false, "something that the log tells"), ActivationFailure.of("\n"));
    }
}
