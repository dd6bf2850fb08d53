// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.lang.System.Logger.Level;
import org.infinoted.connection.Connection;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.session.Session;
import org.osgi.framework.FrameworkUtil;

/** A plugin that logs each of its callbacks, with the version of its bundle. Its infos are names of what they belong to. */
public final class RecordingPlugin implements Plugin<String, String> {
    private final String version =
            FrameworkUtil.getBundle(RecordingPlugin.class).getVersion().toString();
    private PluginContext<String, String> context;

    /** What is logged of a callback. */
    static String line(String version, String callback) {
        return "recorded by " + version + ": " + callback;
    }

    private void record(String callback) {
        context.logger().log(Level.INFO, line(version, callback));
    }

    @Override
    public void initialize(PluginContext<String, String> newContext) {
        context = newContext;
        record("initialize");
    }

    @Override
    public void deinitialize() {
        record("deinitialize");
    }

    @Override
    public String connectionAdded(Connection connection) {
        record("connectionAdded " + connection.remoteAddress());
        return connection.remoteAddress();
    }

    @Override
    public void connectionRemoved(Connection connection, String info) {
        record("connectionRemoved " + info);
    }

    @Override
    public String sessionAdded(Session session) {
        record("sessionAdded " + path(session));
        return path(session);
    }

    @Override
    public void sessionRemoved(Session session, String info) {
        record("sessionRemoved " + info);
    }

    private static String path(Session session) {
        return session.node().map(node -> node.path()).orElse("chat");
    }
}
