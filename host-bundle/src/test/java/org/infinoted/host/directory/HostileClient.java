// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.infinoted.fuzz.Choices;
import org.infinoted.host.access.Permission;
import org.infinoted.xml.Element;

/** Says whatever the language of the directory, and of sessions, allows, in the right order and in any other. */
final class HostileClient {
    private static final List<String> REQUESTS = List.of(
            "explore-node",
            "add-node",
            "add-node",
            "remove-node",
            "subscribe-session",
            "subscribe-ack",
            "subscribe-nack",
            "subscribe-chat",
            "save-session",
            "query-acl",
            "set-acl",
            "query-acl-account-list",
            "lookup-acl-accounts",
            "create-acl-account",
            "remove-acl-account",
            "welcome",
            "request-failed",
            "odd");

    /** A success of these is silent, or told to those alone who have explored the folder. */
    private static final Set<String> SILENT = Set.of("add-node", "remove-node", "subscribe-ack", "subscribe-nack");

    private static final List<String> TYPES =
            List.of("InfText", "InfChat", "InfSubdirectory", "", "InfText.xml", "../InfText", "inftext");

    private static final List<String> GROUPS =
            List.of("InfDirectory", "InfSession_", "InfSession_SyncIn_", "InfChat", "InfText_", "InfDirectory_");

    private static final List<String> SESSION = List.of(
            "sync-begin",
            "line",
            "sync-end",
            "sync-ack",
            "sync-cancel",
            "sync-error",
            "sync-user",
            "user-join",
            "user-status-change",
            "session-unsubscribe",
            "session-close",
            "request",
            "odd");

    private final DirectoryClient client;
    private final Choices choices;
    private final Set<Integer> unanswered = new TreeSet<>();
    private int nextSeq = 1000;
    private boolean open;

    HostileClient(DirectoryClient client, Choices choices) {
        this.client = client;
        this.choices = choices;
    }

    void act() {
        if (!open) {
            client.login();
            open = true;
        }
        if (choices.oneIn(3)) {
            client.post(
                    choices.of(GROUPS) + (choices.oneIn(4) ? "" : choices.number(20)),
                    message(SESSION, Set.copyOf(SESSION)));
        } else {
            client.post("InfDirectory", message(REQUESTS, SILENT));
        }
        if (choices.oneIn(40)) {
            client.vanish();
            unanswered.clear();
        }
    }

    /** @param silent those that need no answer */
    private Element message(List<String> names, Set<String> silent) {
        String name = choices.of(names);
        Element.Builder message = Element.named(name);
        attribute(message, "id", 20);
        attribute(message, "parent", 8);
        attribute(message, "num-messages", 4);
        if (choices.below(4) > 0) {
            message.attribute("type", choices.oneIn(8) ? choices.carriedText(8) : choices.of(TYPES));
            message.attribute(
                    "name",
                    choices.oneIn(2) ? choices.carriedText(8) : choices.of("a", "b", "..", "a.xml", "x".repeat(250)));
        }
        number(message, !silent.contains(name));
        for (int children = choices.below(3); children > 0; children--) {
            message.child(child());
        }
        return message.text(choices.oneIn(4) ? choices.carriedText(6) : "").build();
    }

    private void attribute(Element.Builder message, String name, int usual) {
        if (choices.below(4) > 0) {
            message.attribute(name, choices.number(usual));
        }
    }

    /** Mostly one that is not used before, which must be answered. */
    private void number(Element.Builder message, boolean answered) {
        switch (choices.below(8)) {
            case 0 -> message.attribute("seq", choices.number(10));
            case 1 -> {
                // it has none
            }
            default -> {
                message.attribute("seq", nextSeq);
                if (answered) {
                    unanswered.add(nextSeq);
                }
                nextSeq++;
            }
        }
    }

    private Element child() {
        return switch (choices.below(4)) {
            case 0 -> Element.empty("subscribe");
            case 1 -> Element.empty("sync-in");
            case 2 -> acl();
            default -> Element.named("odd").text(choices.carriedText(3)).build();
        };
    }

    private Element acl() {
        Element.Builder acl = Element.named("acl");
        for (int sheets = choices.below(3); sheets > 0; sheets--) {
            Element.Builder sheet = Element.named(choices.of("sheet", "sheet", "sheet", "odd"));
            sheet.attribute("id", choices.of("default", "default", "default", "", "admin", "x"));
            for (String permission : Permission.attributes()) {
                if (choices.oneIn(6)) {
                    sheet.attribute(permission, choices.of("yes", "no", "no", "maybe"));
                }
            }
            acl.child(sheet.build());
        }
        return acl.build();
    }

    /** When everything has come to rest. */
    void check() {
        if (client.isOpen()) {
            String own = client.client().sequenceId() + "/";
            for (Element stanza : client.takeStanzas()) {
                for (Element message : stanza.children()) {
                    String seq = message.attribute("seq");
                    if (seq != null && seq.startsWith(own)) {
                        unanswered.remove(Integer.parseUnsignedInt(seq.substring(own.length())));
                    }
                }
            }
            assertEquals(Set.of(), unanswered, "every request is answered");
            client.vanish();
        }
    }
}
