// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads on which plugins run, and those of their timer. A thread is often created while a plugin is on the
 * creator's stack, and outlives the plugin. So it inherits neither thread group nor context class loader nor thread
 * locals nor access control context: all but the first would keep the plugin's classes in memory.
 */
public final class PluginThreads implements ThreadFactory {
    private static final long DEFAULT_STACK = 0;

    private final String prefix;
    private final ThreadGroup group;
    private final @Nullable Consumer<Throwable> faults;
    private final AtomicInteger made = new AtomicInteger();

    /** @param prefix how the names of the threads begin; a number follows */
    public PluginThreads(String prefix) {
        this(prefix, top(), null);
    }

    /** @param faults told of what ends a thread; the executor replaces it when there is more to do */
    public PluginThreads(String prefix, Consumer<Throwable> faults) {
        this(prefix, top(), faults);
    }

    PluginThreads(String prefix, ThreadGroup group) {
        this(prefix, group, null);
    }

    private PluginThreads(String prefix, ThreadGroup group, @Nullable Consumer<Throwable> faults) {
        this.prefix = prefix;
        this.group = group;
        this.faults = faults;
    }

    /** The top thread group. */
    static ThreadGroup top() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    @Override
    @SuppressWarnings("removal") // there is no other way to a thread without the maker's access control context
    public Thread newThread(Runnable task) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            var thread = new Thread(group, task, prefix + "-" + made.incrementAndGet(), DEFAULT_STACK, false);
            thread.setContextClassLoader(PluginThreads.class.getClassLoader());
            thread.setDaemon(true);
            Consumer<Throwable> told = faults;
            if (told != null) {
                thread.setUncaughtExceptionHandler((ended, thrown) -> told.accept(thrown));
            }
            return thread;
        });
    }
}
