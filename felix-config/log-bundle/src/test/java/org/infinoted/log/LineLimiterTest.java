// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class LineLimiterTest {
    private static final String ANN = "192.0.2.1:40001";
    private static final String BEN = "192.0.2.2:40001";

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private long now;
    private final LineLimiter limiter = new LineLimiter(() -> now, InstantSource.system());
    private Logger log;

    @BeforeEach
    void start() {
        context.setMDCAdapter(mdc);
        written.setContext(context);
        written.start();
        limiter.setContext(context);
        limiter.addAppender(written);
        limiter.start();
        log = context.getLogger("test");
        log.addAppender(limiter);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void about(String connection, String text) {
        mdc.put(LineLimiter.CONNECTION, connection);
        log.warn(text);
        mdc.remove(LineLimiter.CONNECTION);
    }

    private void pass(Duration time) {
        now += time.toNanos();
        limiter.report();
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void linesOfAKindAreCountedInsteadOfRepeatedHoweverTheirTextVaries() {
        for (int i = 0; i < 120_300; i++) {
            about(ANN, "bad message " + i);
        }
        pass(Duration.ofSeconds(10));

        assertEquals(
                List.of(
                        "bad message 0",
                        "bad message 1",
                        "bad message 2",
                        "bad message 3",
                        "bad message 4",
                        "bad message 5",
                        "bad message 6",
                        "bad message 7",
                        "bad message 8",
                        "bad message 9",
                        "... and 120290 more like this in 10 s, the last: bad message 120299"),
                lines());
    }

    @Test
    void theFirstLineAboutAnotherClientIsWrittenDuringAFlood() {
        for (int i = 0; i < 1000; i++) {
            about(ANN, "flood");
        }
        about(BEN, "trouble of Ben");

        assertTrue(lines().contains("trouble of Ben"), lines()::toString);
    }

    @Test
    void connectionsOfOneAddressHaveASmallPartOfTheLinesOfAKind() {
        for (int i = 0; i < 5000; i++) {
            about("192.0.2.1:" + i, "left before it had logged in");
        }
        about(BEN, "trouble of Ben");

        assertEquals(30, lines().indexOf("trouble of Ben"), lines()::toString);
    }

    @Test
    void anotherKindOfLineAboutTheSameConnectionIsWritten() {
        for (int i = 0; i < 1000; i++) {
            about(ANN, "flood");
        }
        mdc.put(LineLimiter.CONNECTION, ANN);
        log.warn("something else");
        mdc.remove(LineLimiter.CONNECTION);

        assertTrue(lines().contains("something else"), lines()::toString);
    }

    @Test
    void linesAboutNoConnectionAreLimitedToo() {
        for (int i = 0; i < 100_000; i++) {
            log.info("line {}", i);
        }

        assertEquals(200, lines().size());
    }

    @Test
    void whatALoggerWritesInAllIsLimited() {
        for (int i = 0; i < 1000; i++) {
            log.info("one");
            log.info("two");
            log.info("three");
            log.info("four");
            log.info("five");
            log.info("six");
        }

        assertEquals(1000, lines().size());
    }

    @Test
    void aKindIsWrittenAgainInItsNextWindow() {
        for (int i = 0; i < 25; i++) {
            about(ANN, "line " + i);
            now += Duration.ofMillis(500).toNanos();
        }

        assertEquals(
                List.of("line 9", "... and 10 more like this in 10 s, the last: line 19", "line 20"),
                lines().subList(9, 12));
    }

    @Test
    void nothingIsSaidIfAllWasWritten() {
        about(ANN, "line");
        pass(Duration.ofSeconds(20));

        assertEquals(List.of("line"), lines());
    }

    @Test
    void whatWasNotWrittenIsSaidAtTheEnd() {
        for (int i = 0; i < 11; i++) {
            about(ANN, "line");
        }
        limiter.stop();

        assertEquals("... and 1 more like this in 10 s, the last: line", lines().get(10));
    }

    @Test
    void lineAboutAConnectionHoldsAtMostAKibibyte() {
        about(ANN, "\u00fc".repeat(8 << 20));

        int bytes = lines().get(0).getBytes(StandardCharsets.UTF_8).length;
        assertEquals(1024 + "... (cut)".length(), bytes);
    }

    @Test
    void anyOtherLineIsBoundedAsWell() {
        log.warn("x".repeat(8 << 20));

        assertEquals(8192 + "... (cut)".length(), lines().get(0).length());
    }

    @Test
    void stackIsBoundedHoweverLongTheTextsAndTheChainOfCausesAre() {
        Throwable thrown = null;
        for (int i = 0; i < 1000; i++) {
            thrown = new IllegalStateException("y".repeat(100_000), thrown);
        }
        log.warn("fault", thrown);

        String line = lines().get(0);
        assertTrue(line.length() < 128 << 10, () -> line.length() + " characters");
    }

    @Test
    void nobodyFakesALineOrControlsATerminal() {
        log.warn("one\n2026 ERROR two\r\u001b[2J\u202e\u2028", new IllegalStateException("a\nCaused by: b"));

        List<String> physical = lines().get(0).lines().toList();
        assertEquals("one\\n2026 ERROR two\\r?[2J??", physical.get(0));
        assertEquals("java.lang.IllegalStateException: a\\nCaused by: b", physical.get(1));
        assertTrue(physical.stream().skip(2).allMatch(line -> line.startsWith("\t")), physical::toString);
    }

    @Test
    void repeatedFaultHasOneStackHoweverItsTextVaries() {
        for (int i = 0; i < 3; i++) {
            log.error("a note failed", fault("text " + i));
        }

        assertTrue(lines().get(0).contains("\tat "), lines()::toString);
        assertEquals(
                "a note failed: java.lang.IllegalStateException: text 1 (the log has its stack already)",
                lines().get(1));
        assertFalse(lines().get(2).contains("\tat "), lines()::toString);
    }

    @Test
    void stackOfAFaultIsWrittenAgainAfterAWhile() {
        fail("method");
        now += Duration.ofMinutes(10).toNanos() - 1;
        fail("method");
        now++;
        fail("method");

        assertFalse(lines().get(1).contains("\tat "), lines()::toString);
        assertTrue(lines().get(2).contains("\tat "), lines()::toString);
    }

    @Test
    void causesAndSuppressedThrowablesAreWritten() {
        var thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        thrown.addSuppressed(new UnsupportedOperationException("beside"));
        log.error("failed", thrown);

        List<String> physical = lines().get(0).lines().toList();
        assertTrue(physical.contains("Caused by: java.lang.IllegalArgumentException: inner"), lines()::toString);
        assertTrue(
                physical.contains("\tSuppressed: java.lang.UnsupportedOperationException: beside"), lines()::toString);
    }

    @Test
    void whatDisksAndConnectionsFailWithHasNoStack() {
        log.warn("could not write", new IOException("Connection reset by peer"));
        log.warn("could not save", new CompletionException(new FileSystemException("/data/x")));

        assertEquals(
                List.of(
                        "could not write: java.io.IOException: Connection reset by peer",
                        "could not save: java.util.concurrent.CompletionException: "
                                + "java.nio.file.FileSystemException: /data/x"),
                lines());
    }

    @Test
    void whatWasNotWrittenIsSaidOnce() {
        for (int i = 0; i < 11; i++) {
            about(ANN, "line");
        }
        pass(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(10));

        assertEquals(11, lines().size(), lines()::toString);
    }

    @Test
    void ofTheLastLineThatWasNotWrittenAnExcerptIsKept() {
        for (int i = 0; i < 10; i++) {
            about(ANN, "line");
        }
        about(ANN, "x".repeat(8 << 20));
        pass(Duration.ofSeconds(10));

        assertEquals("... and 1 more like this in 10 s, the last: " + "x".repeat(300) + "...", lines().get(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00fc", "\u20ac", "\ud83d\ude00"})
    void charactersCountAsTheirBytes(String character) {
        about(ANN, character.repeat(4096));

        int bytes = lines().get(0).getBytes(StandardCharsets.UTF_8).length - "... (cut)".length();
        assertTrue(bytes > 1020 && bytes <= 1024, () -> bytes + " bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x202a, 0x202e, 0x2066, 0x2069, 0x2028, 0x2029, 0x85, 0, 0xd800})
    void characterThatChangesWhatStandsNextToItIsNotWritten(int character) {
        about(ANN, "a" + Character.toString(character) + "b");

        assertEquals("a?b", lines().get(0));
    }

    @Test
    void nameOfTheThreadIsAsSafeAndShortAsTheText() throws InterruptedException {
        var thread = new Thread(() -> log.warn("line"), "one\ntwo" + "x".repeat(100_000));
        thread.start();
        thread.join();

        assertEquals(
                "one\\ntwo" + "x".repeat(92) + "... (cut)", written.list.get(0).getThreadName());
    }

    @Test
    void stackHasFiftyFramesAtMost() {
        log.error("failed", thrownIn("method", 10_000));

        List<String> physical = lines().get(0).lines().toList();
        assertEquals(2 + 50 + 1, physical.size());
        assertEquals("\t... 9950 more", physical.get(52));
    }

    @Test
    void frameIsBoundedHoweverLongItsNamesAre() {
        log.error("failed", thrownIn("m".repeat(100_000), 1));

        assertTrue(lines().get(0).length() < 1000, () -> lines().get(0).length() + " characters");
    }

    @Test
    void onlySomeFaultsAreRememberedForTheSakeOfTheirStacks() {
        fail("first");
        for (int i = 0; i < 500; i++) {
            fail("other" + i);
            now += Duration.ofSeconds(1).toNanos();
        }
        fail("first");

        assertTrue(lines().get(501).contains("\tat "), lines().get(501));
    }

    /** All from one place, so that they are of one kind. */
    private void fail(String method) {
        log.error("failed", thrownIn(method, 1));
    }

    private static IllegalStateException thrownIn(String method, int frames) {
        var thrown = new IllegalStateException("fault");
        var stack = new StackTraceElement[frames];
        Arrays.fill(stack, new StackTraceElement("Some", method, "Some.java", 1));
        thrown.setStackTrace(stack);
        return thrown;
    }

    private static IllegalStateException fault(String text) {
        return new IllegalStateException(text);
    }
}
