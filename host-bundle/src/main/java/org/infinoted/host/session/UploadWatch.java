// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.infinoted.host.group.XmlSize;
import org.infinoted.host.loop.Loop;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.SessionSyncError;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/** Holds one upload to its limits. Belongs to the upload's home loop. */
final class UploadWatch {
    /** How much comes between two reports. */
    private static final long STEP = 256 << 10;

    private final Loop home;
    private final UploadLimits limits;
    private final Consumer<String> tooSlow;
    private final LongConsumer grown;
    private long bytes;
    private long reported;
    private boolean progressed;
    private boolean over;
    private Loop.@Nullable Timer deadline;
    private Loop.@Nullable Timer look;

    /**
     * @param tooSlow told why the upload is to be ended
     * @param grown told how much has come in all, each time that it is considerably more
     */
    UploadWatch(Loop home, UploadLimits limits, Consumer<String> tooSlow, LongConsumer grown) {
        this.home = home;
        this.limits = limits;
        this.tooSlow = tooSlow;
        this.grown = grown;
    }

    /** The time runs from now on. */
    void begin() {
        if (!over) {
            deadline = home.schedule(
                    limits.time(),
                    () -> tooSlow.accept(
                            "The upload has taken longer than " + limits.time().toSeconds() + " s"));
            lookLater();
        }
    }

    /** A message has come. */
    void took(Element message) throws ProtocolException {
        progressed = true;
        bytes += XmlSize.of(message);
        if (bytes > limits.bytes()) {
            throw new ProtocolException(
                    SessionSyncError.FAILED,
                    "The document is larger than the " + limits.bytes() + " bytes that it may be");
        }
        if (bytes - reported >= STEP) {
            reported = bytes;
            grown.accept(bytes);
        }
    }

    /** The upload is over, complete or not. */
    void end() {
        over = true;
        if (deadline != null) {
            deadline.cancel();
        }
        if (look != null) {
            look.cancel();
        }
    }

    private void lookLater() {
        look = home.schedule(limits.stall(), () -> {
            if (!progressed) {
                tooSlow.accept(
                        "Nothing of the upload has come for " + limits.stall().toSeconds() + " s");
                return;
            }
            progressed = false;
            lookLater();
        });
    }
}
