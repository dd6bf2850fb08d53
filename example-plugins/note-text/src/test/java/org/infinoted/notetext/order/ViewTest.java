// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.Erasure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One connection against the rest, exhaustively: own requests and others' pieces, made and delivered in every order that links allow. The
 * client must end with the server's text, and be allowed to undo what the server allows.
 */
@Tag("random")
class ViewTest {
    private static final int LOWER = 1;
    private static final int HIGHER = 3;
    private static final int PLACES = 6;

    /**
     * One way things can go.
     *
     * @param types what the client does, in order
     * @param known how many pieces the client has got when it makes each request
     * @param arrived how many pieces there are when each request arrives at the server
     * @param pieces how many pieces there are at the end
     */
    private record Schedule(List<Request.Type> types, List<Integer> known, List<Integer> arrived, int pieces) {}

    private long sessions;

    @Test
    void upToTwoRequestsMeetUpToTwoPiecesInAllPlaces() throws AdoptedException {
        for (Schedule schedule : schedules(2, 2)) {
            int requests = schedule.types().size();
            int choices = power(PLACES, requests) * power(2 * PLACES, schedule.pieces());
            for (int choice = 0; choice < choices; choice++) {
                run(schedule, choice);
            }
        }
        assertTrue(sessions > 100_000, sessions + " sessions");
    }

    @Test
    void upToFourRequestsMeetUpToThreePiecesInEveryOrder() throws AdoptedException {
        var random = new Random(1);
        int samples = RandomRuns.count(10, 300);
        for (Schedule schedule : schedules(4, 3)) {
            for (int i = 0; i < samples; i++) {
                run(schedule, random.nextInt(Integer.MAX_VALUE));
            }
        }
        assertTrue(sessions > 20_000, sessions + " sessions");
    }

    @Test
    void aViewThatIsReplacedTimeAndAgainGoesOnAsIfItHadNotBeen() throws AdoptedException {
        for (Schedule schedule : schedules(2, 2)) {
            int requests = schedule.types().size();
            int choices = power(PLACES, requests) * power(2 * PLACES, schedule.pieces());
            for (int choice = 0; choice < choices; choice += RandomRuns.count(5, 1)) {
                run(schedule, choice, step -> true);
            }
        }
        assertTrue(sessions > 20_000, sessions + " sessions");
    }

    @Test
    void aViewMayBeReplacedAtAnyMoment() throws AdoptedException {
        var random = new Random(2);
        int samples = RandomRuns.count(5, 300);
        for (Schedule schedule : schedules(4, 3)) {
            for (int i = 0; i < samples; i++) {
                int moment = random.nextInt(schedule.types().size() + schedule.pieces());
                run(schedule, random.nextInt(Integer.MAX_VALUE), step -> step == moment);
            }
        }
        assertTrue(sessions > 10_000, sessions + " sessions");
    }

    private static int power(int base, int exponent) {
        return exponent == 0 ? 1 : base * power(base, exponent - 1);
    }

    private static List<Schedule> schedules(int requests, int pieces) {
        List<Schedule> all = new ArrayList<>();
        for (List<Request.Type> types : sequences(requests)) {
            for (int count = 0; count <= pieces; count++) {
                for (List<Integer> known : rising(types.size(), count)) {
                    for (List<Integer> arrived : rising(types.size(), count)) {
                        if (isPossible(known, arrived)) {
                            all.add(new Schedule(types, known, arrived, count));
                        }
                    }
                }
            }
        }
        return all;
    }

    /** Nobody knows a piece before it is made. */
    private static boolean isPossible(List<Integer> known, List<Integer> arrived) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) > arrived.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** All sequences of edits, undos and redos in which each of these has something to take back. */
    private static List<List<Request.Type>> sequences(int longest) {
        List<List<Request.Type>> all = new ArrayList<>();
        extend(List.of(), 0, 0, longest, all);
        return all;
    }

    private static void extend(
            List<Request.Type> types, int undo, int redo, int longest, List<List<Request.Type>> all) {
        if (!types.isEmpty()) {
            all.add(types);
        }
        if (types.size() == longest) {
            return;
        }
        extend(with(types, Request.Type.DO), undo + 1, 0, longest, all);
        if (undo > 0) {
            extend(with(types, Request.Type.UNDO), undo - 1, redo + 1, longest, all);
        }
        if (redo > 0) {
            extend(with(types, Request.Type.REDO), undo + 1, redo - 1, longest, all);
        }
    }

    private static List<Request.Type> with(List<Request.Type> types, Request.Type next) {
        List<Request.Type> more = new ArrayList<>(types);
        more.add(next);
        return List.copyOf(more);
    }

    /** All rising sequences of a length with numbers from 0 to a limit. */
    private static List<List<Integer>> rising(int length, int limit) {
        List<List<Integer>> all = new ArrayList<>();
        fill(List.of(), 0, length, limit, all);
        return all;
    }

    private static void fill(List<Integer> numbers, int from, int length, int limit, List<List<Integer>> all) {
        if (numbers.size() == length) {
            all.add(numbers);
            return;
        }
        for (int number = from; number <= limit; number++) {
            List<Integer> more = new ArrayList<>(numbers);
            more.add(number);
            fill(List.copyOf(more), number, length, limit, all);
        }
    }

    private void run(Schedule schedule, int choice) throws AdoptedException {
        run(schedule, choice, step -> false);
    }

    /** @param replaced after which arrivals at the server the view is replaced, counted from 0 */
    private void run(Schedule schedule, int choice, IntPredicate replaced) throws AdoptedException {
        sessions++;
        try {
            play(schedule, new Choices(choice), replaced);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("choice " + choice + " of " + schedule + ": " + e, e);
        }
    }

    private static void play(Schedule schedule, Choices choices, IntPredicate replaced) throws AdoptedException {
        var parties = new TwoParties(LOWER, HIGHER);
        int made = 0;
        int arrived = 0;
        int pieces = 0;
        int known = 0;
        int requests = schedule.types().size();
        // the server's order; the client makes each request as early as its arrival demands
        while (arrived < requests || pieces < schedule.pieces()) {
            if (arrived < requests && schedule.arrived().get(arrived) == pieces) {
                while (made <= arrived) {
                    for (; known < schedule.known().get(made); known++) {
                        parties.arriveAtClient();
                    }
                    make(parties, schedule.types().get(made), choices);
                    made++;
                }
                parties.arriveAtServer(new Work(1_000_000));
                arrived++;
            } else {
                int user = choices.next(2) == 0 ? LOWER : HIGHER;
                String text = pieces % 2 == 0 ? "U" : "VW";
                parties.other(user, place(parties.sequence.text().length(), choices.next(PLACES), user, text));
                pieces++;
            }
            if (replaced.test(arrived + pieces - 1)) {
                parties.replace();
            }
        }
        while (parties.underWayToClient() > 0) {
            parties.arriveAtClient();
        }
        assertEquals(parties.sequence.text(), parties.client.text());
        assertEquals(parties.view.state(), parties.client.current());
        assertEquals(parties.can(Request.Type.UNDO), parties.view.can(TwoParties.OWN, Request.Type.UNDO));
        assertEquals(parties.can(Request.Type.REDO), parties.view.can(TwoParties.OWN, Request.Type.REDO));
    }

    private static void make(TwoParties parties, Request.Type type, Choices choices) {
        if (type == Request.Type.DO) {
            Elementary edit = place(parties.client.text().length(), choices.next(PLACES), TwoParties.OWN, "xy");
            Operation sent = edit.inserts() ? edit : new RemoteDelete(edit.position(), edit.length());
            parties.edit(sent);
        } else {
            parties.takeBack(type);
        }
    }

    /** One of several inserts and deletions in a text of this length, which touch and overlap each other in all ways. */
    private static Elementary place(int length, int place, int author, String text) {
        int middle = length / 2;
        return switch (place) {
            case 0 -> new Insert(0, AuthoredText.of(author, text));
            case 1 -> new Insert(middle, AuthoredText.of(author, text));
            case 2 -> new Insert(length, AuthoredText.of(author, text));
            case 3 -> new Erasure(0, Math.min(1, length));
            case 4 -> new Erasure(Math.min(1, length), Math.min(2, length - Math.min(1, length)));
            default -> new Erasure(0, length);
        };
    }

    /** Decisions, all of them encoded in one number; further ones are 0. */
    private static final class Choices {
        private int left;

        Choices(int number) {
            left = number;
        }

        int next(int count) {
            int choice = left % count;
            left /= count;
            return choice;
        }
    }
}
