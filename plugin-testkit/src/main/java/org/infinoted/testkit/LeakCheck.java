// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects that must be collected as garbage. */
final class LeakCheck {
    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
    private final List<WeakReference<Object>> references = new ArrayList<>();

    void expect(Object object) {
        references.add(new WeakReference<>(object, queue));
    }

    void await(Duration patience, String otherwise) throws InterruptedException {
        RecordCaches.turnOver();
        long end = System.nanoTime() + patience.toNanos();
        int left = references.size();
        assertTrue(left > 0, "There was nothing that could go");
        while (left > 0 && System.nanoTime() < end) {
            System.gc();
            Reference<?> cleared = queue.remove(100);
            left -= cleared == null ? 0 : 1;
        }
        Optional<Object> kept = references.stream()
                .map(Reference::get)
                .filter(object -> object != null)
                .findFirst();
        assertTrue(kept.isEmpty(), () -> otherwise + ": " + kept.orElseThrow());
    }
}
