// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import java.util.List;
import org.infinoted.notetext.TextNotes;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.conformance.History.Action;
import org.infinoted.notetext.sim.ScheduledSession;

/**
 * A history once more, with clients and a server in total order. All must end with the same text; if no more than two users took part it is
 * that of the file.
 */
final class TotalOrderCase {
    /**
     * What came of it.
     *
     * @param hindrance why the history cannot be one of clients in total order; null if it can
     * @param problems what is wrong; nothing if all is well
     * @param asInFile whether the text in the end is that of the file
     */
    record Result(String hindrance, List<String> problems, boolean asInFile) {
        private static Result impossible(String why) {
            return new Result(why, List.of(), false);
        }
    }

    private final History history;
    private final ScheduledSession session;

    private TotalOrderCase(History history) {
        this.history = history;
        session = new ScheduledSession(TextNotes::total, Messages.LIMITS, history.before(), history.users());
    }

    /**
     * @param after the text of the file in the end
     * @param mayDiffer whether it may be another one, although there are only two users
     */
    static Result run(History history, String after, boolean mayDiffer) {
        List<Schedule.Step> steps;
        try {
            steps = Schedule.of(history);
        } catch (IllegalArgumentException e) {
            return Result.impossible(e.getMessage());
        }
        return new TotalOrderCase(history).run(steps, after, mayDiffer);
    }

    private Result run(List<Schedule.Step> steps, String after, boolean mayDiffer) {
        for (Schedule.Step step : steps) {
            Action action = step.action();
            session.nextAction();
            session.deliver(action.user(), step.received());
            if (action.isJoin()) {
                session.join(action.user());
            } else {
                String hindrance = request(action);
                if (hindrance != null) {
                    return Result.impossible(hindrance);
                }
            }
        }
        session.deliverAll();
        List<String> problems = session.problems();
        boolean same = session.text().equals(after);
        if (!same && !mayDiffer && history.actingUsers() <= 2) {
            problems.add("expected " + after + ", actual " + session.text());
        }
        return new Result(null, problems, same);
    }

    private String request(Action action) {
        int user = action.user();
        Request request = action.request();
        if (request.type() != Request.Type.DO) {
            boolean done = session.takeBack(user, request.type(), action.count());
            return done ? null : "user " + user + " takes back what was done before the beginning";
        }
        for (int i = 0; i < action.count(); i++) {
            if (!session.fits(user, request.operation())) {
                return "a request of user " + user + " does not fit the text that its client has in total order";
            }
            session.request(user, request.operation());
        }
        return null;
    }
}
