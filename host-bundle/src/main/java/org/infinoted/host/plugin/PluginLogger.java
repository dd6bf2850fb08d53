// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.infinoted.host.sandbox.LoggedThrowable;
import org.infinoted.host.sandbox.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A plugin's log: writes to SLF4J, makes control characters visible and cuts what is too long. How many lines are written is up to the
 * log, which tells plugins apart by their loggers.
 */
final class PluginLogger implements System.Logger {
    private final Logger log;

    PluginLogger(Logger log) {
        this.log = log;
    }

    @Override
    public String getName() {
        return log.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return switch (level) {
            case ALL, TRACE -> log.isTraceEnabled();
            case DEBUG -> log.isDebugEnabled();
            case INFO -> log.isInfoEnabled();
            case WARNING -> log.isWarnEnabled();
            case ERROR -> log.isErrorEnabled();
            case OFF -> false;
        };
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            write(level, localized(bundle, message), thrown);
        }
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object @Nullable ... params) {
        if (isLoggable(level)) {
            String message = localized(bundle, format);
            write(
                    level,
                    message == null || params == null || params.length == 0 ? message : formatted(message, params),
                    null);
        }
    }

    private void write(Level level, @Nullable String message, @Nullable Throwable plugins) {
        Throwable thrown = LoggedThrowable.of(plugins);
        String line = SafeText.line(String.valueOf(message));
        switch (level) {
            case ALL, TRACE -> log.trace(line, thrown);
            case DEBUG -> log.debug(line, thrown);
            case INFO -> log.info(line, thrown);
            case WARNING -> log.warn(line, thrown);
            case ERROR -> log.error(line, thrown);
            case OFF -> {}
        }
    }

    private static @Nullable String localized(@Nullable ResourceBundle bundle, @Nullable String message) {
        try {
            return bundle == null || message == null ? message : bundle.getString(message);
        } catch (MissingResourceException e) {
            return message;
        }
    }

    private static String formatted(String format, Object[] params) {
        try {
            return MessageFormat.format(format, params);
        } catch (IllegalArgumentException e) {
            return format;
        }
    }
}
