// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/**
 * What plugins run on.
 *
 * @param executor for what the server does on behalf of plugins and what may wait; it must not run a task in the thread that
 *     gives it
 * @param executors for what runs code of plugins
 * @param timer for scheduled tasks and time limits
 * @param nanoTime the clock by which callbacks are measured
 * @param clock says when a failure was noticed
 * @param loggers where the log goes
 * @param mdc says which plugin a line of the log is about, as {@code plugin}
 */
public record PluginRuntime(
        Executor executor,
        PluginExecutors executors,
        PluginTimer timer,
        LongSupplier nanoTime,
        InstantSource clock,
        ILoggerFactory loggers,
        MDCAdapter mdc) {
    /**
     * The machine's clock and log.
     *
     * @param executor elastic, with threads made by {@link PluginThreads}
     * @param timer with a thread made by {@link PluginThreads}
     * @param threads how many threads that the code of a plugin has made may live
     */
    public static PluginRuntime of(Executor executor, ScheduledExecutorService timer, int threads) {
        return new PluginRuntime(
                executor,
                (name, tooMany) -> new PluginPool(name, threads, tooMany),
                PluginTimer.of(timer),
                System::nanoTime,
                InstantSource.system(),
                LoggerFactory.getILoggerFactory(),
                MDC.getMDCAdapter());
    }
}
