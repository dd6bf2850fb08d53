// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The threads of one plugin: those on which it is called, and those that its code creates, directly or through other
 * threads. The number of the latter is limited; beyond the limit the constructor of {@link Thread} throws an exception.
 * Idle threads are not free: ten thousand made garbage collections five times as long (70 ms), and a machine has only
 * so many.
 */
public final class PluginPool implements PluginExecutor {
    private static final int IDLE_SECONDS = 10;
    /** The first version of Java in which the top thread group does not keep the others forever. */
    private static final int GROUPS_ARE_COLLECTED = 19;

    /** Whose code a thread runs. Threads inherit it, and that is when they are counted. */
    private static final InheritableThreadLocal<PluginPool> OWNER = new InheritableThreadLocal<>() {
        @Override
        protected PluginPool childValue(PluginPool owner) {
            if (owner != null) {
                owner.another();
            }
            return owner;
        }
    };

    private final int most;
    private final AtomicInteger allowance; // how many may be created before live threads must be counted again
    private final AtomicBoolean told = new AtomicBoolean(); // whether the limit was reported since there was room last
    private final ThreadGroup group;
    private final ThreadPoolExecutor pool;
    private volatile Consumer<String> tooMany;

    /** @param most how many threads made by the plugin may live */
    public PluginPool(String name, int most, Consumer<String> tooMany) {
        this.most = most;
        this.allowance = new AtomicInteger(most);
        this.tooMany = tooMany;
        this.group = new ThreadGroup(PluginThreads.top(), name);
        var threads = new PluginThreads("infinoted-plugin-" + name, group);
        this.pool = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> threads.newThread(() -> {
                    OWNER.set(this);
                    task.run();
                }));
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    private void another() {
        if (allowance.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return;
        }
        int free = most - (group.activeCount() - pool.getPoolSize());
        if (free <= 0) {
            String text = "It has made " + most + " threads that still live, and wants more";
            if (!told.getAndSet(true)) {
                tooMany.accept(text);
            }
            throw new IllegalStateException(text + " than the server lets it have (plugin-threads)");
        }
        allowance.set(free - 1);
        told.set(false);
    }

    @Override
    public void retire() {
        tooMany = text -> {}; // it refers to the plugin, and threads that the plugin leaves behind refer to this
        pool.shutdown();
        if (Runtime.version().feature() < GROUPS_ARE_COLLECTED) {
            forget(group);
        }
    }

    @SuppressWarnings({"deprecation", "removal"}) // whatever has it also needs it
    private static void forget(ThreadGroup group) {
        group.setDaemon(true);
        try {
            group.destroy();
        } catch (IllegalThreadStateException e) {
            // the last of the threads does this
        }
    }
}
