// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.concurrent.Executor;

/**
 * The executor of one plugin's code. Each task has its own thread, so a task that blocks does not delay others. A task
 * never runs in the thread that submits it.
 */
@FunctionalInterface
public interface PluginExecutor extends Executor {
    /** Accepts no more tasks. Running ones are left alone. */
    default void retire() {}
}
