// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run has measured. relayed: requests that a typist of the same document got; firstClosed: seconds, not a number for never. */
record Result(
        Scenario scenario,
        Latencies same,
        Latencies other,
        Latencies directory,
        Cpu cores,
        int sent,
        int relayed,
        int closed,
        double firstClosed,
        int invalid,
        List<String> problems) {

    private static final double SAME_P99_MILLIS = 500;
    private static final double ELSEWHERE_P99_MILLIS = 100;

    static final String HEADER = String.format(
            "%-10s|%-26s|%-26s|%-26s|%-14s|%-36s|%n%-10s|%-26s|%-26s|%-26s|%-14s|%-36s|",
            "",
            " same document, ms",
            " other document, ms",
            " directory, ms",
            " cores",
            " laggards",
            "run",
            columns("p50", "p99", "max"),
            columns("p50", "p99", "max"),
            columns("p50", "p99", "max"),
            " server others",
            String.format("%7s %7s %6s %5s %7s", "sent", "relayed", "closed", "first", "invalid"));

    private static String columns(String p50, String p99, String max) {
        return String.format("%8s %8s %8s", p50, p99, max);
    }

    private static String columns(Latencies latencies) {
        return columns(
                millis(latencies.percentileMillis(50)),
                millis(latencies.percentileMillis(99)),
                millis(latencies.percentileMillis(100)));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** What was not as it must be; empty if all was. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        check("same document", same, SAME_P99_MILLIS, broken);
        check("other document", other, ELSEWHERE_P99_MILLIS, broken);
        check("directory", directory, ELSEWHERE_P99_MILLIS, broken);
        broken.addAll(problems);
        return broken;
    }

    private static void check(String what, Latencies latencies, double bound, List<String> broken) {
        double p99 = latencies.percentileMillis(99);
        // not a number is no success
        if (!(p99 <= bound)) {
            broken.add(String.format(Locale.ROOT, "%s: p99 %.0f ms > %.0f ms", what, p99, bound));
        }
        if (latencies.unanswered() > 0) {
            broken.add(what + ": " + latencies.unanswered() + " of " + latencies.count() + " never arrived");
        }
    }

    String line() {
        String laggards = scenario.laggards() == 0
                ? " ".repeat(36)
                : String.format(
                        Locale.ROOT,
                        "%7d %7d %6d %5s %7d",
                        sent,
                        relayed,
                        closed,
                        Double.isNaN(firstClosed) ? "-" : String.format(Locale.ROOT, "%.1f", firstClosed),
                        invalid);
        return String.format(
                Locale.ROOT,
                "%-10s|%s|%s|%s|%7.2f %6.2f|%s| %s",
                scenario.name(),
                columns(same),
                columns(other),
                columns(directory),
                cores.server(),
                cores.others(),
                laggards,
                broken().isEmpty() ? "ok" : "FAILED");
    }
}
