// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Somebody who makes a folder and looks into the one before, again and again. */
final class Explorer {

    private final Client client;
    private final int parent;
    private final Latencies latencies;
    private final Consumer<String> problems;
    private final AtomicInteger newest = new AtomicInteger();
    private int requests;

    /** parent: a folder that the client has explored. */
    Explorer(Client client, int parent, Latencies latencies, Consumer<String> problems) {
        this.client = client;
        this.parent = parent;
        this.latencies = latencies;
        this.problems = problems;
        client.disconnection().thenAccept(reason -> problems.accept("explorer: " + reason));
    }

    void run(Pace pace) throws InterruptedException {
        for (long due = pace.await(); due >= 0; due = pace.await()) {
            try {
                int folder = newest.getAndSet(0);
                if (folder != 0) {
                    int request = begin(due);
                    end(request, client.startExploring(folder));
                }
                int request = begin(due);
                end(
                        request,
                        client.startFolder(parent, "folder-" + request)
                                .whenComplete(
                                        (answer, failure) -> newest.set(answer == null ? 0 : answer.number("id", 0))));
            } catch (IOException e) {
                problems.accept("explorer: " + e.getMessage());
                return;
            }
        }
    }

    private int begin(long due) {
        latencies.begin(requests, due);
        return requests++;
    }

    private void end(int request, CompletableFuture<Element> answer) {
        answer.whenComplete((element, failure) -> {
            if (failure == null) {
                latencies.end(request);
            } else {
                problems.accept("explorer: " + failure.getMessage());
            }
        });
    }
}
