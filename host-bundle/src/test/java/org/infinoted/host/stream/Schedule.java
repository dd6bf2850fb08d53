// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * Runs manual loops as if each were a thread: task by task, in an order that choices decide. A scenario is run with all
 * possible choices, or with random ones. The failure of a scenario names the choices, or the seed, that lead there
 * again.
 */
public final class Schedule {
    private final IntUnaryOperator choice;

    private Schedule(IntUnaryOperator choice) {
        this.choice = choice;
    }

    /**
     * Runs the scenario in every possible order. The scenario must do the same whenever it is given the same choices.
     *
     * @param limit the greatest number of orders; more are an error of the test
     */
    public static void every(int limit, Consumer<Schedule> scenario) {
        List<Integer> path = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        for (int runs = 0; runs < limit; runs++) {
            int[] depth = {0};
            List<Integer> here = path;
            runNamed("choices " + path + " and then 0", scenario, bound -> {
                int step = depth[0]++;
                if (step == here.size()) {
                    here.add(0);
                    widths.add(bound);
                }
                return here.get(step);
            });
            int last = path.size() - 1;
            while (last >= 0 && path.get(last) == widths.get(last) - 1) {
                path.remove(last);
                widths.remove(last);
                last--;
            }
            if (last < 0) {
                return;
            }
            path.set(last, path.get(last) + 1);
        }
        throw new AssertionError("There are more than " + limit + " orders");
    }

    /** The order that follows from these choices: numbers from 0 to below what is given. */
    public static Schedule of(IntUnaryOperator choice) {
        return new Schedule(choice);
    }

    /** Runs the scenario in random orders: one for each of these seeds. */
    public static void random(long firstSeed, int runs, Consumer<Schedule> scenario) {
        for (long seed = firstSeed; seed < firstSeed + runs; seed++) {
            Random random = new Random(seed);
            runNamed("seed " + seed, scenario, random::nextInt);
        }
    }

    private static void runNamed(String name, Consumer<Schedule> scenario, IntUnaryOperator choice) {
        try {
            scenario.accept(new Schedule(choice));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("With " + name + ": " + e.getMessage(), e);
        }
    }

    /** Chooses a number from 0 to below the bound. */
    public int below(int bound) {
        return choice.applyAsInt(bound);
    }

    /** Runs one task of one of the loops, if there is any. */
    public boolean step(ManualLoop... loops) {
        ManualLoop[] busy = Arrays.stream(loops).filter(loop -> !loop.isIdle()).toArray(ManualLoop[]::new);
        if (busy.length > 0) {
            busy[busy.length == 1 ? 0 : below(busy.length)].runNext();
        }
        return busy.length > 0;
    }

    /** Runs the loops until none has anything left. */
    public void run(ManualLoop... loops) {
        boolean any = true;
        while (any) {
            any = step(loops);
        }
    }
}
