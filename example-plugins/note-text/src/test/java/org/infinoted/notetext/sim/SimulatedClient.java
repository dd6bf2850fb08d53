// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.Move;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.file.Hue;
import org.infinoted.notetext.wire.Fields;
import org.infinoted.notetext.wire.RequestReader;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;

/**
 * A client as libinfinity is one, as far as the others can see. It executes its own requests at once, and everything that the server
 * sends in the order of arrival. What libinfinity would not understand is a finding, and the end of this client.
 */
final class SimulatedClient {
    /** After how many seconds a client acknowledges what others have done. */
    private static final double ACKNOWLEDGEMENT = 30;

    private enum Phase {
        OUTSIDE,
        SYNCHRONIZING,
        READY,
        CRASHED,
        BROKEN
    }

    private final VirtualTime time;
    private final Limits limits;
    private final Findings findings;
    private final List<OwnUser> owns = new ArrayList<>();
    private OwnUser own;
    private SimulatedConnection connection;
    private Phase phase = Phase.OUTSIDE;
    private Synchronization synchronization;
    private Roster roster = new Roster();
    private TextEngine engine;
    private long logLength;
    private int seq;
    private long sent;
    private boolean mayBeClosed;
    private boolean closed;

    SimulatedClient(String name, VirtualTime time, Limits limits, Findings findings) {
        this.time = time;
        this.limits = limits;
        this.findings = findings;
        this.own = addUser(name);
    }

    void connect(SimulatedConnection newConnection) {
        connection = newConnection;
    }

    SimulatedConnection connection() {
        return connection;
    }

    /** The user who acts: the first one, or whom {@link #actAs} has set. */
    OwnUser own() {
        return own;
    }

    /** Wants to have one more user. */
    OwnUser addUser(String name) {
        var user = new OwnUser(name);
        owns.add(user);
        return user;
    }

    /** All that follows is done by this one of its users. */
    void actAs(OwnUser user) {
        own = user;
    }

    boolean hasSeveralUsers() {
        return owns.size() > 1;
    }

    /** Asks for the content and becomes a subscriber. */
    void subscribe() {
        reset();
        send(Element.empty("subscribe-session"));
    }

    /** Is no subscriber any more, and pays no heed to what is still coming. */
    void unsubscribe() {
        send(Element.empty("session-unsubscribe"));
        reset();
    }

    private void reset() {
        phase = Phase.OUTSIDE;
        owns.forEach(OwnUser::lose);
        closed = false;
    }

    /** Goes on with a document that it has created or uploaded itself. */
    void begin(TextEngine document, Roster authors) {
        engine = document;
        roster = authors;
        phase = Phase.READY;
    }

    /** Whether it has the content and follows what happens to it. */
    boolean isReady() {
        return phase == Phase.READY && !closed;
    }

    boolean hasJoined() {
        return isReady() && own.isPresent();
    }

    /** Whether the server has ended its subscription. */
    boolean isClosed() {
        return closed;
    }

    /** Whether it could not go on, and must reconnect. */
    boolean hasCrashed() {
        return phase == Phase.CRASHED;
    }

    /** From now on it is no finding if the server ends the subscription. */
    void expectClose() {
        mayBeClosed = true;
    }

    TextEngine engine() {
        return engine;
    }

    Roster roster() {
        return roster;
    }

    /** How many requests it got in its last synchronization. */
    long logLength() {
        return logLength;
    }

    /** The name and, while there is one, the id for reports. */
    @Override
    public String toString() {
        return own + " on " + (connection == null ? "no connection" : "connection " + connection.id());
    }

    void join(boolean active) {
        seq++;
        own.ask(seq);
        send(Element.named("user-join")
                .attribute("seq", seq)
                .attribute("name", own.name())
                .attribute("status", active ? "active" : "inactive")
                .attribute("time", engine.current().toString())
                .attribute("caret", 0)
                .attribute("selection", 0)
                .attribute("hue", Hue.print(own.hue()))
                .build());
    }

    void changeStatus(Status status) {
        engine.setStatus(own.id(), status);
        send(Element.named("user-status-change")
                .attribute("id", own.id())
                .attribute("status", status.name().toLowerCase(Locale.ROOT))
                .build());
        if (status == Status.UNAVAILABLE) {
            own.lose();
        }
    }

    void recolour(double hue) {
        own.recolour(hue);
        roster.recolour(own.id(), Hue.print(hue));
        send(Element.named("user-color-change")
                .attribute("id", own.id())
                .attribute("hue", Hue.print(hue))
                .build());
    }

    /** Executes a request of its user and sends it. */
    void request(Operation operation) {
        StateVector state = engine.current();
        execute(Request.of(own.id(), state, operation));
        sendRequest(state, operation.affectsBuffer() ? 1 : 0, LiveRequests.operation(operation), 1);
    }

    /**
     * Takes back so many of its user's requests, or undos, in one message, or as many as there are.
     *
     * @return how many there were
     */
    int takeBack(Request.Type type, int most) {
        StateVector state = engine.current();
        int count = 0;
        while (count < most && phase == Phase.READY && mayTakeBack(type)) {
            execute(new Request(own.id(), type, engine.current(), null));
            count++;
        }
        if (count > 0) {
            sendRequest(state, count, LiveRequests.takingBack(type), count);
        }
        return phase == Phase.READY ? count : 0;
    }

    /** What can be taken back depends on what is known to be acknowledged, which for the own user is everything. */
    private boolean mayTakeBack(Request.Type type) {
        if (!can(type)) {
            return false;
        }
        execute(Request.of(own.id(), engine.current(), NoOp.INSTANCE));
        return can(type);
    }

    private boolean can(Request.Type type) {
        return type == Request.Type.UNDO ? engine.canUndo(own.id()) : engine.canRedo(own.id());
    }

    /** Sends what no honest client sends: an undo or a redo that it has not executed. */
    void pretend(Request.Type type) {
        sendRequest(engine.current(), 1, LiveRequests.takingBack(type), 1);
    }

    private void execute(Request request) {
        Outcome outcome = engine.receive(request, 1);
        if (outcome.disposition() != Outcome.Disposition.EXECUTED) {
            broken("own " + request + ": " + outcome.failure());
        }
    }

    private void sendRequest(StateVector state, int counted, Element operation, int count) {
        if (phase != Phase.READY) {
            return;
        }
        sent++;
        findings.requested();
        StateVector base = own.base();
        send(LiveRequests.request(own.id(), state.minus(base), operation, count));
        own.reach(state.with(own.id(), state.get(own.id()) + counted));
    }

    private void send(Element message) {
        connection.sendToServer(message);
    }

    /** A message has arrived. */
    void received(Element message) {
        boolean listens = phase == Phase.SYNCHRONIZING || phase == Phase.READY;
        if (!listens && !(phase == Phase.OUTSIDE && message.name().equals("sync-begin"))) {
            return;
        }
        try {
            handle(message);
        } catch (ProtocolException | AdoptedException | RuntimeException e) {
            broken(message + ": " + e);
        }
    }

    private void broken(String at) {
        phase = Phase.BROKEN;
        findings.add(Finding.Kind.CLIENT, this + " at " + at + state());
    }

    private String state() {
        return engine == null
                ? ""
                : " in \"" + engine.current() + "\" with " + engine.text().length() + " characters";
    }

    private void handle(Element message) throws ProtocolException, AdoptedException {
        switch (message.name()) {
            case "sync-begin" -> {
                phase = Phase.SYNCHRONIZING;
                synchronization = new Synchronization(limits, message);
            }
            case "sync-end" -> synchronizationEnded();
            case "user-join", "user-rejoin" -> joined(message);
            case "request-failed" ->
                owns.stream().filter(user -> user.isAnswer(connection, message)).forEach(OwnUser::refused);
            case "user-status-change" -> engine.setStatus(othersId(message, "id"), Participants.status(message));
            case "user-color-change" -> roster.recolour(othersId(message, "id"), message.attribute("hue"));
            case "request" -> othersRequest(message);
            case "invalid-request" -> {
                if (!mayBeClosed) {
                    findings.add(Finding.Kind.REFUSED, this + " was told " + message);
                }
            }
            case "session-close" -> closed();
            default -> synchronization.received(message);
        }
    }

    private void synchronizationEnded() throws AdoptedException {
        engine = synchronization.end();
        roster = synchronization.roster();
        logLength = synchronization.requests();
        phase = Phase.READY;
        send(Element.empty("sync-ack"));
    }

    private void closed() {
        closed = true;
        owns.forEach(OwnUser::lose);
        if (!mayBeClosed) {
            findings.add(Finding.Kind.REFUSED, this + " was unsubscribed");
        }
    }

    private void joined(Element message) throws ProtocolException, AdoptedException {
        Participant participant = Participants.of(message);
        boolean again = message.name().equals("user-rejoin");
        if (again != roster.knows(participant.id())) {
            throw new IllegalStateException("a user that is " + (again ? "unknown" : "known"));
        }
        Optional<OwnUser> mine =
                owns.stream().filter(user -> user.isAnswer(connection, message)).findFirst();
        if (isOwn(participant.id())) {
            throw new IllegalStateException("the own user joins elsewhere");
        }
        roster.put(participant.id(), message);
        if (mine.isPresent()) {
            mine.get().enter(participant);
            enterSelf(participant);
        } else {
            enterOther(participant);
        }
    }

    /** With small logs, a client may have forgotten requests of its own that somebody who joins has not got. It cannot go on then. */
    private void enterOther(Participant participant) throws AdoptedException {
        try {
            engine.join(participant);
        } catch (AdoptedException e) {
            if (limits.log() >= Style.LOG) {
                throw e;
            }
            phase = Phase.CRASHED;
            findings.crashed();
        }
    }

    /** The log may have been cleaned beyond the state in which the client asked. Nothing refers to that state any more then. */
    private void enterSelf(Participant participant) throws AdoptedException {
        try {
            engine.join(participant);
        } catch (AdoptedException e) {
            engine.join(new Participant(participant.id(), participant.status(), engine.current(), 0, 0));
        }
    }

    private boolean isOwn(int id) {
        return owns.stream().anyMatch(user -> user.isPresent() && user.id() == id);
    }

    /** libinfinity pays no heed to what others say of its own user. */
    private int othersId(Element message, String attribute) throws ProtocolException {
        int id = Fields.user(message, attribute);
        if (isOwn(id)) {
            throw new IllegalStateException("a message of another for the own user");
        }
        if (!roster.knows(id)) {
            throw new IllegalStateException("an unknown user");
        }
        return id;
    }

    private void othersRequest(Element message) throws ProtocolException {
        int id = othersId(message, "user");
        Request request = RequestReader.live(message, id, engine.participant(id).vector(), Integer.MAX_VALUE);
        Outcome outcome = engine.receive(request, Fields.unsigned(message, "num", 1));
        if (outcome.disposition() != Outcome.Disposition.EXECUTED) {
            if (request.operation() instanceof Move && outcome.disposition() == Outcome.Disposition.FAILED) {
                findings.moveRefused();
            } else {
                throw new IllegalStateException(outcome.disposition() + ": " + outcome.failure());
            }
        }
        if (request.affectsBuffer()) {
            long before = sent;
            time.at(time.now() + ACKNOWLEDGEMENT, () -> acknowledge(before));
        }
    }

    private void acknowledge(long before) {
        if (sent == before && hasJoined()) {
            request(NoOp.INSTANCE);
        }
    }
}
