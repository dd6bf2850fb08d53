// SPDX-License-Identifier: Apache-2.0
package org.infinoted.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A run of Jazzer for one target, in a process of its own, which Jazzer ends when it has found something. What is found goes to {@code
 * target/fuzz/NAME}: the input, and the log with the stack; so do the inputs that led to new places.
 */
final class FuzzRun {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 15);
    private static final long SEED = Long.getLong("jazzer.seed", System.nanoTime() % 1_000_000_000 + 1);

    /** Among them starting the process and replaying the corpus. */
    private static final int SECONDS_BESIDES = 300;

    private static final Pattern FOUND = Pattern.compile("(?m)^== (?:Java Exception|libFuzzer)|^==\\d+== ERROR");
    private static final Pattern WRITTEN = Pattern.compile("Test unit written to (\\S+)");
    private static final Pattern COVERED = Pattern.compile("cov: (\\d+) ft: (\\d+)");
    private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units: *(\\d+)");

    private final Class<? extends FuzzTest> target;
    private final Path corpus;
    private final Path folder;

    FuzzRun(Class<? extends FuzzTest> target, Path corpus) {
        this.target = target;
        this.corpus = corpus;
        this.folder = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
    }

    void run() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log");
        System.out.printf("fuzz: %s for %d s, -Djazzer.seed=%d%n", target.getSimpleName(), SECONDS, SEED);
        Process jazzer = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!jazzer.waitFor(SECONDS + SECONDS_BESIDES, TimeUnit.SECONDS)) {
                fail("Jazzer does not come to an end; see " + log);
            }
        } finally {
            jazzer.destroyForcibly();
        }
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        if (jazzer.exitValue() != 0) {
            fail(finding(said, log));
        }
        System.out.printf(
                "fuzz: %s found nothing in %s inputs, edges %s%n",
                target.getSimpleName(), last(EXECUTED, said), last(COVERED, said));
    }

    private List<String> command() {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "-D" + WatchedLog.PROPERTY + "=" + WatchedLog.class.getName(),
                "-Dslf4j.internal.verbosity=WARN",
                "-Dio.netty.leakDetection.level=disabled",
                "-Dio.netty.allocator.type=unpooled",
                "-cp",
                classes,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzEntry.class.getName(),
                "--target_args=" + target.getName(),
                "--instrumentation_includes=org.infinoted.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator,
                "-seed=" + SEED,
                "-max_total_time=" + SECONDS,
                "-max_len=4096",
                "-timeout=60", // for one input, in seconds
                "-rss_limit_mb=3000",
                "-print_final_stats=1"));
        Path dictionary = corpus.resolveSibling(target.getSimpleName() + ".dict");
        if (Files.exists(dictionary)) {
            command.add("-dict=" + dictionary.toAbsolutePath());
        }
        command.add(folder.resolve("corpus").toString()); // the first one gets what is new
        command.add(corpus.toAbsolutePath().toString());
        return command;
    }

    private String finding(String said, Path log) {
        int begin = FOUND.matcher(said)
                .results()
                .findFirst()
                .map(MatchResult::start)
                .orElse(Math.max(0, said.length() - 2000));
        return target.getSimpleName() + " found something with -Djazzer.seed=" + SEED + ", see " + log
                + ". Keep the input, which then fails in each build until the fault is mended: cp "
                + last(WRITTEN, said) + " " + corpus.toAbsolutePath() + "/\n"
                + said.substring(begin, Math.min(said.length(), begin + 4000));
    }

    private static String last(Pattern pattern, String said) {
        return pattern.matcher(said)
                .results()
                .reduce((first, second) -> second)
                .map(found -> found.group(1))
                .orElse("?");
    }
}
