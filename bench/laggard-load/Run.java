// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One run: everybody joins, works for so many seconds, and leaves; the documents are made before and removed after. */
final class Run {

    private static final double REQUESTS_PER_SECOND = 20;
    /** Time to make the documents and to join. */
    private static final int PREPARATION_SECONDS = 3;
    /** Typing that is not measured, before the laggards begin. */
    private static final int LEAD_SECONDS = 2;

    private final Target target;
    private final Scenario scenario;
    private final long seed;

    Run(Target target, Scenario scenario, long seed) {
        this.target = target;
        this.scenario = scenario;
        this.seed = seed;
    }

    /** folder: a name that is free in the root folder. */
    Result measure(String folder) throws IOException, InterruptedException {
        long begin = System.nanoTime() + seconds(PREPARATION_SECONDS);
        long start = begin + seconds(LEAD_SECONDS);
        long end = start + seconds(scenario.seconds());
        try (HonestPeople people = new HonestPeople(target, folder, seed, begin, end)) {
            Result result = measure(people, start, end);
            try {
                people.removeAll();
            } catch (IOException e) {
                result.problems().add("the documents could not be removed: " + e.getMessage());
            }
            return result;
        }
    }

    private Result measure(HonestPeople people, long start, long end) throws IOException, InterruptedException {
        int attacked = people.document("attacked");
        int other = people.document("other");
        List<Laggard> laggards = new ArrayList<>();
        for (int i = 0; i < scenario.laggards(); i++) {
            Laggard laggard = new Laggard(target, attacked, "laggard " + i, scenario.kind(), seed + i);
            laggard.join();
            laggards.add(laggard);
        }
        Latencies same = new Latencies(start);
        Latencies elsewhere = new Latencies(start);
        Latencies directory = new Latencies(start);
        Typist observer = people.pair(attacked, "typist", same);
        people.pair(other, "neighbour", elsewhere);
        people.explorer(directory);
        for (int i = 0; i < laggards.size(); i++) {
            Laggard laggard = laggards.get(i);
            // not all at the same moment
            long offset = seconds(1) * i / (long) (REQUESTS_PER_SECOND * laggards.size());
            people.work(() -> laggard.run(new Pace(REQUESTS_PER_SECOND, start + offset, end)));
        }

        Pace.until(start);
        Cpu before = Cpu.now(target.pid());
        Pace.until(end);
        Cpu cores = Cpu.now(target.pid()).per((System.nanoTime() - start) / 1e9, before);
        List<String> found = people.finish();
        long firstClosed =
                laggards.stream().mapToLong(Laggard::firstClosed).min().orElse(Long.MAX_VALUE);
        return new Result(
                scenario,
                same,
                elsewhere,
                directory,
                cores,
                laggards.stream().mapToInt(Laggard::sentCount).sum(),
                observer.receivedCount(),
                laggards.stream().mapToInt(Laggard::closedCount).sum(),
                firstClosed == Long.MAX_VALUE ? Double.NaN : (firstClosed - start) / 1e9,
                laggards.stream().mapToInt(Laggard::invalidCount).sum(),
                found);
    }

    private static long seconds(int count) {
        return count * 1_000_000_000L;
    }
}
