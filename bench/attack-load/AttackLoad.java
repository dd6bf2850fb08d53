// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;

/** What hostile clients cost the others: a run without them, and one for each attack, one line for each. */
public final class AttackLoad {

    private static final int BROKEN = 1;
    private static final int USAGE = 64;
    private static final int UNAVAILABLE = 69;

    private AttackLoad() {}

    /** The options are in the README. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            AttackOptions options = AttackOptions.parse(arguments);
            System.exit(runAll(options) ? 0 : BROKEN);
        } catch (IllegalArgumentException e) {
            System.err.println("attacks: " + e.getMessage());
            System.exit(USAGE);
        } catch (IOException e) {
            System.err.println("attacks: " + e.getMessage());
            System.exit(UNAVAILABLE);
        }
    }

    private static boolean runAll(AttackOptions options) throws IOException, InterruptedException {
        System.out.println(AttackResult.HEADER);
        if (options.warmUp() > 0) {
            measure(new AttackRun(options, "(warm-up)", null), options.warmUp());
        }
        AttackResult quiet = measure(new AttackRun(options, "quiet", null), options.seconds());
        boolean ok = report(quiet, quiet);
        for (String attack : options.attacks()) {
            AttackResult result = measure(new AttackRun(options, attack, Attacks.named(attack)), options.seconds());
            ok &= report(result, quiet);
        }
        return ok;
    }

    private static AttackResult measure(AttackRun run, int seconds) throws IOException, InterruptedException {
        try {
            return run.measure(seconds);
        } finally {
            run.refusals().forEach(refusal -> System.out.println("           (" + refusal + ")"));
        }
    }

    private static boolean report(AttackResult result, AttackResult quiet) {
        System.out.println(result.line(quiet));
        result.broken(quiet).forEach(line -> System.out.println("           " + line));
        return result.broken(quiet).isEmpty();
    }
}
