// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.infinoted.connection.Connection;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.adopted.TextSize;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.wire.RequestWriter;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Relays requests as they came, as the original does: all hosts count alike, and each transforms everything on its own. When three or more
 * users write at once, clients can end with different texts, and what a request costs grows with the cube of what is concurrent to it.
 */
public final class VerbatimOrder implements Concurrency {
    /** What a request in a log takes with its place in the state vectors' sharing, besides its text. */
    private static final long BYTES_OF_REQUEST = 400;

    private static final long BYTES_OF_COUNT = 8;

    private final NoteContext context;
    private final TextEngine engine;
    private boolean unfinished;

    public VerbatimOrder(NoteContext context, TextEngine engine) {
        this.context = context;
        this.engine = engine;
    }

    @Override
    public AuthoredText text() {
        return engine.text();
    }

    @Override
    public StateVector current() {
        return engine.current();
    }

    @Override
    public boolean isUnfinished() {
        return unfinished;
    }

    @Override
    public List<Request> log() {
        List<Request> log = new ArrayList<>();
        for (Participant participant : engine.participants()) {
            log.addAll(engine.log(participant.id()));
        }
        return log;
    }

    @Override
    public Participant participant(int user) {
        return engine.participant(user);
    }

    @Override
    public void subscribed(Connection connection) {
        // everybody is told the same
    }

    @Override
    public void resumed(Connection connection) {
        // it goes on with the counts that all have
    }

    @Override
    public void unsubscribed(Connection connection) {
        // nothing is kept for it
    }

    @Override
    public void checkJoin(Participant user, String name, @Nullable Connection via) throws AdoptedException {
        engine.checkJoin(user);
    }

    @Override
    public void join(Participant user, @Nullable Connection via) throws AdoptedException {
        engine.join(user);
    }

    @Override
    public void left(int user) {
        engine.setStatus(user, Status.UNAVAILABLE);
    }

    @Override
    public Set<Connection> describedApart(int user) {
        return Set.of();
    }

    @Override
    public StateVector joinState(int user, Connection receiver) {
        return engine.participant(user).vector();
    }

    @Override
    public StateVector base(int user) {
        return engine.participant(user).vector();
    }

    @Override
    public Outcome receive(Connection origin, Element message, Request request, long count) {
        unfinished = true;
        Outcome outcome = engine.receive(request, count);
        switch (outcome.disposition()) {
            case EXECUTED -> context.relay(message, origin);
            case FAILED -> relayPart(origin, message, request, outcome);
            case DEFERRED, REJECTED, REFUSED -> {
                // the others need not know
            }
        }
        unfinished = false;
        return outcome;
    }

    /** The last of the message's requests failed. Those before it were executed, and the other clients must learn of them. */
    private void relayPart(Connection origin, Element message, Request request, Outcome outcome) {
        int executions = outcome.executions().size();
        boolean partly = !outcome.executions().get(executions - 1).changes().isEmpty();
        int toRelay = request.affectsBuffer() && !partly ? executions - 1 : executions;
        if (toRelay > 0) {
            context.relay(message.attribute("num") == null ? message : withCount(message, toRelay), origin);
        }
    }

    private static Element withCount(Element message, int count) {
        Element.Builder builder = Element.named(message.name());
        for (int i = 0; i < message.attributeCount(); i++) {
            String name = message.attributeName(i);
            builder.attribute(name, name.equals("num") ? Integer.toString(count) : message.attributeValue(i));
        }
        message.children().forEach(builder::child);
        return builder.build();
    }

    @Override
    public Outcome issue(int user, Operation operation) {
        StateVector base = engine.participant(user).vector();
        Request request = Request.of(user, engine.current(), operation);
        unfinished = true;
        Outcome outcome = engine.receive(request, 1);
        context.broadcast(RequestWriter.write(user, request.vector().minus(base), operation));
        unfinished = false;
        return outcome;
    }

    @Override
    public void hueChanged(int user) {
        // everybody has been told
    }

    @Override
    public long lag(int user) {
        return engine.current().total() - engine.participant(user).vector().total();
    }

    @Override
    public long memory() {
        return engine.text().memory()
                + TextSize.memory(engine.loggedBytes())
                + engine.logged() * BYTES_OF_REQUEST
                + (long) engine.current().size() * context.users().size() * BYTES_OF_COUNT;
    }

    @Override
    public List<Element> handover() {
        return List.of();
    }
}
