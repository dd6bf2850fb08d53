// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.fuzz.Choices;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;

/** A client without a text of its own, who sends whatever the language of text documents allows. */
final class HostileTypist {
    private static final List<String> OPERATIONS = List.of(
            "insert-caret",
            "insert-caret",
            "delete-caret",
            "delete-caret",
            "undo-caret",
            "undo-caret",
            "redo-caret",
            "insert",
            "delete",
            "undo",
            "redo",
            "move",
            "no-op",
            "no-op",
            "odd");

    private final ScheduledSession session;
    private final Choices choices;
    private final int mostUsers;
    private final SimulatedConnection connection;
    private final List<String> own = new ArrayList<>();
    private int seq;

    HostileTypist(ScheduledSession session, Choices choices, int mostUsers) {
        this.session = session;
        this.choices = choices;
        this.mostUsers = mostUsers;
        connection = session.connect(this::received);
        send(Element.empty("subscribe-session"));
        send(Element.empty("sync-ack"));
        join("");
    }

    private void received(Element message) {
        switch (message.name()) {
            case "user-join", "user-rejoin" -> {
                if (String.valueOf(message.attribute("seq")).startsWith(connection.id() + "/")) {
                    own.add(message.attribute("id"));
                }
            }
            case "session-close" -> own.clear();
            default -> {
                // it does not care
            }
        }
    }

    void act() {
        switch (choices.below(12)) {
            case 0 -> {
                if (own.size() < mostUsers) {
                    join(state());
                }
            }
            case 1 -> leave();
            case 2 -> {
                send(Element.empty("subscribe-session"));
                send(Element.empty("sync-ack"));
            }
            case 3 ->
                send(Element.named(choices.of("user-color-change", "user-color-change", "odd"))
                        .attribute("id", user())
                        .attribute(
                                "hue", choices.of("0.5", "1", "-0", "2", "NaN", "1e-400", "1e99", "", "0x1", "\u0663"))
                        .build());
            default -> send(request());
        }
    }

    private void join(String state) {
        send(Element.named("user-join")
                .attribute("seq", seq++)
                .attribute("name", "mallory " + choices.below(2))
                .attribute("status", choices.of("active", "inactive"))
                .attribute("time", state)
                .attribute("caret", choices.number(8))
                .attribute("selection", choices.number(4))
                .attribute("hue", "0.25")
                .build());
    }

    private void leave() {
        if (!own.isEmpty()) {
            send(Element.named("user-status-change")
                    .attribute("id", own.remove(choices.below(own.size())))
                    .attribute("status", "unavailable")
                    .build());
        }
    }

    private Element request() {
        Element.Builder request = Element.named("request");
        if (choices.below(16) > 0) {
            request.attribute("user", user());
        }
        if (choices.below(16) > 0) {
            request.attribute("time", choices.oneIn(2) ? state() : "");
        }
        if (choices.oneIn(4)) {
            request.attribute("num", choices.number(6));
        }
        for (int operations = choices.oneIn(8) ? choices.below(3) : 1; operations > 0; operations--) {
            request.child(operation());
        }
        return request.build();
    }

    private Element operation() {
        Element.Builder operation = Element.named(choices.of(OPERATIONS));
        int present = choices.below(256);
        if (present < 250) {
            operation
                    .attribute("pos", choices.number(10))
                    .attribute("len", choices.number(6))
                    .attribute("caret", choices.number(10))
                    .attribute("selection", choices.number(4));
        }
        ProtocolText.append(operation, choices.wellFormedText(4));
        if (present > 240) {
            operation.child(Element.named("uchar")
                    .attribute("codepoint", choices.number(32))
                    .build());
        }
        return operation.build();
    }

    private String user() {
        return own.isEmpty() || choices.oneIn(8) ? choices.number(6) : choices.of(own);
    }

    /** What it pretends to have seen since its last message. */
    private String state() {
        StringBuilder state = new StringBuilder();
        for (int user = 1; user < 6; user++) {
            if (choices.oneIn(3)) {
                state.append(state.isEmpty() ? "" : choices.oneIn(20) ? "," : ";")
                        .append(choices.oneIn(20) ? choices.number(6) : Integer.toString(user))
                        .append(':')
                        .append(choices.number(4));
            }
        }
        return state.toString();
    }

    private void send(Element message) {
        connection.sendToServer(message);
        session.transport();
    }
}
