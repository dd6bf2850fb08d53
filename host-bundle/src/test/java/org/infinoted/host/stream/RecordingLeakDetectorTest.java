// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RecordingLeakDetectorTest {
    @Test
    void aBufferThatNobodyReleasesIsFound() {
        int rounds = 100;
        List<String> found = new ArrayList<>();
        RecordingLeakDetector.start();
        leak();
        while (found.isEmpty() && rounds > 0) {
            found.addAll(RecordingLeakDetector.collect());
            rounds--;
        }
        RecordingLeakDetector.stop();
        assertTrue(!found.isEmpty(), "no leak was found");
    }

    private static void leak() {
        ByteBufAllocator.DEFAULT.directBuffer(16).writeByte(1);
    }
}
