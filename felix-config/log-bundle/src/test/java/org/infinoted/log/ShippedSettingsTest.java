// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of the log that come with the server. */
@Tag("unit")
class ShippedSettingsTest {
    private static final Path SETTINGS = Path.of("../src/main/dist/conf/logback.xml");
    private static final long MB = 1 << 20;
    private static final long FILE_SIZE = 10 * MB;
    private static final int FILES = 6;

    @TempDir
    Path folder;

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void start() throws JoranException {
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("infinoted.log", folder.toString());
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(SETTINGS.toFile());
        limits().detachAppender("STDERR"); // the build's
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private LineLimiter limits() {
        return (LineLimiter) context.getLogger("ROOT").getAppender("LIMITS");
    }

    /** Writes past all limits of lines. */
    private Appender<ILoggingEvent> file() {
        return ((QueueAppender) limits().getAppender("QUEUE")).getAppender("FILE");
    }

    private List<Long> sizes() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.toFile().length()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeMuch() {
        ILoggingEvent line = LogLine.own(Instant.EPOCH, "x".repeat(8000));
        for (long bytes = 0; bytes < 100 * MB; bytes += 8000) {
            file().doAppend(line);
        }
    }

    @Test
    void settingsAreUnderstood() {
        assertEquals(
                List.of(),
                context.getStatusManager().getCopyOfStatusList().stream()
                        .filter(status -> status.getLevel() >= Status.WARN)
                        .toList());
    }

    @Test
    void filesStayWithinTwiceTheirStatedSizeHoweverFastTheyAreWritten() {
        writeMuch();

        assertEquals(FILES, sizes().size());
        assertTrue(sizes().stream().allMatch(size -> size <= 2 * FILE_SIZE), () -> "sizes " + sizes());
        long total = sizes().stream().mapToLong(Long::longValue).sum();
        assertTrue(total <= 2 * FILES * FILE_SIZE, () -> "sizes " + sizes());
    }

    @Test
    void fileThatCannotBeRolledStaysWithinTwiceItsSizeAndSaysWhatItLacks() throws IOException {
        for (int i = 1; i < FILES; i++) {
            Files.createDirectories(folder.resolve("infinoted." + i + ".log/in-the-way"));
        }
        writeMuch();
        Path file = folder.resolve("infinoted.log");
        long size = Files.size(file);
        assertTrue(size > FILE_SIZE && size <= 2 * FILE_SIZE + 10_000, () -> size + " bytes");

        for (int i = 1; i < FILES; i++) {
            Files.delete(folder.resolve("infinoted." + i + ".log/in-the-way"));
            Files.delete(folder.resolve("infinoted." + i + ".log"));
        }
        file().doAppend(LogLine.own(Instant.EPOCH, "there is room again"));
        List<String> lines = Files.readAllLines(file);
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).contains("lines were not written here"), lines::toString);
    }

    @Test
    void oneEnormousEventIsBounded() {
        var log = context.getLogger("org.infinoted.test");
        log.error("x".repeat(30 << 20), new IllegalStateException("y".repeat(30 << 20)));
        context.stop(); // writes what is queued

        long total = sizes().stream().mapToLong(Long::longValue).sum();
        assertTrue(total > 8000 && total < 64 << 10, () -> "sizes " + sizes());
    }

    @Test
    void lineLooksAsItDoesInTheDocumentation() throws IOException {
        context.getLogger("org.infinoted.test").info("hello");
        context.stop();

        String line = Files.readString(folder.resolve("infinoted.log"));
        assertTrue(line.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+\\S+ INFO  \\[.+] org.infinoted.test - hello\n"), line);
    }
}
