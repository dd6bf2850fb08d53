// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.util.concurrent.locks.LockSupport;
import org.infinoted.connection.Connection;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.session.Session;
import org.osgi.framework.FrameworkUtil;

/** A plugin that does harm in each of its callbacks, in the way that a header of its bundle says. */
public final class HarmfulPlugin implements Plugin<String, String> {
    /** Header: {@code sleep} (10 s), {@code block}, {@code error}, {@code flood} or {@code threads}. */
    public static final String HARM = "Test-Harm";

    private static final long SLEEP_SECONDS = 10;
    private static final int FLOOD = 100_000;
    private static final int THREADS = 10;

    private PluginContext<String, String> context;

    private void harm() {
        String harm = FrameworkUtil.getBundle(HarmfulPlugin.class).getHeaders().get(HARM);
        switch (harm) {
            case "sleep" -> sleep();
            case "block" -> block();
            case "error" -> throw new StackOverflowError("The test wants it");
            case "flood" -> {
                for (int i = 0; i < FLOOD; i++) {
                    context.execute(() -> {});
                }
            }
            case "threads" -> {
                for (int i = 0; i < THREADS; i++) {
                    Thread leaked = new Thread(HarmfulPlugin::block, "leaked");
                    leaked.setDaemon(true);
                    leaked.start();
                }
            }
            default -> throw new IllegalArgumentException(harm);
        }
    }

    private static void sleep() {
        long end = System.nanoTime() + SLEEP_SECONDS * 1_000_000_000;
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void block() {
        while (true) {
            LockSupport.park();
            Thread.interrupted(); // ignores the interruption, and clears it so as not to burn a core from
            // then on
        }
    }

    @Override
    public void initialize(PluginContext<String, String> newContext) {
        context = newContext;
    }

    @Override
    public String connectionAdded(Connection connection) {
        harm();
        return "";
    }

    @Override
    public void connectionRemoved(Connection connection, String info) {
        harm();
    }

    @Override
    public String sessionAdded(Session session) {
        context.listen(session, (where, event) -> harm());
        harm();
        return "";
    }

    @Override
    public void sessionRemoved(Session session, String info) {
        harm();
    }
}
