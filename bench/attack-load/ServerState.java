// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the server's process takes, on Linux: memory and its peak in KiB, open files. Negative where that is not known. */
record ServerState(long residentKib, long peakKib, long files) {

    static ServerState of(long pid) {
        Path process = Path.of("/proc/" + pid);
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            long resident = -1;
            long peak = -1;
            for (String line : Files.readAllLines(process.resolve("status"))) {
                if (line.startsWith("VmRSS:")) {
                    resident = kib(line);
                } else if (line.startsWith("VmHWM:")) {
                    peak = kib(line);
                }
            }
            return new ServerState(resident, peak, files.count());
        } catch (IOException e) {
            return new ServerState(-1, -1, -1);
        }
    }

    private static long kib(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
}
