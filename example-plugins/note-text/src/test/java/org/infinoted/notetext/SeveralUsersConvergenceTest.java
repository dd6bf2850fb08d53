// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.infinoted.notetext.LocalUserFixture.Client;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random sessions in total order: clients with several users each, who undo what no other user of the same client has followed. */
@Tag("random")
class SeveralUsersConvergenceTest {
    private static final int CLIENTS = 3;
    private static final int USERS = 2;
    private static final int STEPS = 200;
    private static final List<Request.Type> TYPES = List.of(Request.Type.DO, Request.Type.REDO, Request.Type.UNDO);

    /** A user, and when it made what it can take back, the latest first. */
    private static final class Typist {
        private final Client client;
        private final int user;
        private final Deque<Integer> undo = new ArrayDeque<>();
        private final Deque<Integer> redo = new ArrayDeque<>();
        private int latest = -1;

        Typist(Client client, int user) {
            this.client = client;
            this.user = user;
        }

        boolean can(Request.Type type, List<Typist> all) {
            boolean allowed = type == Request.Type.UNDO ? client.engine.canUndo(user) : client.engine.canRedo(user);
            return allowed
                    && all.stream()
                            .filter(other -> other != this && other.client == client)
                            .allMatch(other -> other.latest < (type == Request.Type.UNDO ? undo : redo).getFirst());
        }

        void made(Request.Type type, int at) {
            latest = at;
            switch (type) {
                case UNDO -> {
                    undo.pop();
                    redo.push(at);
                }
                case REDO -> {
                    redo.pop();
                    undo.push(at);
                }
                default -> {
                    redo.clear();
                    undo.push(at);
                }
            }
        }
    }

    private int undone;

    @Test
    void theyAllEndWithTheSameText() {
        for (long seed = 0; seed < RandomRuns.count(40, 1000); seed++) {
            try {
                run(new Random(seed));
            } catch (AssertionError | Exception e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
        assertTrue(undone > 100, undone + " times something was taken back");
    }

    private void run(Random random) throws ProtocolException, AdoptedException {
        var fixture =
                new LocalUserFixture(Order.TOTAL, Limits.DEFAULTS.withPending(0).withLog(500), EditLimits.DEFAULTS);
        List<Typist> typists = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Client client = fixture.connect();
            for (int j = 0; j < USERS; j++) {
                typists.add(new Typist(client, fixture.join(client)));
            }
        }
        fixture.settle();
        for (int step = 0; step < STEPS; step++) {
            Typist typist = typists.get(random.nextInt(typists.size()));
            switch (random.nextInt(4)) {
                case 0 -> act(typist, typists, random, step);
                case 1 -> typist.client.serveOne();
                default -> typist.client.deliverOne();
            }
        }
        fixture.settle();
        for (Client client : fixture.clients) {
            assertEquals(fixture.text(), LocalUserFixture.textOf(client), "client " + client.connection);
        }
    }

    private void act(Typist typist, List<Typist> all, Random random, int step) {
        Client client = typist.client;
        int length = client.engine.text().length();
        int position = random.nextInt(length + 1);
        Request.Type type = TYPES.get(random.nextInt(TYPES.size()));
        if (type != Request.Type.DO && random.nextBoolean() && typist.can(type, all)) {
            client.act(typist.user, type, null);
            undone++;
        } else if (random.nextInt(3) == 0 && position < length) {
            type = Request.Type.DO;
            client.act(
                    typist.user, type, new RemoteDelete(position, Math.min(length - position, 1 + random.nextInt(4))));
        } else {
            type = Request.Type.DO;
            client.act(typist.user, type, new Insert(position, AuthoredText.of(typist.user, "abc")));
        }
        typist.made(type, step);
    }
}
