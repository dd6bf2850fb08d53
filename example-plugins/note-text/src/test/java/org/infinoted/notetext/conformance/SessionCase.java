// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.rope.Run;

/**
 * Requests of some users, a text before and a text after. The outcome must be the same in whatever order the requests
 * arrive, as long as each user's own stay in order.
 */
final class SessionCase {
    private static final int ORDERS = 100;

    private final List<Element> users = new ArrayList<>();
    private final Map<Integer, List<Element>> requests = new LinkedHashMap<>();
    private AuthoredText before = AuthoredText.empty();
    private AuthoredText after = AuthoredText.empty();

    private SessionCase(Element root) {
        for (var child : root.children()) {
            switch (child.name()) {
                case "user" -> users.add(child);
                case "initial-buffer" -> before = Messages.segments(child);
                case "final-buffer" -> after = Messages.segments(child);
                case "request" ->
                    requests.computeIfAbsent(child.user("user"), user -> new ArrayList<>())
                            .add(child);
                default -> throw new IllegalArgumentException("unexpected <" + child.name() + ">");
            }
        }
    }

    static Verdict run(Element root, long seed) throws AdoptedException {
        var verdict = new Verdict();
        var session = new SessionCase(root);
        for (var order : session.orders(seed)) {
            if (verdict.passed()) {
                session.check(order, verdict);
            }
        }
        return verdict;
    }

    private void check(List<Integer> order, Verdict verdict) throws AdoptedException {
        var builder = new EngineBuilder(Messages.LIMITS).append(before);
        users.forEach(user -> builder.user(Messages.newcomer(user)));
        var engine = builder.build();
        var next = new LinkedHashMap<Integer, Integer>();
        for (int user : order) {
            int index = next.merge(user, 1, Integer::sum) - 1;
            Messages.receive(engine, requests.get(user).get(index));
        }
        if (!texts(engine.text()).equals(texts(after))) {
            verdict.problem("requests by users " + order + ": expected " + after + ", actual " + engine.text());
        } else if (!engine.text().equals(after) && verdict.remarks().isEmpty()) {
            verdict.remark("authors differ: expected " + after + ", actual " + engine.text());
        }
    }

    private static List<String> texts(AuthoredText text) {
        var texts = new ArrayList<String>();
        for (Run run : text) {
            texts.add(run.text());
        }
        return texts;
    }

    /** All orders if there are few, otherwise some at random; each names the user whose turn it is. */
    private List<List<Integer>> orders(long seed) {
        var turns = requests.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().size(), Integer::sum, LinkedHashMap::new));
        var all = new ArrayList<List<Integer>>();
        collect(turns, new ArrayList<>(), all);
        if (all.size() <= ORDERS) {
            return all;
        }
        var random = new Random(seed);
        var some = new ArrayList<List<Integer>>();
        for (int i = 0; i < ORDERS; i++) {
            some.add(shuffled(turns, random));
        }
        return some;
    }

    /** Adds all ways to go on from {@code start} to {@code all}, but stops when there are too many. */
    private static void collect(Map<Integer, Integer> turns, List<Integer> start, List<List<Integer>> all) {
        boolean complete = true;
        for (var turn : turns.entrySet()) {
            if (turn.getValue() > 0 && all.size() <= ORDERS) {
                complete = false;
                var rest = new LinkedHashMap<>(turns);
                rest.merge(turn.getKey(), -1, Integer::sum);
                var longer = new ArrayList<>(start);
                longer.add(turn.getKey());
                collect(rest, longer, all);
            }
        }
        if (complete) {
            all.add(start);
        }
    }

    private static List<Integer> shuffled(Map<Integer, Integer> turns, Random random) {
        var order = new ArrayList<Integer>();
        turns.forEach((user, count) -> {
            for (int i = 0; i < count; i++) {
                order.add(user);
            }
        });
        Collections.shuffle(order, random);
        return order;
    }
}
