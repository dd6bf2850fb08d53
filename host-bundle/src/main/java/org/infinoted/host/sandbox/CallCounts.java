// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.infinoted.plugin.CallbackStatistics;

/** How often each callback of a plugin was called, and how long that took. Thread-safe. */
final class CallCounts {
    private static final int MEDIAN = 50;
    private static final int MOST = 99;

    @GuardedBy("this")
    private final Map<String, Count> counts = new TreeMap<>();

    /** One callback. */
    private static final class Count {
        private final Histogram nanos = new Histogram();
        private long failures;
    }

    synchronized void add(String callback, long nanos, boolean failed) {
        Count count = counts.computeIfAbsent(callback, key -> new Count());
        count.nanos.add(nanos);
        if (failed) {
            count.failures++;
        }
    }

    /** In alphabetical order. */
    synchronized List<CallbackStatistics> list() {
        return counts.entrySet().stream()
                .map(entry -> statistics(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static CallbackStatistics statistics(String callback, Count count) {
        return new CallbackStatistics(
                callback,
                count.nanos.count(),
                count.failures,
                Duration.ofNanos(count.nanos.percentile(MEDIAN)),
                Duration.ofNanos(count.nanos.percentile(MOST)),
                Duration.ofNanos(count.nanos.max()));
    }
}
