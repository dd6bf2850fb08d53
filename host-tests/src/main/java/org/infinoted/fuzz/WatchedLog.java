// SPDX-License-Identifier: Apache-2.0
package org.infinoted.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** The log of a process that fuzzes: forgets everything but errors with a stack, and these unless somebody waits for them. */
public final class WatchedLog implements SLF4JServiceProvider {
    /** The system property that names this class, so that SLF4J takes it. */
    static final String PROPERTY = "slf4j.provider";

    private static final ThreadLocal<@Nullable List<String>> ERRORS = new ThreadLocal<>();

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new BasicMDCAdapter();

    /** Something that is watched. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** The errors that were logged on this thread meanwhile, each with its stack. */
    static List<String> errorsDuring(Action action) throws Exception {
        List<String> errors = new ArrayList<>();
        ERRORS.set(errors);
        try {
            action.run();
        } finally {
            ERRORS.remove();
        }
        return errors;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return Watcher::new;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // everything is there
    }

    private static final class Watcher extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        Watcher(String name) {
            this.name = name;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true; // so that making the message is tested
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            List<String> errors = ERRORS.get();
            if (errors == null) {
                return;
            }
            String text = MessageFormatter.basicArrayFormat(message, arguments);
            if (level == Level.ERROR && thrown != null) {
                StringWriter stack = new StringWriter();
                thrown.printStackTrace(new PrintWriter(stack));
                errors.add(text + "\n" + stack);
            }
        }
    }
}
