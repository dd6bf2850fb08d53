// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads on which plugins run, and those of their timer. A thread is often made while a plugin is on the stack of the
 * maker, and the thread outlives the plugin: so it inherits neither the context class loader nor thread locals nor the access
 * control context, each of which would keep the plugin's classes in memory.
 */
public final class PluginThreads implements ThreadFactory {
    private static final long DEFAULT_STACK = 0;

    private final String prefix;
    private final AtomicInteger made = new AtomicInteger();

    /** @param prefix how the names of the threads begin; a number follows */
    public PluginThreads(String prefix) {
        this.prefix = prefix;
    }

    @Override
    @SuppressWarnings("removal") // there is no other way to a thread without the maker's access control context
    public Thread newThread(Runnable task) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            var thread = new Thread(null, task, prefix + "-" + made.incrementAndGet(), DEFAULT_STACK, false);
            thread.setContextClassLoader(PluginThreads.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        });
    }
}
