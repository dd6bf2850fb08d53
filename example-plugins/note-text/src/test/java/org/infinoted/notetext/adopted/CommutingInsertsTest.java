// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.infinoted.notetext.adopted.Outcome.Disposition;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("random")
class CommutingInsertsTest {
    private static final AuthoredText BEGIN = AuthoredText.of(0, "abcdefghij".repeat(10));

    /** So near to the begin there is text in all states, as long as less than the rest is deleted. */
    private static final int HOT = 4;

    /** Users who type, each in a state of the past with its own requests on top. Everything follows from the seed. */
    private static final class Typing {
        private final Random random;
        private final int users;
        private final int deletions;
        private final List<Request> history = new ArrayList<>();
        private final List<StateVector> states = new ArrayList<>(List.of(StateVector.EMPTY));
        private final int[] seen;

        /** @param deletions how many of a hundred requests delete something */
        Typing(long seed, int users, int deletions) {
            random = new Random(seed);
            this.users = users;
            this.deletions = deletions;
            seen = new int[users + 1];
        }

        Request next() {
            int user = 1 + random.nextInt(users);
            if (random.nextInt(3) == 0) {
                seen[user] += random.nextInt(history.size() + 1 - seen[user]);
            }
            var now = states.get(history.size());
            var vector = states.get(seen[user]).with(user, now.get(user));
            int position = random.nextInt(HOT);
            var operation = random.nextInt(100) < deletions
                    ? new RemoteDelete(position, 1 + random.nextInt(2))
                    : new Insert(position, AuthoredText.of(user, "xyz".substring(random.nextInt(4))));
            var request = Request.of(user, vector, operation);
            history.add(request);
            states.add(now.increment(user));
            return request;
        }
    }

    private static TextEngine engine(int users, Limits limits) throws AdoptedException {
        var engine = new EngineBuilder(limits).append(BEGIN).build();
        for (int user = 1; user <= users; user++) {
            engine.join(new Participant(user, Status.ACTIVE, StateVector.EMPTY, 0, 0));
        }
        return engine;
    }

    private static void assertSameAsOnTheCommonPath(int deletions) throws AdoptedException {
        for (long seed = 0; seed < RandomRuns.count(300, 10_000); seed++) {
            var typing = new Typing(seed, 2 + (int) (seed % 4), deletions);
            var engine = engine(typing.users, Limits.DEFAULTS);
            var plain = new PlainEngine(BEGIN);
            var known = new StateVector[typing.users + 1];
            Arrays.fill(known, StateVector.EMPTY);
            for (int i = 0; i < 30; i++) {
                var request = typing.next();
                int user = request.user();
                assertEquals(Disposition.EXECUTED, engine.receive(request, 1).disposition(), "seed " + seed);
                plain.receive(new Simulation.Asked(
                        user, request.vector().minus(known[user]), 1, request.type(), request.operation(), null));
                known[user] = request.vector().increment(user);
            }
            assertEquals(plain.text(), engine.text(), "seed " + seed);
        }
    }

    @Test
    void typingLeadsToTheSameTextAsOnTheCommonPath() throws AdoptedException {
        assertSameAsOnTheCommonPath(0);
    }

    @Test
    void typingWithADeletionNowAndThenLeadsToTheSameTextAsOnTheCommonPath() throws AdoptedException {
        assertSameAsOnTheCommonPath(10);
    }

    @Test
    void requestsOfManyWhoTypeAtOnceNeedFewSteps() throws AdoptedException {
        int users = 60;
        int each = 3;
        var engine = engine(users, new Limits(2048, 4096, 0, 50_000, 8L * users * each, 100_000, 8192));
        for (int i = 0; i < each; i++) {
            // neither in the order of the ids nor against it
            for (int user = 1; user <= users; user++) {
                int other = 1 + user * 37 % users;
                var request =
                        Request.of(other, StateVector.EMPTY.with(other, i), new Insert(i, AuthoredText.of(other, "x")));
                assertEquals(Disposition.EXECUTED, engine.receive(request, 1).disposition());
            }
        }
        assertEquals(BEGIN.length() + users * each, engine.text().length());
    }
}
