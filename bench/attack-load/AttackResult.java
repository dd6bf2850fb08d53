// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run has measured: resident memory in KiB and open files of the server at their peaks, connections and messages of the attackers. */
record AttackResult(
        String name,
        Latencies document,
        Latencies directory,
        Cpu cores,
        long residentKib,
        long files,
        long connected,
        long sent,
        List<String> problems) {

    /** How much worse an attack may make it for the others. */
    private static final double FACTOR = 2;
    /** Below this nobody notices anything, whatever the factor, in ms. */
    private static final double UNNOTICED_MILLIS = 20;

    static final String HEADER = String.format(
            "%-10s|%-26s|%-26s|%-14s|%-16s|%-20s|%n%-10s|%8s %8s %8s |%8s %8s %8s |%7s %6s|%8s %7s|%9s %10s|",
            "", " other document, ms", " directory, ms", " cores", " server", " attackers", "run", "p50", "p99", "max",
            "p50", "p99", "max", "server", "others", "MiB", "files", "connected", "sent");

    /** What was not as it must be, compared with a run without attackers; empty if all was. */
    List<String> broken(AttackResult quiet) {
        List<String> broken = new ArrayList<>();
        check("other document", document, quiet.document, broken);
        check("directory", directory, quiet.directory, broken);
        broken.addAll(problems);
        return broken;
    }

    private static void check(String what, Latencies now, Latencies quiet, List<String> broken) {
        double p99 = now.percentileMillis(99);
        double bound = Math.max(UNNOTICED_MILLIS, FACTOR * quiet.percentileMillis(99));
        // not a number is no success
        if (!(p99 <= bound)) {
            broken.add(String.format(
                    Locale.ROOT,
                    "%s: p99 %.1f ms > %.1f ms; the worst was due after %.1f s",
                    what, p99, bound, now.worstAfterSeconds()));
        }
        if (now.unanswered() > 0) {
            broken.add(what + ": " + now.unanswered() + " of " + now.count() + " never arrived");
        }
    }

    String line(AttackResult quiet) {
        return String.format(
                Locale.ROOT,
                "%-10s|%s |%s |%7.2f %6.2f|%8d %7d|%9d %10d| %s",
                name,
                columns(document),
                columns(directory),
                cores.server(),
                cores.others(),
                residentKib / 1024,
                files,
                connected,
                sent,
                broken(quiet).isEmpty() ? "ok" : "FAILED");
    }

    private static String columns(Latencies latencies) {
        return String.format(
                Locale.ROOT,
                "%8.1f %8.1f %8.1f",
                latencies.percentileMillis(50),
                latencies.percentileMillis(99),
                latencies.percentileMillis(100));
    }
}
