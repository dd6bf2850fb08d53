// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.rate.RateLimit;
import org.infinoted.host.rate.TokenBucket;
import org.infinoted.protocol.ProtocolException;

/**
 * Lets clients take turns at changing what is in the store, which does one change at a time. Otherwise somebody who makes one
 * document would wait for all that is asked by others who make many. Belongs to the directory's loop.
 */
final class StoreTurns {
    /** One change that the store works on, and one more, so that the store does not wait. */
    private static final int AT_ONCE = 2;
    /** A client that changes more than this is due later, the later the more it has changed. */
    private static final RateLimit SHARE = new RateLimit("share", 1, 1);

    private final DirectoryLoop loop;
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::number));
    private long asked;
    private int running;

    private record Waiting(long due, long number, CompletableFuture<Void> turn) {}

    StoreTurns(DirectoryLoop loop) {
        this.loop = loop;
    }

    /** What one client has changed of late. */
    static final class Share {
        private final TokenBucket bucket;

        Share(DirectoryLoop loop) {
            bucket = new TokenBucket(SHARE, loop.nanoTime());
        }
    }

    /** The same handler, to be called when it is the client's turn. */
    RequestHandler inTurn(RequestHandler handler) {
        return request -> {
            if (running < AT_ONCE) {
                running++;
                due(request);
                return run(handler, request);
            }
            var turn = new CompletableFuture<Void>();
            waiting.add(new Waiting(due(request), asked++, turn));
            return loop.then(turn, itIsTime -> run(handler, request));
        };
    }

    /** When it would be the client's turn if the store were shared by clients that ask all the time. */
    private long due(Request request) {
        long now = loop.nanoTime();
        return now + request.from().share().bucket.take(1, now);
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
            next.turn.complete(null); // takes the place of the one that has ended
        }
    }
}
