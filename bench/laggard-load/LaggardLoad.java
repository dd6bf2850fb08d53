// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What clients that never acknowledge cost the others: runs without them and with them, one line for each. */
public final class LaggardLoad {

    private static final int BROKEN = 1;
    private static final int USAGE = 64;
    private static final int UNAVAILABLE = 69;

    private LaggardLoad() {}

    /** The options are in the README. */
    public static void main(String[] arguments) throws InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("laggards: " + e.getMessage());
            System.exit(USAGE);
            return;
        }
        try {
            System.exit(runAll(options) ? 0 : BROKEN);
        } catch (IOException e) {
            System.err.println("laggards: " + e.getMessage());
            System.exit(UNAVAILABLE);
        }
    }

    private static boolean runAll(Options options) throws IOException, InterruptedException {
        System.out.println(Result.HEADER);
        if (options.warmUp() > 0) {
            report(run(Scenario.quiet("(warm-up)", options.warmUp()), options));
        }
        boolean ok = true;
        for (Scenario scenario : scenarios(options)) {
            Result result = run(scenario, options);
            report(result);
            ok &= result.broken().isEmpty();
        }
        return ok;
    }

    private static List<Scenario> scenarios(Options options) {
        List<Scenario> scenarios = new ArrayList<>();
        scenarios.add(Scenario.quiet("quiet", options.seconds()));
        for (int laggards : options.laggards()) {
            for (Kind kind : options.kinds()) {
                scenarios.add(Scenario.of(laggards, kind, options.seconds()));
            }
        }
        return scenarios;
    }

    private static Result run(Scenario scenario, Options options) throws IOException, InterruptedException {
        String folder = "laggards-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        return new Run(options.target(), scenario, options.seed()).measure(folder);
    }

    private static void report(Result result) {
        System.out.println(result.line());
        result.broken().forEach(line -> System.out.println("           " + line));
    }
}
