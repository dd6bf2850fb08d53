// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.protocol.ProtocolException;

/**
 * Lets clients take turns at changing what is in the store, which does one change at a time. Otherwise somebody who makes one
 * document would wait for all that is asked by others who make many. Who has asked for nothing of late comes next, the others in
 * rounds, one change each (start-time fair queueing). Belongs to the directory's loop.
 */
final class StoreTurns {
    /** One change that the store works on, and one more, so that the store does not wait. */
    private static final int AT_ONCE = 2;

    private final DirectoryLoop loop;
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::round).thenComparingLong(Waiting::number));
    /** The round of the change that was begun last. */
    private long round;

    private long asked;
    private int running;

    private record Waiting(long round, long number, CompletableFuture<Void> turn) {}

    StoreTurns(DirectoryLoop loop) {
        this.loop = loop;
    }

    /** What one client has asked for. */
    static final class Share {
        private long lastRound = Long.MIN_VALUE / 2;
    }

    /** The same handler, to be called when it is the client's turn. */
    RequestHandler inTurn(RequestHandler handler) {
        return request -> {
            if (running < AT_ONCE) {
                running++; // nobody waits, so this counts for no round
                return run(handler, request);
            }
            var turn = new CompletableFuture<Void>();
            waiting.add(new Waiting(nextRound(request), asked++, turn));
            return loop.then(turn, itIsTime -> run(handler, request));
        };
    }

    private long nextRound(Request request) {
        Share share = request.from().share();
        share.lastRound = Math.max(round - 1, share.lastRound + 1);
        return share.lastRound;
    }

    private CompletionStage<Void> run(RequestHandler handler, Request request) throws ProtocolException {
        CompletionStage<Void> done;
        try {
            done = handler.handle(request);
        } catch (ProtocolException | RuntimeException | Error e) {
            ended();
            throw e;
        }
        return loop.whenDone(done, (result, failure) -> {
            ended();
            return failure == null ? DirectoryLoop.done() : DirectoryLoop.failed(failure);
        });
    }

    private void ended() {
        Waiting next = waiting.poll();
        if (next == null) {
            running--;
        } else {
            round = Math.max(round, next.round);
            next.turn.complete(null); // takes the place of the one that has ended
        }
    }
}
