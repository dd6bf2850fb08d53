// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import org.infinoted.connection.Connection;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.session.Session;
import org.osgi.framework.FrameworkUtil;

/** A plugin that throws in the callback, or in the listener, that a header of its bundle names. */
public final class FaultyPlugin implements Plugin<String, String> {
    /** Header: the name of the callback that throws. */
    public static final String FAULT = "Test-Fault";
    /** Header: {@code error} if it is to throw an error and no exception. */
    static final String KIND = "Test-Kind";

    private PluginContext<String, String> context;

    private static String header(String name) {
        return FrameworkUtil.getBundle(FaultyPlugin.class).getHeaders().get(name);
    }

    private static void mayFail(String callback) throws Exception {
        if (callback.equals(header(FAULT))) {
            if ("error".equals(header(KIND))) {
                throw new NoClassDefFoundError("missing in " + callback);
            }
            throw new Exception("thrown in " + callback);
        }
    }

    @Override
    public void initialize(PluginContext<String, String> newContext) throws Exception {
        context = newContext;
        mayFail("initialize");
    }

    @Override
    public void deinitialize() throws Exception {
        mayFail("deinitialize");
    }

    @Override
    public String connectionAdded(Connection connection) throws Exception {
        mayFail("connectionAdded");
        return "connection";
    }

    @Override
    public void connectionRemoved(Connection connection, String info) throws Exception {
        mayFail("connectionRemoved");
    }

    @Override
    public String sessionAdded(Session session) throws Exception {
        mayFail("sessionAdded");
        context.listen(session, (changed, event) -> {
            if ("happened".equals(header(FAULT))) {
                throw new IllegalStateException("thrown in happened");
            }
        });
        return "session";
    }

    @Override
    public void sessionRemoved(Session session, String info) throws Exception {
        mayFail("sessionRemoved");
    }
}
