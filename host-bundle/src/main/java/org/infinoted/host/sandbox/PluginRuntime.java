// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/**
 * The executors, clocks and logs with which plugins run.
 *
 * @param executor for work of the server on behalf of plugins that may wait; it must not run a task in the thread that
 *     submits it
 * @param executors makes the executors of plugins' code
 * @param timer for scheduled tasks and time limits
 * @param nanoTime the clock by which callbacks are measured
 * @param clock the time of failures
 * @param loggers makes the loggers
 * @param mdc names the plugin of a log line, as {@code plugin}
 * @param faults told of errors of the virtual machine that showed in calls of plugins, and of the threads for them; any thread
 */
public record PluginRuntime(
        Executor executor,
        PluginExecutors executors,
        PluginTimer timer,
        LongSupplier nanoTime,
        InstantSource clock,
        ILoggerFactory loggers,
        MDCAdapter mdc,
        Consumer<Throwable> faults) {
    /**
     * The machine's clock and log.
     *
     * @param executor elastic, with threads made by {@link PluginThreads}
     * @param timer with a thread made by {@link PluginThreads}
     * @param threads how many threads that the code of a plugin has made may live
     * @param faults see {@link PluginRuntime}
     */
    public static PluginRuntime of(
            Executor executor, ScheduledExecutorService timer, int threads, Consumer<Throwable> faults) {
        return new PluginRuntime(
                executor,
                (name, tooMany) -> new PluginPool(name, threads, tooMany),
                PluginTimer.of(timer),
                System::nanoTime,
                InstantSource.system(),
                LoggerFactory.getILoggerFactory(),
                MDC.getMDCAdapter(),
                faults);
    }
}
