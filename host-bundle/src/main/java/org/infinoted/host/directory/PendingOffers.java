// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.loop.Loop;
import org.infinoted.protocol.ProtocolException;

/** The offers to one client that it has not answered: by node, and for the chat. */
final class PendingOffers {
    /** Stands for the chat, where others have the id of a node. */
    static final long CHAT = -1;

    private final DirectoryLoop loop;
    private final Duration deadline;
    private final Map<Long, Open> open = new HashMap<>();

    private record Open(Offer offer, Loop.Timer timer) {}

    /** @param deadline after which an offer is withdrawn */
    PendingOffers(DirectoryLoop loop, Duration deadline) {
        this.loop = loop;
        this.deadline = deadline;
    }

    int size() {
        return open.size();
    }

    boolean has(long id) {
        return open.containsKey(id);
    }

    void add(long id, Offer offer) {
        Loop.Timer timer = loop.schedule(deadline, () -> {
            open.remove(id);
            offer.withdrawn();
        });
        open.put(id, new Open(offer, timer));
    }

    /** The offer, which the client has answered. */
    Offer take(long id) throws ProtocolException {
        Open answered = open.remove(id);
        if (answered == null) {
            throw Failures.noSuchSubscriptionRequest();
        }
        answered.timer.cancel();
        return answered.offer;
    }

    /** Withdraws all offers. */
    CompletionStage<Void> withdrawAll() {
        List<Open> all = new ArrayList<>(open.values());
        open.clear();
        all.forEach(each -> each.timer.cancel());
        return loop.forEach(all, each -> each.offer.withdrawn());
    }
}
