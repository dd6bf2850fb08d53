// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.osgi.framework.FrameworkUtil;

/** A plugin that does not start, or not yet, in the way that a header of its bundle or the test says. */
public final class BadStartPlugin implements Plugin<String, String> {
    private static final long PAUSE_NANOS = 10_000_000;

    /** Header: {@link #CONSTRUCTOR}, {@link #NEVER} or missing. */
    public static final String WAY = "Test-Way";
    /** The constructor throws. */
    public static final String CONSTRUCTOR = "constructor";
    /** {@code initialize} never returns, not even when its thread is interrupted. */
    public static final String NEVER = "never";
    /** Header: {@code initialize} returns when this file is there. */
    public static final String WAIT = "Test-Wait";
    /** System property: while it is set, {@code initialize} throws. */
    public static final String FORBIDDEN = "infinoted.test.forbidden";

    public BadStartPlugin() {
        if (CONSTRUCTOR.equals(header(WAY))) {
            throw new IllegalStateException("thrown in the constructor");
        }
    }

    private static String header(String name) {
        return FrameworkUtil.getBundle(BadStartPlugin.class).getHeaders().get(name);
    }

    @Override
    public void initialize(PluginContext<String, String> context) {
        if (System.getProperty(FORBIDDEN) != null) {
            throw new IllegalStateException("forbidden by the test");
        }
        while (NEVER.equals(header(WAY))) {
            LockSupport.park(this);
        }
        String file = header(WAIT);
        while (file != null && Files.notExists(Path.of(file))) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }
}
