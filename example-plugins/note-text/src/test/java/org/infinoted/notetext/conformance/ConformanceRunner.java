// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.infinoted.notetext.adopted.AdoptedException;

/**
 * Runs conformance files of the concurrency algorithm, which are editing histories with their outcome. Takes files, or
 * folders that are searched recursively; {@code --seed=N} repeats a run that tried random orders of requests.
 *
 * <p>Where a history can be one of clients in total order, they must all end with the same text, see {@link TotalOrderCase}.
 */
public final class ConformanceRunner {
    private static final long SEED = 20_261_122;

    private final PrintStream out;
    private final long seed;
    private final TotalOrderReport totalOrder = new TotalOrderReport();
    private int passed;
    private int failed;

    ConformanceRunner(PrintStream out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    /** Ends with status 0 if there were files and all of them passed. */
    public static void main(String[] arguments) throws IOException {
        long seed = SEED;
        var places = new ArrayList<Path>();
        for (var argument : arguments) {
            if (argument.startsWith("--seed=")) {
                seed = Long.parseLong(argument.substring("--seed=".length()));
            } else {
                places.add(Path.of(argument));
            }
        }
        System.exit(new ConformanceRunner(System.out, seed).run(places) ? 0 : 1);
    }

    /** Whether there was a file and all passed. */
    boolean run(List<Path> places) throws IOException {
        for (var place : places) {
            try (var files = Files.walk(place)) {
                files.filter(file -> file.toString().endsWith(".xml")).sorted().forEach(this::run);
            }
        }
        if (passed + failed == 0) {
            out.println("no file ends in .xml below " + places);
        }
        totalOrder.lines().forEach(out::println);
        out.println(passed + " passed, " + failed + " failed");
        return passed > 0 && failed == 0;
    }

    private void run(Path file) {
        Verdict verdict;
        try {
            verdict = judge(Element.read(file), file.getFileName().toString());
        } catch (IOException | XMLStreamException | AdoptedException | RuntimeException e) {
            verdict = new Verdict();
            verdict.problem(e.toString());
        }
        if (verdict.passed()) {
            passed++;
        } else {
            failed++;
            out.println("FAILED " + file + " (seed " + seed + ")");
        }
        verdict.problems().forEach(problem -> out.println("  " + problem));
        verdict.remarks().forEach(remark -> out.println(file + ": " + remark));
    }

    private Verdict judge(Element root, String fileName) throws AdoptedException {
        return switch (root.name()) {
            case "infinote-test" -> {
                Verdict verdict = SessionCase.run(root, seed);
                History history = History.ofSession(root);
                yield totalOrder.add("session", fileName, history, history.after(), verdict);
            }
            case "infinote-cleanup-test" -> CleanupCase.run(root);
            case "infinote-adopted-session-record" -> {
                ReplayCase replay = ReplayCase.run(root, fileName);
                History history = History.ofRecording(root);
                yield totalOrder.add("replay", fileName, history, replay.text(), replay.verdict());
            }
            default -> throw new IllegalArgumentException("unknown kind of case <" + root.name() + ">");
        };
    }
}
