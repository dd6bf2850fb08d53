// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.time.Duration;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.session.Session;

/** Registers all that can be registered, for the test that loads this class with a loader of its own to see it go again. */
public final class LeavingPlugin implements Plugin<LeavingPlugin.Info, LeavingPlugin.Info> {
    private final Runnable wheneverCalled;
    private final boolean failing;
    private PluginContext<Info, Info> context;

    /**
     * @param wheneverCalled run in the callbacks
     * @param failing whether to throw exceptions of a class of its own wherever that is possible
     */
    public LeavingPlugin(Runnable wheneverCalled, boolean failing) {
        this.wheneverCalled = wheneverCalled;
        this.failing = failing;
    }

    record Info(LeavingPlugin plugin) {}

    private static final class OwnException extends Exception {
        private static final long serialVersionUID = 1L;

        OwnException() {
            super("of the plugin's own");
        }
    }

    private final class Listener implements ConnectionListener {
        @Override
        public void failed(Connection connection, String message) {
            context.name();
        }
    }

    @Override
    public void initialize(PluginContext<Info, Info> given) throws Exception {
        context = given;
        context.schedule(Duration.ofHours(1), () -> context.name());
        context.repeat(Duration.ofHours(1), () -> context.name());
        context.repeat(Duration.ofMillis(1), () -> context.name());
        context.execute(() -> {
            if (failing) {
                throw new IllegalStateException(new OwnException());
            }
        });
        run();
    }

    @Override
    public Info connectionAdded(Connection connection) throws Exception {
        context.listen(connection, new Listener());
        run();
        return new Info(this);
    }

    @Override
    public Info sessionAdded(Session session) throws Exception {
        context.listen(session, (where, event) -> context.name());
        run();
        return new Info(this);
    }

    @Override
    public void deinitialize() throws Exception {
        run();
    }

    private void run() throws OwnException {
        wheneverCalled.run();
        if (failing) {
            throw new OwnException();
        }
    }
}
