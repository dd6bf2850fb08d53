// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.infinoted.xml.Element;

/**
 * What one client knows of one open document: how many requests of each user it has seen. That is the state that it
 * must name when it sends a request.
 */
final class SeenRequests {
    private static final Set<String> CHANGING =
            Set.of("insert", "insert-caret", "delete", "delete-caret", "undo", "undo-caret", "redo", "redo-caret");

    private final Map<Integer, Long> seen = new TreeMap<>();
    private Map<Integer, Long> said = Map.of(); // the state that the server knows this client to have reached
    private OptionalInt user = OptionalInt.empty();

    /** The client's user id; empty if it has not joined. */
    OptionalInt user() {
        return user;
    }

    /** Something has arrived in the document's group. */
    void received(Element message) {
        switch (message.name()) {
            case "sync-user", "user-join" -> reached(message);
            case "sync-request" -> {
                reached(message);
                int who = number(message, "user");
                long made = state(message).getOrDefault(who, 0L) + 1;
                seen.merge(who, made, Math::max);
            }
            case "request" -> count(message);
            default -> {
                // nothing that the state depends on
            }
        }
    }

    /** The state to send when joining. */
    String joining() {
        return print(seen);
    }

    /** The client has joined as this user, in the state that {@link #joining} said. */
    void joined(int id) {
        user = OptionalInt.of(id);
        said = new TreeMap<>(seen);
    }

    /** A request of this client. */
    Element request(Element operation) {
        Map<Integer, Long> difference = new TreeMap<>();
        seen.forEach((id, count) -> {
            long more = count - said.getOrDefault(id, 0L);
            if (more > 0) {
                difference.put(id, more);
            }
        });
        Element request = Element.named("request")
                .attribute("user", user.orElseThrow())
                .attribute("time", print(difference))
                .child(operation)
                .build();
        count(request);
        said = new TreeMap<>(seen);
        return request;
    }

    private void count(Element request) {
        boolean changes = request.firstChild()
                .map(operation -> CHANGING.contains(operation.name()))
                .orElse(false);
        if (changes) {
            String number = request.attribute("num");
            seen.merge(number(request, "user"), number == null ? 1 : Long.parseLong(number), Long::sum);
        }
    }

    private void reached(Element message) {
        state(message).forEach((id, count) -> seen.merge(id, count, Math::max));
    }

    private static Map<Integer, Long> state(Element message) {
        String time = message.attribute("time");
        Map<Integer, Long> state = new TreeMap<>();
        if (time != null && !time.isEmpty()) {
            for (String part : List.of(time.split(";", -1))) {
                int colon = part.indexOf(':');
                state.put(
                        Integer.parseUnsignedInt(part.substring(0, colon)), Long.parseLong(part.substring(colon + 1)));
            }
        }
        return state;
    }

    private static String print(Map<Integer, Long> state) {
        return state.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> Integer.toUnsignedString(entry.getKey()) + ':' + entry.getValue())
                .collect(Collectors.joining(";"));
    }

    private static int number(Element message, String attribute) {
        return Integer.parseUnsignedInt(message.attribute(attribute));
    }
}
