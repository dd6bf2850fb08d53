// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Clients that wait to be subscribed until a content can be encoded for them. They are subscribed together, so that it is encoded once
 * for all. Belongs to the session's home loop.
 */
final class SyncQueue {
    private static final Duration MOMENT = Duration.ofMillis(250);
    /** How many moments the first has waited when the content is encoded whatever it takes. */
    private static final int PATIENCE = 40;

    private final InputQueue input;
    private final Loop home;
    private List<Runnable> waiting = new ArrayList<>();
    private Loop.@Nullable Timer timer;
    private int moments;

    SyncQueue(InputQueue input, Loop home) {
        this.input = input;
        this.home = home;
    }

    /** Whether nobody is to wait any longer. */
    boolean isImpatient() {
        return moments >= PATIENCE;
    }

    /** @param subscription run after a moment, in the order of the input; it may be added again */
    void add(Runnable subscription) {
        waiting.add(subscription);
        if (timer == null) {
            timer = home.schedule(MOMENT, () -> {
                moments++;
                input.pass(this::runAll);
            });
        }
    }

    /** Runs what waits now. */
    void runAll() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        List<Runnable> now = waiting;
        waiting = new ArrayList<>();
        now.forEach(Runnable::run);
        if (waiting.isEmpty()) {
            moments = 0;
        }
    }
}
