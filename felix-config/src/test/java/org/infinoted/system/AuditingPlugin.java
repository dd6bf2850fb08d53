// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.infinoted.connection.Connection;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.session.Session;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * A plugin that checks whether each callback of the server is allowed at that moment. It fails when the test says so.
 * The test has another class loader, so the two share objects of the JDK in the system properties.
 */
public final class AuditingPlugin implements Plugin<String, String> {
    /** A {@code Queue<String>}: which rules the server has broken. */
    public static final String VIOLATIONS = "org.infinoted.test.violations";
    /** A {@link BooleanSupplier}: whether the callback that asks is to fail. */
    public static final String FAULTS = "org.infinoted.test.faults";

    private final String self = bundle();
    private final IdentityHashMap<Object, String> connections = new IdentityHashMap<>();
    private final IdentityHashMap<Object, String> sessions = new IdentityHashMap<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean live;

    private static String bundle() {
        Bundle bundle = FrameworkUtil.getBundle(AuditingPlugin.class);
        return bundle.getSymbolicName() + "/" + bundle.getVersion();
    }

    private void callback(String what, boolean mayFail, Runnable step) throws Exception {
        if (!busy.compareAndSet(false, true)) {
            violated(what + " while another callback runs");
        }
        try {
            if (mayFail && fault()) {
                throw new IllegalStateException("The test wants " + what + " of " + self + " to fail");
            }
            step.run();
            if (!mayFail && fault()) {
                throw new IllegalStateException("The test wants " + what + " of " + self + " to fail at its end");
            }
        } finally {
            busy.set(false);
        }
    }

    private static boolean fault() {
        return ((BooleanSupplier) System.getProperties().get(FAULTS)).getAsBoolean();
    }

    @SuppressWarnings("unchecked")
    private void violated(String what) {
        ((Queue<String>) System.getProperties().get(VIOLATIONS)).add(self + ": " + what);
    }

    private void check(boolean rule, String what) {
        if (!rule) {
            violated(what);
        }
    }

    @Override
    public void initialize(PluginContext<String, String> context) throws Exception {
        callback("initialize", false, () -> {
            check(!live, "initialize twice");
            check(connections.isEmpty() && sessions.isEmpty(), "something before initialize");
            live = true;
        });
    }

    @Override
    public void deinitialize() throws Exception {
        callback("deinitialize", false, () -> {
            check(live, "deinitialize without initialize");
            check(sessions.isEmpty(), "deinitialize with sessions " + sessions.values());
            check(connections.isEmpty(), "deinitialize with connections " + connections.values());
            live = false;
        });
    }

    @Override
    public String connectionAdded(Connection connection) throws Exception {
        String info = new String("connection " + connection.remoteAddress());
        callback("connectionAdded", true, () -> {
            check(live, "connectionAdded while not live");
            check(connections.put(connection, info) == null, info + " added twice");
        });
        return info;
    }

    @Override
    public void connectionRemoved(Connection connection, String info) throws Exception {
        callback("connectionRemoved", false, () -> {
            check(live, "connectionRemoved while not live");
            String kept = connections.remove(connection);
            check(kept != null && kept.equals(info), info + " removed, but it is " + kept);
        });
    }

    @Override
    public String sessionAdded(Session session) throws Exception {
        String info = new String("session " + session);
        callback("sessionAdded", true, () -> {
            check(live, "sessionAdded while not live");
            check(sessions.put(session, info) == null, info + " added twice");
        });
        return info;
    }

    @Override
    public void sessionRemoved(Session session, String info) throws Exception {
        callback("sessionRemoved", false, () -> {
            check(live, "sessionRemoved while not live");
            String kept = sessions.remove(session);
            check(kept != null && kept.equals(info), info + " removed, but it is " + kept);
        });
    }
}
