// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StandardStreamsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Pipe out = new Pipe();
    private final Pipe err = new Pipe();
    private final StandardStreams streams = new StandardStreams(out, err);

    /** Blocks each write until it is read. */
    private static final class Pipe extends OutputStream {
        private final Semaphore reads = new Semaphore(0);
        private final Semaphore writes = new Semaphore(0);
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private volatile boolean broken;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writes.release();
            reads.acquireUninterruptibly();
            if (broken) {
                throw new IOException("Broken pipe");
            }
            synchronized (content) {
                content.write(bytes, offset, length);
            }
        }

        void readAll() {
            reads.release(10_000_000);
        }

        List<String> lines() {
            synchronized (content) {
                return content.toString(Charset.defaultCharset()).lines().toList();
            }
        }
    }

    @Test
    void whatIsPrintedArrivesWholeAndInItsOrder() {
        out.readAll();
        for (int i = 0; i < 1000; i++) {
            streams.out().println("line \u00fc " + i);
        }
        streams.out().print("the rest");
        streams.drain();

        assertEquals(1001, out.lines().size());
        assertEquals("line \u00fc 999", out.lines().get(999));
        assertEquals("the rest", out.lines().get(1000));
    }

    @Test
    void nobodyWaitsForAPipeThatNobodyReads() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            for (int i = 0; i < 100_000; i++) {
                streams.err().println("a line that is longer than the room for it is wide " + i);
            }
        });
    }

    @Test
    void theEndDoesNotWaitForAPipeThatNobodyReads() {
        streams.out().println("line");
        streams.err().println("line");

        assertTimeoutPreemptively(PATIENCE, streams::drain);
    }

    @Test
    void whatIsLostIsCountedAndSaidOnceThePipeIsRead() throws InterruptedException {
        String line = "x".repeat(1023);
        streams.err().println(line);
        err.writes.acquire();
        for (int i = 0; i < 2000; i++) {
            streams.err().println(line);
        }
        err.readAll();
        streams.drain();

        List<String> lines = err.lines();
        String last = lines.get(lines.size() - 1);
        int written = lines.size() - 1;
        assertTrue(written < 1100, () -> "kept " + written + " KiB");
        assertEquals(
                "infinoted: " + (2001 - written) + " lines were not written here, because nobody read them in time",
                last);
    }

    @Test
    void pipeThatIsBrokenHurtsNobody() {
        err.broken = true;
        err.readAll();
        streams.err().println("line");
        streams.drain();
        err.broken = false;
        streams.err().println("another line");
        streams.drain();

        assertEquals(List.of("another line"), err.lines());
    }

    @Test
    void lineThatDoesNotEndIsPassedOnInPieces() throws InterruptedException {
        out.readAll();
        streams.out().print("x".repeat(200_000));

        assertTrue(out.writes.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS), "all of it is kept");
    }
}
