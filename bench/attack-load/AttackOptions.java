// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command line. from: the address that attackers come from; victim: the size of the document that they attack, in MiB. */
record AttackOptions(Target target, InetAddress from, List<String> attacks, int seconds, int warmUp, int victim, long seed) {

    private static final Set<String> NAMES = Set.of("host", "port", "pid", "from", "attacks", "seconds", "warm-up", "victim", "seed");

    static AttackOptions parse(String[] arguments) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0 || !NAMES.contains(argument.substring(2, equals))) {
                throw new IllegalArgumentException("no such option: " + argument + ", there are " + NAMES);
            }
            values.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
        List<String> attacks = values.containsKey("attacks")
                ? List.of(values.get("attacks").split(","))
                : Attacks.names();
        attacks.forEach(Attacks::named);
        return new AttackOptions(
                new Target(
                        values.getOrDefault("host", "127.0.0.1"),
                        number(values, "port", "6523"),
                        number(values, "pid", "0")),
                InetAddress.getByName(values.getOrDefault("from", "127.0.0.2")),
                attacks,
                number(values, "seconds", "60"),
                number(values, "warm-up", "20"),
                number(values, "victim", "4"),
                number(values, "seed", "1"));
    }

    private static int number(Map<String, String> values, String name, String otherwise) {
        return Integer.parseInt(values.getOrDefault(name, otherwise));
    }
}
