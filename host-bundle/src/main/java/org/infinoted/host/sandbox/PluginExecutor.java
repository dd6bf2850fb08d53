// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.concurrent.Executor;

/**
 * What one plugin runs on. It has a thread for each task, so one that blocks keeps no other from running, and does not run a task in
 * the thread that gives it.
 */
@FunctionalInterface
public interface PluginExecutor extends Executor {
    /** Nothing is given to it any more. What runs is left alone. */
    default void retire() {}
}
