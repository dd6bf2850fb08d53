// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.rope.Run;

/** What a file tells of users: who joined, and what each requested in which state. */
final class History {
    /**
     * A user joins or requests something.
     *
     * @param state what its client had seen and done
     * @param request null if it joins
     * @param count how many such requests in a row
     */
    record Action(int user, StateVector state, Request request, int count) {
        boolean isJoin() {
            return request == null;
        }

        boolean counts() {
            return request != null && request.affectsBuffer() && count > 0;
        }
    }

    private final Map<Integer, List<Action>> actions = new LinkedHashMap<>();
    private final Map<Integer, StateVector> bases = new LinkedHashMap<>();
    private AuthoredText before = AuthoredText.empty();
    private AuthoredText after = AuthoredText.empty();
    private StateVector begin = StateVector.EMPTY;

    private History() {}

    static History ofSession(Element root) {
        var history = new History();
        history.session(root);
        return history;
    }

    static History ofRecording(Element root) {
        var history = new History();
        history.recording(root);
        return history;
    }

    private void session(Element root) {
        for (var child : root.children()) {
            switch (child.name()) {
                case "user" -> {
                    bases.put(child.user("id"), StateVector.EMPTY);
                    join(child.user("id"), StateVector.EMPTY);
                }
                case "initial-buffer" -> before = Messages.segments(child);
                case "final-buffer" -> after = Messages.segments(child);
                case "request" -> request(child);
                default -> throw new IllegalArgumentException("unexpected <" + child.name() + ">");
            }
        }
    }

    private void recording(Element root) {
        for (var child : root.children()) {
            switch (child.name()) {
                case "initial" -> child.children().forEach(this::initial);
                case "user" -> {
                    bases.put(child.user("id"), StateVector.parse(child.attribute("time")));
                    join(child.user("id"), StateVector.parse(child.attribute("time")));
                }
                case "request" -> request(child);
                default -> throw new IllegalArgumentException("unexpected <" + child.name() + ">");
            }
        }
    }

    private void initial(Element message) {
        switch (message.name()) {
            case "sync-user" -> {
                Participant user = Messages.participant(message);
                bases.put(user.id(), user.vector());
                begin = begin.with(user.id(), user.vector().get(user.id()));
                if (user.status() != Status.UNAVAILABLE) {
                    join(user.id(), user.vector());
                }
            }
            case "sync-segment" -> before = before.concat(Messages.segment(message));
            default -> {
                // what was done before can be seen in the text
            }
        }
    }

    private List<Action> actionsOf(int user) {
        return actions.computeIfAbsent(user, key -> new ArrayList<>());
    }

    private void join(int user, StateVector state) {
        actionsOf(user).add(new Action(user, state, null, 0));
    }

    /** Coming back is not recorded, so a user that requests something counts as present. */
    private void request(Element message) {
        int user = message.user("user");
        StateVector state = bases.get(user).plus(StateVector.parse(message.attribute("time")));
        if (actionsOf(user).isEmpty()) {
            join(user, state);
        }
        Request request = Messages.request(message, state);
        var action = new Action(user, state, request, (int) message.number("num", 1));
        actionsOf(user).add(action);
        bases.put(user, action.counts() ? state.with(user, state.get(user) + action.count()) : state);
    }

    /** What each user did, in order. */
    Map<Integer, List<Action>> actions() {
        return actions;
    }

    /** All users and authors. */
    List<Integer> users() {
        var users = new ArrayList<>(bases.keySet());
        for (Run run : before) {
            if (run.author() != 0 && !users.contains(run.author())) {
                users.add(run.author());
            }
        }
        return users;
    }

    /** How many users request something. */
    long actingUsers() {
        return actions.values().stream()
                .filter(all -> all.stream().anyMatch(action -> !action.isJoin()))
                .count();
    }

    AuthoredText before() {
        return before;
    }

    /** The text in the end; empty if the file does not say. */
    String after() {
        return after.text();
    }

    /** The state in which the history begins. */
    StateVector begin() {
        return begin;
    }
}
