// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The command line. */
record Options(Target target, List<Integer> laggards, List<Kind> kinds, int seconds, int warmUp, long seed) {

    private static final Set<String> NAMES =
            Set.of("host", "port", "pid", "laggards", "kinds", "seconds", "warm-up", "seed");

    static Options parse(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0 || !NAMES.contains(argument.substring(2, equals))) {
                throw new IllegalArgumentException("no such option: " + argument + ", there are " + NAMES);
            }
            values.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
        return new Options(
                new Target(
                        values.getOrDefault("host", "127.0.0.1"),
                        number(values, "port", "6523"),
                        number(values, "pid", "0")),
                Arrays.stream(values.getOrDefault("laggards", "3,5,8").split(","))
                        .map(Integer::valueOf)
                        .toList(),
                Arrays.stream(values.getOrDefault("kinds", "delete,range,insert,undo,all")
                                .split(","))
                        .map(kind -> Kind.valueOf(kind.toUpperCase(Locale.ROOT)))
                        .toList(),
                number(values, "seconds", "60"),
                number(values, "warm-up", "20"),
                number(values, "seed", "1"));
    }

    private static int number(Map<String, String> values, String name, String otherwise) {
        return Integer.parseInt(values.getOrDefault(name, otherwise));
    }
}
