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
            new AttackRun(options, "(warm-up)", null).measure(options.warmUp());
        }
        AttackResult quiet = new AttackRun(options, "quiet", null).measure(options.seconds());
        boolean ok = report(quiet, quiet);
        for (String attack : options.attacks()) {
            AttackResult result = new AttackRun(options, attack, Attacks.named(attack)).measure(options.seconds());
            ok &= report(result, quiet);
        }
        return ok;
    }

    private static boolean report(AttackResult result, AttackResult quiet) {
        System.out.println(result.line(quiet));
        result.broken(quiet).forEach(line -> System.out.println("           " + line));
        return result.broken(quiet).isEmpty();
    }
}
