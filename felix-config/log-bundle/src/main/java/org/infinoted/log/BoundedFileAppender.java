// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.File;
import java.io.IOException;
import java.time.InstantSource;

/**
 * A file that is rolled by its size, and stays bounded when it cannot be rolled, such as in a folder that may not be written to. At
 * twice its size nothing is written any more; what is dropped is counted, and said as soon as there is room again.
 */
public final class BoundedFileAppender extends RollingFileAppender<ILoggingEvent> {
    private final InstantSource clock = InstantSource.system();

    @GuardedBy("streamWriteLock")
    private long lost;

    @Override
    protected void writeOut(ILoggingEvent event) throws IOException {
        streamWriteLock.lock();
        try {
            if (isFull()) {
                lost++;
                return;
            }
            if (lost > 0) {
                String text = lost + " lines were not written here, because the file could not be rolled";
                lost = 0;
                super.writeOut(LogLine.own(clock.instant(), text));
            }
            super.writeOut(event);
        } finally {
            streamWriteLock.unlock();
        }
    }

    private boolean isFull() {
        return getTriggeringPolicy() instanceof SizeBasedTriggeringPolicy<?> policy
                && new File(getFile()).length() >= 2 * policy.getMaxFileSize().getSize();
    }
}
