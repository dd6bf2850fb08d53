// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time used so far, in seconds, on Linux; not a number elsewhere. server: of its process; others: of all but it and this one. */
record Cpu(double server, double others) {

    private static final double TICKS_PER_SECOND = 100;

    static Cpu now(long serverPid) {
        double server = serverPid == 0 ? Double.NaN : process(serverPid);
        double known = process(ProcessHandle.current().pid()) + (Double.isNaN(server) ? 0 : server);
        return new Cpu(server, machine() - known);
    }

    private static double process(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The name, in parentheses, may have spaces. What follows it begins with field 3.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static double machine() {
        try {
            // user, nice, system, (idle, waiting,) interrupts, soft interrupts
            String[] fields = Files.readString(Path.of("/proc/stat")).split(" +");
            long ticks = 0;
            for (int field : new int[] {1, 2, 3, 6, 7}) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    Cpu per(double seconds, Cpu before) {
        return new Cpu((server - before.server) / seconds, (others - before.others) / seconds);
    }
}
