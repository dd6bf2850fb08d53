// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.infinoted.directory.Node;
import org.infinoted.xml.Element;

/**
 * A client that asks for anything at random, keeps its own view of the tree from what it is told, and complains if it is told
 * something that a client cannot understand.
 */
final class RandomClient {
    private static final List<String> NAMES = List.of("a", "A", "b", "ß", "SS", "c");

    private final DirectoryClient client;
    private final Random random;
    private final Map<Integer, Map<Integer, String>> explored = new TreeMap<>(); // folders, with what is in them
    private final Map<Integer, String> types = new HashMap<>();
    private final Set<Integer> made = new HashSet<>(); // by this client, which is not told of them
    private final Set<Integer> unanswered = new TreeSet<>(); // numbers of requests that must be answered
    private final Set<String> synchronizing = new HashSet<>(); // groups that must be synchronised
    private final Set<String> subscribed = new HashSet<>();
    private Map<Integer, String> listing; // what is being explored, while it is
    private int listingFolder;
    private int listingTotal;
    private int nextSeq;
    private int lastAnswered = -1;
    private boolean welcomed;
    private final Map<Integer, Integer> explorations = new HashMap<>(); // folders by the numbers of requests

    RandomClient(DirectoryClient client, Random random) {
        this.client = client;
        this.random = random;
    }

    void act() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> explore(anyNode());
            case 3, 4 -> add(Node.FOLDER, "");
            case 5 -> add("InfText", "");
            case 6 -> add("InfText", "<subscribe/>");
            case 7 -> add("InfText", random.nextBoolean() ? "<sync-in/>" : "<subscribe/><sync-in/>");
            case 8 -> remove();
            case 9, 10 -> request("<subscribe-session id='" + anyNode() + "'", true);
            default -> useSession();
        }
    }

    /** Logs in. */
    RandomClient login() {
        client.login();
        return this;
    }

    void disconnect() {
        client.vanish();
    }

    /** Takes in what it was sent; returns whether there was anything. */
    boolean listen() {
        List<Element> stanzas = client.takeStanzas();
        for (Element stanza : stanzas) {
            String group = stanza.attribute("name");
            for (Element message : stanza.children()) {
                if (group.equals("InfDirectory")) {
                    directory(message);
                } else {
                    session(group, message);
                }
            }
        }
        return !stanzas.isEmpty();
    }

    /** At the end, when everything has come to rest. */
    void check(Map<Integer, List<Node>> tree) {
        assertEquals(Set.of(), unanswered, "every request is answered");
        assertEquals(Set.of(), synchronizing, "every acknowledged subscription is synchronised");
        explored.forEach((folder, children) -> {
            if (!isTold(folder)) {
                return;
            }
            assertNotNull(tree.get(folder), "a folder is there as long as it was not told to be gone: " + folder);
            Map<Integer, String> there = new TreeMap<>();
            tree.get(folder).forEach(node -> there.put(node.id(), node.name()));
            there.keySet().removeAll(made);
            children.keySet().removeAll(made);
            assertEquals(there, children, "what is in folder " + folder);
        });
        client.send("<odd seq='" + nextSeq + "'/>");
        assertEquals(1, client.take().size(), "the client is served still");
    }

    /** Whether it would be told if this folder went: not if it has explored it without one of those that it is in. */
    private boolean isTold(int folder) {
        return folder == 0
                || explored.entrySet().stream()
                        .anyMatch(in -> in.getValue().containsKey(folder) && isTold(in.getKey()));
    }

    /** Mostly one that it knows. */
    private int anyNode() {
        if (types.isEmpty() || random.nextInt(8) == 0) {
            return random.nextInt(30);
        }
        return new ArrayList<>(types.keySet()).get(random.nextInt(types.size()));
    }

    private int request(String start, boolean answered) {
        return request(start, answered, "");
    }

    private int request(String start, boolean answered, String children) {
        int seq = nextSeq++;
        if (answered) {
            unanswered.add(seq);
        }
        String name = start.substring(1, start.indexOf(' '));
        client.post(start + " seq='" + seq + "'>" + children + "</" + name + ">");
        return seq;
    }

    private void explore(int id) {
        int folder = explored.isEmpty() && explorations.isEmpty() ? 0 : id;
        explorations.put(request("<explore-node id='" + folder + "'", true), folder);
    }

    private void add(String type, String children) {
        int parent = explored.isEmpty() || random.nextInt(4) == 0
                ? anyNode()
                : new ArrayList<>(explored.keySet()).get(random.nextInt(explored.size()));
        boolean offered = !children.isEmpty();
        String name = NAMES.get(random.nextInt(NAMES.size()));
        request(
                "<add-node parent='" + parent + "' type='" + type + "' name='" + name + "'",
                offered || explored.containsKey(parent),
                children);
    }

    private void remove() {
        List<Integer> known = new ArrayList<>();
        explored.values().forEach(children -> known.addAll(children.keySet()));
        if (known.isEmpty() || random.nextInt(8) == 0) {
            request("<remove-node id='" + random.nextInt(30) + "'", false);
        } else {
            request("<remove-node id='" + known.get(random.nextInt(known.size())) + "'", true);
        }
    }

    private void useSession() {
        if (!subscribed.isEmpty()) {
            String group = new ArrayList<>(new TreeSet<>(subscribed)).get(random.nextInt(subscribed.size()));
            if (random.nextBoolean()) {
                client.postTo(group, "<line>text</line>");
            } else {
                client.postTo(group, "<session-unsubscribe/>");
                subscribed.remove(group);
            }
        }
    }

    private void directory(Element message) {
        assertEquals(welcomed, !message.name().equals("welcome"), "the welcome comes first");
        boolean own = answers(message);
        switch (message.name()) {
            case "welcome" -> assertFalse(welcomed, "welcomed once");
            case "explore-begin" -> {
                assertNull(listing, "one exploration at a time");
                listing = new TreeMap<>();
                listingFolder = explorations.get(number(message));
                listingTotal = Integer.parseInt(message.attribute("total"));
            }
            case "explore-end" -> {
                assertEquals(listingTotal, listing.size(), "as many children as announced");
                assertNull(explored.put(listingFolder, listing), "explored once");
                listing = null;
            }
            case "add-node" -> added(message, own);
            case "sync-in" -> offered(message.attribute("group"), id(message), Kind.UPLOAD);
            case "subscribe-session" -> offered(message.attribute("group"), id(message), Kind.SESSION);
            case "remove-node" -> removed(id(message));
            default -> assertEquals("request-failed", message.name());
        }
        welcomed = true;
    }

    /** Sees to it that answers come once and in order; returns whether this is one. */
    private boolean answers(Element message) {
        String seq = message.attribute("seq");
        if (seq == null || !seq.startsWith(client.client().sequenceId() + "/")) {
            assertFalse(message.name().equals("request-failed"), () -> "unasked: " + message);
            return false;
        }
        int number = number(message);
        boolean within = listing != null || message.name().equals("explore-begin");
        if (within && !message.name().equals("explore-end")) {
            assertTrue(number > lastAnswered, () -> "in order: " + message);
            return true;
        }
        assertTrue(number > lastAnswered, () -> "once and in order, after " + lastAnswered + ": " + message);
        lastAnswered = number;
        unanswered.remove(number);
        return true;
    }

    private void added(Element message, boolean own) {
        int id = id(message);
        if (own && message.child("subscribe").isPresent()) {
            offered(message.child("subscribe").get().attribute("group"), id, Kind.DOCUMENT);
            return;
        }
        int parent = Integer.parseInt(message.attribute("parent"));
        Map<Integer, String> children = listing != null ? listing : explored.get(parent);
        assertNotNull(children, () -> "the parent is explored: " + message);
        if (listing != null) {
            assertEquals(listingFolder, parent);
        }
        String name = message.attribute("name");
        for (Map.Entry<Integer, String> sibling : children.entrySet()) {
            assertFalse(
                    NodeNames.key(sibling.getValue()).equals(NodeNames.key(name)),
                    () -> "names are unique: " + message);
        }
        assertNull(children.put(id, name), () -> "the node is new: " + message);
        types.put(id, message.attribute("type"));
    }

    private void removed(int id) {
        boolean known = explored.values().stream().anyMatch(children -> children.remove(id) != null);
        assertTrue(known || made.contains(id), () -> "the removed node is known: " + id);
        forget(id);
    }

    /** With a folder everything in it goes, without a word. */
    private void forget(int id) {
        types.remove(id);
        Map<Integer, String> children = explored.remove(id);
        if (children != null) {
            List.copyOf(children.keySet()).forEach(this::forget);
        }
    }

    private enum Kind {
        DOCUMENT,
        UPLOAD,
        SESSION
    }

    private void offered(String group, int id, Kind kind) {
        int answer = random.nextInt(10);
        if (answer == 0) {
            return; // left open
        }
        if (answer < 3) {
            client.post("<subscribe-nack id='" + id + "'/>");
            return;
        }
        client.post("<subscribe-ack id='" + id + "'/>");
        if (kind == Kind.SESSION) {
            synchronizing.add(group);
        } else {
            made.add(id);
        }
        if (kind == Kind.DOCUMENT) {
            subscribed.add(group);
        }
        if (kind == Kind.UPLOAD) {
            upload(group);
        }
    }

    private void upload(String group) {
        client.postTo(group, "<sync-begin num-messages='1'/>");
        switch (random.nextInt(5)) {
            case 0 -> client.postTo(group, "<sync-cancel/>");
            case 1 -> client.postTo(group, "<odd/>");
            case 2 -> {} // never completed
            default -> client.postTo(group, "<line>uploaded</line><sync-end/>");
        }
    }

    private void session(String group, Element message) {
        switch (message.name()) {
            case "sync-begin" -> assertTrue(synchronizing.contains(group), () -> "asked for: " + group);
            case "sync-end" -> {
                synchronizing.remove(group);
                client.postTo(group, "<sync-ack/>");
                subscribed.add(group);
            }
            case "session-close" -> subscribed.remove(group);
            default -> {} // content, or the end of an upload
        }
    }

    private static int id(Element message) {
        return Integer.parseInt(message.attribute("id"));
    }

    private static int number(Element message) {
        String seq = message.attribute("seq");
        return Integer.parseInt(seq.substring(seq.indexOf('/') + 1));
    }
}
