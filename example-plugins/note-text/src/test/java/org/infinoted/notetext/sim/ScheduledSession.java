// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.infinoted.notetext.adopted.Deletion;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.Move;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.file.Author;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.xml.Element;

/**
 * A session in which it is laid down what each client has received when it does something. What a client does reaches the server at
 * once, so the server handles it in the order of the calls; what comes of it waits until it is {@linkplain #deliver delivered}.
 */
public final class ScheduledSession {
    private static final Style.Delays NONE = new Style.Delays(0, 0, 0, 0);

    private record Waiting(long cause, Element message) {}

    /** A client and what it has not received yet. */
    private static final class Member {
        private final SimulatedClient client;
        private final Deque<Waiting> waiting = new ArrayDeque<>();

        private Member(SimulatedClient client) {
            this.client = client;
        }
    }

    private final VirtualTime time = new VirtualTime();
    private final Findings findings = new Findings(time);
    private final SimulatedHost host = new SimulatedHost(time, 0, findings, Faults.NONE);
    private final Map<Integer, Member> members = new LinkedHashMap<>();
    private final NoteSource notes;
    private final Limits limits;
    private int connections;
    private long actions;

    /**
     * Begins with a client for each user, which has received everything; the users are absent.
     *
     * @param users includes all authors of the text
     */
    public ScheduledSession(NoteSource notes, Limits limits, AuthoredText text, Collection<Integer> users) {
        this.notes = notes;
        this.limits = limits;
        List<Author> authors =
                users.stream().map(user -> new Author(user, name(user), .5)).toList();
        host.open(notes.open(new TextDocument(authors, text), limits));
        users.forEach(this::subscribe);
    }

    private SimulatedClient subscribe(int user) {
        var client = new SimulatedClient(name(user), time, limits, findings);
        var member = new Member(client);
        members.put(user, member);
        client.connect(connect(message -> member.waiting.add(new Waiting(actions, message))));
        client.subscribe();
        transport();
        deliverAll();
        return client;
    }

    /** A connection whose client does not exist: what it is sent is given to the receiver at once. */
    SimulatedConnection connect(Consumer<Element> receiver) {
        connections++;
        return new SimulatedConnection(connections, time, new Random(0), NONE, host::received, receiver);
    }

    private static String name(int user) {
        return "user " + Integer.toUnsignedString(user);
    }

    /** What is done from now on is the next action, the first one at first. */
    public void nextAction() {
        actions++;
    }

    /** Brings messages to the server, and what comes of them to where it waits. */
    void transport() {
        time.runUntil(time.now());
    }

    /** A user's client receives what has come of the first actions. */
    public void deliver(int user, long firstActions) {
        Member member = members.get(user);
        while (!member.waiting.isEmpty() && member.waiting.peek().cause() <= firstActions) {
            member.client.received(member.waiting.remove().message());
        }
        transport();
    }

    /** All clients receive everything. */
    public void deliverAll() {
        members.keySet().forEach(user -> deliver(user, Long.MAX_VALUE));
    }

    /** A user joins. It is told so as all others are. */
    public void join(int user) {
        members.get(user).client.join(true);
        transport();
    }

    /** Whether an operation fits the text that a user's client has. */
    public boolean fits(int user, Operation operation) {
        int length = members.get(user).client.engine().text().length();
        if (operation instanceof Deletion deletion) {
            return deletion.position() + deletion.length() <= length;
        }
        if (operation instanceof Move move) {
            long bound = move.caret() + move.selection();
            return Math.min(move.caret(), bound) >= 0 && Math.max(move.caret(), bound) <= length;
        }
        return !(operation instanceof Insert insert) || insert.position() <= length;
    }

    /** A user's client executes and sends a request. */
    public void request(int user, Operation operation) {
        members.get(user).client.request(operation);
        transport();
    }

    /**
     * A user's client undoes or redoes so many requests in one message.
     *
     * @return whether there were so many
     */
    public boolean takeBack(int user, Request.Type type, int count) {
        int done = members.get(user).client.takeBack(type, count);
        transport();
        return done == count;
    }

    /** How long the text is that a user's client has. */
    int length(int user) {
        return members.get(user).client.engine().text().length();
    }

    /** How many actions there were. */
    long actions() {
        return actions;
    }

    /** Lets so many seconds pass: clients acknowledge what they have received. */
    void pass(double seconds) {
        time.runUntil(time.now() + seconds);
    }

    /** Another note takes over. */
    void replaceNote() {
        SimulatedHost.Suspended suspended = host.suspend();
        host.resume(notes.open(new TextDocument(List.of(), AuthoredText.empty()), limits), suspended);
        transport();
    }

    /** Somebody subscribes, with this number. Gives the text that the client has then. */
    String lateText(int user) {
        return subscribe(user).engine().text().text();
    }

    /** What would be in the store if the document were saved now. */
    byte[] stored() throws IOException {
        var out = new ByteArrayOutputStream();
        host.note().snapshot().write(out);
        return out.toByteArray();
    }

    /** The server's text. */
    public String text() {
        return host.context().text().toString();
    }

    /** What is wrong, with all hosts in the end. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        findings.all().forEach(finding -> problems.add(finding.toString()));
        members.forEach((user, member) -> {
            String actual = member.client.engine().text().text();
            if (!actual.equals(text())) {
                problems.add("user " + user + " has " + actual + ", the server has " + text());
            }
        });
        return problems;
    }
}
