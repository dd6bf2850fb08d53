// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinoted.connection.Connection;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.session.Session;
import org.jspecify.annotations.Nullable;

/** Stands between the server and a plugin, and records where either breaks the contract. */
final class ContractChecker<C extends @Nullable Object, S extends @Nullable Object> implements Plugin<C, S> {
    private final Plugin<C, S> plugin;
    private final IdentityHashMap<Object, @Nullable Object> infos =
            new IdentityHashMap<>(); // of all that has been added and not removed

    @GuardedBy("violations") // plugins may have threads
    private final List<String> violations = new ArrayList<>();

    private final AtomicInteger life = new AtomicInteger(); // odd while it has begun and not ended

    ContractChecker(Plugin<C, S> plugin) {
        this.plugin = plugin;
    }

    /** The recorded violations. */
    List<String> violations() {
        synchronized (violations) {
            return List.copyOf(violations);
        }
    }

    /** How many connections and sessions the plugin has at this moment. */
    int held() {
        return infos.size();
    }

    /** Whether the plugin has begun and not ended. */
    boolean isAlive() {
        return life.get() % 2 != 0;
    }

    @Override
    public void initialize(PluginContext<C, S> context) throws Exception {
        check(!isAlive(), "was initialised a second time");
        life.incrementAndGet();
        plugin.initialize(watched(context, life.get()));
    }

    @Override
    public void deinitialize() throws Exception {
        check(isAlive(), "was ended without having begun");
        check(infos.isEmpty(), "was ended, but not told of the removal of " + infos.keySet());
        try {
            plugin.deinitialize();
        } finally {
            life.incrementAndGet();
            infos.clear();
        }
    }

    @Override
    public @Nullable C connectionAdded(Connection connection) throws Exception {
        return added(connection, plugin.connectionAdded(connection));
    }

    @Override
    public void connectionRemoved(Connection connection, C info) throws Exception {
        removed(connection, info);
        plugin.connectionRemoved(connection, info);
    }

    @Override
    public @Nullable S sessionAdded(Session session) throws Exception {
        return added(session, plugin.sessionAdded(session));
    }

    @Override
    public void sessionRemoved(Session session, S info) throws Exception {
        removed(session, info);
        plugin.sessionRemoved(session, info);
    }

    private <I> @Nullable I added(Object subject, @Nullable I info) {
        check(isAlive(), "was told of " + subject + " outside of its life");
        check(!infos.containsKey(subject), "was told of " + subject + " twice");
        infos.put(subject, info);
        return info;
    }

    private void removed(Object subject, @Nullable Object info) {
        check(infos.containsKey(subject), "was told of the removal of " + subject + " and not of it");
        check(infos.remove(subject) == info, "got another info at the removal of " + subject);
    }

    /** Wraps the context to record each use after the plugin's end. Methods added later are watched as well. */
    @SuppressWarnings("unchecked") // a proxy of the interface
    private PluginContext<C, S> watched(PluginContext<C, S> context, int ofLife) {
        return (PluginContext<C, S>) Proxy.newProxyInstance(
                PluginContext.class.getClassLoader(),
                new Class<?>[] {PluginContext.class},
                (self, method, arguments) -> {
                    check(life.get() == ofLife, "uses " + method.getName() + " of the context after its end");
                    try {
                        return method.invoke(context, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void check(boolean right, String violation) {
        if (!right) {
            synchronized (violations) {
                violations.add("The plugin " + violation);
            }
        }
    }
}
