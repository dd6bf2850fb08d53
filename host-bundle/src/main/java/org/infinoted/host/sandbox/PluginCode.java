// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.function.Consumer;
import org.infinoted.connection.Connection;
import org.infinoted.plugin.PluginException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.spi.MDCAdapter;

/**
 * The code of a plugin's bundle, and the one place where the host enters such code. A call has the bundle's class
 * loader as context class loader and the plugin's name in the log's context. What it throws is logged and goes no
 * further, and an interrupt that was meant for it does not outlive it.
 *
 * <p>Only note types are called in another way, on the loops of their sessions. Thread-safe.
 */
public final class PluginCode {
    private static final String MDC_KEY = "plugin";
    private static final String CONNECTION_KEY = "connection"; // as in LogContext

    private final String name;
    private final String owner;
    private final ClassLoader loader;
    private final MDCAdapter mdc;
    private final Logger log;
    private final Consumer<Throwable> faults;

    /**
     * @param name the plugin's, for the log's context
     * @param owner the owner of the code, for use within sentences, such as {@code plugin "visits"}
     * @param faults told of errors of the virtual machine, which may be more than the plugin's trouble, or made up by it
     */
    public PluginCode(
            String name, String owner, ClassLoader loader, MDCAdapter mdc, Logger log, Consumer<Throwable> faults) {
        this.name = name;
        this.owner = owner;
        this.loader = loader;
        this.mdc = mdc;
        this.log = log;
        this.faults = faults;
    }

    /** A call into the code. What it returns may be null, whatever a plugin has to promise. */
    @FunctionalInterface
    public interface Body<R> {
        @Nullable
        R call() throws Exception;
    }

    /** A call into the code that has no result. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;

        /** The same call, with null as its result. */
        default Body<Void> asBody() {
            return () -> {
                run();
                return null;
            };
        }
    }

    /**
     * Makes a call on this thread.
     *
     * @param call made by this thread; it has ended when this returns
     * @param what is called, for the log
     */
    public <R> @Nullable R call(ActiveCall call, Object what, Body<R> body) throws PluginCodeException {
        return call(call, what, null, body);
    }

    /**
     * Makes a call on this thread.
     *
     * @param call made by this thread; it has ended when this returns
     * @param what is called, for the log
     * @param about the connection that it is about, for the log's context; null if it is about none
     */
    public <R> @Nullable R call(ActiveCall call, Object what, @Nullable Connection about, Body<R> body)
            throws PluginCodeException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        mdc.put(MDC_KEY, name);
        if (about != null) {
            mdc.put(CONNECTION_KEY, about.remoteAddress());
        }
        try {
            return body.call();
        } catch (Throwable e) {
            throw failure(what, e);
        } finally {
            call.end();
            mdc.remove(MDC_KEY);
            mdc.remove(CONNECTION_KEY);
            thread.setContextClassLoader(before);
        }
    }

    /** Part of the call, since logging an exception runs code of the plugin: its messages, its causes. */
    private PluginCodeException failure(Object what, Throwable thrown) {
        try {
            if (thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError)) {
                faults.accept(thrown);
                log.error(
                        "The virtual machine is in trouble; it showed when {} was in {}",
                        owner,
                        what,
                        LoggedThrowable.of(thrown));
            } else {
                log.warn("{} failed in {}", sentence(owner), what, LoggedThrowable.of(thrown));
            }
            boolean meantForPeople = thrown instanceof PluginException && thrown.getMessage() != null;
            return new PluginCodeException(thrown.toString(), meantForPeople ? thrown.getMessage() : null);
        } catch (Throwable again) {
            return new PluginCodeException(thrown.getClass().getName(), null);
        }
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
