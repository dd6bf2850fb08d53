// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;

/**
 * What the process prints. Nothing in it waits until somebody has read that: neither a thread that logs, nor a plugin that prints, nor
 * the end of the server.
 */
final class StandardStreams {
    /** At the end, so much time is given to what reads standard output, and the same to what reads standard error. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

    private final DetachedOutput detachedOut;
    private final DetachedOutput detachedErr;
    private final PrintStream out;
    private final PrintStream err;

    /** @param out where the output really goes; nothing else may write there from now on */
    StandardStreams(OutputStream out, OutputStream err) {
        detachedOut = DetachedOutput.to(out, "stdout");
        detachedErr = DetachedOutput.to(err, "stderr");
        this.out = new PrintStream(detachedOut, false, Charset.defaultCharset());
        this.err = new PrintStream(detachedErr, false, Charset.defaultCharset());
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** Waits until all that was printed is written, but not for long. */
    void drain() {
        try {
            detachedOut.drain(DRAIN_LIMIT);
            detachedErr.drain(DRAIN_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
