// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process of its own that holds the lock of a home until it is killed, or its input ends. */
final class HomeUser {
    private HomeUser() {}

    @SuppressWarnings("SystemOut") // it is read by the test
    public static void main(String[] arguments) throws IOException {
        try (FileChannel lock =
                FileChannel.open(Path.of(arguments[0], TemporaryHomes.LOCK), StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null) {
                System.out.print('h');
                System.out.flush();
                System.in.read();
            }
        }
    }
}
