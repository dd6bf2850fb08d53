// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.infinoted.connection.Connection;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.Erasure;
import org.infinoted.notetext.adopted.Execution;
import org.infinoted.notetext.adopted.Failure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Move;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.notetext.adopted.Outcome.Disposition;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.adopted.TextSize;
import org.infinoted.notetext.order.Changes;
import org.infinoted.notetext.order.OwnRequest;
import org.infinoted.notetext.order.Sequence;
import org.infinoted.notetext.order.Skew;
import org.infinoted.notetext.order.View;
import org.infinoted.notetext.order.Work;
import org.infinoted.notetext.relay.Crossings.Crossed;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.AdoptedAlgorithmError;
import org.infinoted.protocol.AdoptedSessionError;
import org.infinoted.protocol.TextOperationError;
import org.infinoted.protocol.UserError;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is really done to the text into one order, and tells every client of it in that order, each in counts of its own. A client
 * then has only its own requests to transform, past those of one other party; so all clients end with the same text, whatever was
 * concurrent. See {@link org.infinoted.notetext.order}.
 */
public final class TotalOrder implements Concurrency {
    /** How many pieces that a client has not got cost as much to look at. */
    private static final long PIECES_FOR_WORK = 4;

    private static final long LARGEST_COUNT = 0xFFFF_FFFFL;

    private final NoteContext context;
    private final OrderLimits limits;
    private final Sequence sequence;
    private final Senders senders = new Senders();
    private final Map<Connection, Subscriber> subscribers = new LinkedHashMap<>();
    private final Guests guests;
    private final PieceRelay relay;
    private final Crossings crossings = new Crossings(subscribers);
    private final History history;
    private final boolean historyUploaded;
    private int lastNumber;
    private boolean unfinished; // clients are being told of something
    private @Nullable Resumption resumption; // null as soon as all present subscribers are known

    /**
     * Begins with a document.
     *
     * @param users all that ever took part
     * @param historyUploaded whether there are requests in the logs of the client that has uploaded the document. It can undo them, but
     *     the order does not have them; so it is made to subscribe again
     * @param hues the colours of users, as they are sent
     */
    public TotalOrder(
            NoteContext context,
            OrderLimits limits,
            Colours colours,
            Sequence sequence,
            List<Participant> users,
            boolean historyUploaded,
            IntFunction<String> hues) {
        this.context = context;
        this.limits = limits;
        this.sequence = sequence;
        this.historyUploaded = historyUploaded;
        this.history = new History(context, limits, sequence, subscribers);
        this.guests = new Guests(context, senders, hues);
        this.relay = new PieceRelay(context, sequence, senders, subscribers, colours, guests);
        for (Participant user : users) {
            StateVector state = user.vector();
            Sender sender = senders.add(user.id(), state.isWithin(sequence.current()) ? state : sequence.current());
            if (user.status() != Status.UNAVAILABLE) {
                enter(sender, user, null);
            }
        }
    }

    /**
     * Goes on in the place of another one.
     *
     * @param content as it was synchronised, with the users as they were {@linkplain #participant described} there
     * @param handover what {@link #handover} has given there
     * @throws IllegalArgumentException if the handover is not understood
     */
    public static TotalOrder resume(
            NoteContext context,
            OrderLimits limits,
            Colours colours,
            TextEngine content,
            List<Element> handover,
            IntFunction<String> hues) {
        Handover before = HandoverReader.read(handover);
        if (!before.state().equals(content.current())) {
            throw new IllegalArgumentException(before.state() + " was not the state of this document");
        }
        Sequence sequence = Sequence.resume(content.text(), before.state(), before.pieces());
        var order = new TotalOrder(context, limits, colours, sequence, content.participants(), false, hues);
        order.lastNumber = before.lastNumber();
        order.resumption = new Resumption(before.subscribers(), sequence, limits.log(), order.senders);
        return order;
    }

    @Override
    public AuthoredText text() {
        return sequence.text();
    }

    @Override
    public StateVector current() {
        return sequence.current();
    }

    @Override
    public boolean isUnfinished() {
        return unfinished;
    }

    @Override
    public List<Request> log() {
        return sequence.requestsFrom(history.logFrom());
    }

    @Override
    public Participant participant(int user) {
        Sender sender = senders.get(user);
        Move caret = sender.caret();
        return new Participant(
                user,
                sender.isPresent() ? Status.ACTIVE : Status.UNAVAILABLE,
                sender.base(),
                caret.caret(),
                caret.selection());
    }

    @Override
    public void subscribed(Connection connection) {
        View view = new View(++lastNumber, sequence, limits.log(), history.logFrom());
        subscribers.put(
                connection, new Subscriber(connection, view, new WorkBudget(limits.workPerSecond(), context.clock())));
        usersVia(connection).forEach(user -> {
            if (historyUploaded) {
                context.unsubscribe(connection);
            } else {
                Sender sender = senders.get(user);
                view.begin(user, sender.base());
                sender.connection(connection);
            }
        });
    }

    private List<Integer> usersVia(Connection connection) {
        return context.users().stream()
                .filter(user -> user.isVia(connection))
                .map(User::id)
                .toList();
    }

    @Override
    public void resumed(Connection connection) {
        List<Integer> users = usersVia(connection);
        Subscriber subscriber = resumption == null
                ? null
                : resumption.take(connection, users, new WorkBudget(limits.workPerSecond(), context.clock()));
        if (subscriber == null) {
            context.unsubscribe(connection);
        } else {
            subscribers.put(connection, subscriber);
            users.forEach(user -> senders.get(user).connection(connection));
        }
    }

    @Override
    public void unsubscribed(Connection connection) {
        Subscriber gone = subscribers.remove(connection);
        if (gone != null) {
            senders.forget(gone);
        }
    }

    @Override
    public void checkJoin(Participant user, String name, @Nullable Connection via) throws AdoptedException {
        if (subscribers.values().stream()
                .anyMatch(any -> any.hasStandIn(standIn -> standIn.name().equals(name)))) {
            throw new AdoptedException(
                    UserError.NAME_IN_USE, "The name \"" + name + "\" stands for the author of text that was restored");
        }
        if (via == null) {
            return;
        }
        Subscriber subscriber = subscriber(via);
        if (!subscriber.view().canJoin(user.id(), user.vector())) {
            throw new AdoptedException(
                    AdoptedSessionError.INVALID_REQUEST,
                    "user " + Integer.toUnsignedString(user.id()) + " cannot join in state \"" + user.vector()
                            + "\"; its client will be in \"" + subscriber.view().state() + "\"");
        }
    }

    @Override
    public void join(Participant user, @Nullable Connection via) {
        Sender sender = senders.add(user.id(), sequence.current());
        if (via != null) {
            subscriber(via).view().join(user.id(), user.vector());
        }
        sender.baseForAll(sequence.current());
        enter(sender, user, via);
        endConfusion(user.id());
    }

    private void enter(Sender sender, Participant user, @Nullable Connection via) {
        sender.join(via, new Move(user.caret(), user.selection()).within(text().length()));
        senders.joined(sender);
    }

    /** No client may know a stand-in by the id of a user who has come now. Ids are so high only in documents that were uploaded so. */
    private void endConfusion(int user) {
        for (Subscriber subscriber : List.copyOf(subscribers.values())) {
            if (subscriber.hasStandIn(standIn -> standIn.id() == user)) {
                context.unsubscribe(subscriber.connection());
            }
        }
    }

    @Override
    public void left(int user) {
        Sender sender = senders.get(user);
        Connection connection = sender.connection();
        Subscriber subscriber = connection == null ? null : subscribers.get(connection);
        if (subscriber != null) {
            subscriber.view().leave(user);
        }
        senders.left(sender);
    }

    @Override
    public Set<Connection> describedApart(int user) {
        Set<Connection> apart = new HashSet<>();
        Connection own = senders.get(user).connection();
        if (own != null) {
            apart.add(own);
        }
        for (Subscriber subscriber : subscribers.values()) {
            if (!subscriber.view().skew().isNone()) {
                apart.add(subscriber.connection());
            }
        }
        return apart;
    }

    @Override
    public StateVector joinState(int user, Connection receiver) {
        View view = subscriber(receiver).view();
        return view.hasUser(user) ? view.base(user) : view.state();
    }

    @Override
    public StateVector base(int user) {
        Sender sender = senders.get(user);
        Connection connection = sender.connection();
        return connection == null
                ? sender.base()
                : subscriber(connection).view().base(user);
    }

    @Override
    public Outcome receive(Connection origin, Element message, Request request, long count) {
        Subscriber subscriber = subscriber(origin);
        View view = subscriber.view();
        Sender sender = senders.get(request.user());
        boolean plain = request.vector().equals(sequence.current())
                && view.base(request.user()).equals(sender.base())
                && message.attribute("num") == null;
        try {
            check(view, request, count);
            view.acknowledge(request.user(), request.vector());
        } catch (AdoptedException e) {
            return new Outcome(Disposition.REFUSED, List.of(), new Failure(e.error(), e.getMessage()));
        }
        Work work = new Work(limits.work());
        List<Execution> executions = new ArrayList<>(1);
        Failure failure = null;
        try {
            work.spend(view.lag() / PIECES_FOR_WORK);
            if (count == 0 || request.operation() == NoOp.INSTANCE) {
                unfinished = true;
                relay.tellQuietly(
                        subscriber, sender, NoOp.INSTANCE, crossings.message(view, sender), plain ? message : null);
            } else if (request.operation() instanceof Move move) {
                executions.add(place(subscriber, sender, request, move, plain ? message : null, work));
            } else {
                relay.begin();
                for (long i = 0; i < count; i++) {
                    executions.add(
                            execute(subscriber, sender, request.repeated(i), i == 0, plain ? message : null, work));
                }
            }
        } catch (AdoptedException e) {
            failure = new Failure(e.error(), e.getMessage());
        }
        if (!executions.isEmpty() && request.affectsBuffer()) {
            relay.end(subscriber, sender);
        }
        discardIfDue();
        charge(subscriber, work);
        unfinished = false;
        return new Outcome(failure == null ? Disposition.EXECUTED : Disposition.FAILED, executions, failure);
    }

    private void check(View view, Request request, long count) throws AdoptedException {
        if (count > limits.repetitions()) {
            throw invalid(count + " requests in one message are more than " + limits.repetitions());
        }
        if (sequence.current().total() >= LARGEST_COUNT - limits.work()) {
            throw invalid("the state vector cannot count any further");
        }
        TextSize.require(text(), view.growth(request, count), limits.size());
    }

    private Execution place(
            Subscriber subscriber, Sender sender, Request request, Move move, @Nullable Element asReceived, Work work)
            throws AdoptedException {
        Move now = subscriber.view().translate(sender.id(), move, work);
        long bound = now.caret() + now.selection();
        if (Math.min(now.caret(), bound) < 0 || Math.max(now.caret(), bound) > text().length()) {
            throw new AdoptedException(
                    TextOperationError.INVALID_MOVE,
                    "caret " + now.caret() + " with selection " + now.selection() + " is outside the " + text().length()
                            + " characters of the text");
        }
        unfinished = true;
        sender.caret(now);
        relay.tellQuietly(subscriber, sender, now, null, asReceived); // clients do not transform carets well
        return new Execution(request, now, List.of(), false, null);
    }

    /** @param message null if it says more than this request, or something else */
    private Execution execute(
            Subscriber subscriber, Sender sender, Request request, boolean first, @Nullable Element message, Work work)
            throws AdoptedException {
        View view = subscriber.view();
        int user = sender.id();
        if (!view.can(user, request.type())) {
            throw new AdoptedException(
                    request.type() == Request.Type.UNDO ? AdoptedAlgorithmError.NO_UNDO : AdoptedAlgorithmError.NO_REDO,
                    "nothing to take back");
        }
        Operation wanted = request.operation() instanceof RemoteDelete delete
                ? new Erasure(delete.position(), delete.length())
                : request.operation();
        OwnRequest own = view.translate(user, request.type(), wanted, work);
        if (view.size() > limits.results()) {
            throw invalid("the client has not acknowledged for too long");
        }
        Operation now = own.done();
        Changes changes = Changes.of(now, text());
        view.executed(user, request.type(), own, changes);
        List<Elementary> pieces = changes.pieces();
        // an insert of nothing is told as a deletion of nothing
        boolean asReceived =
                now == wanted && pieces.size() == 1 && pieces.get(0).inserts() == now instanceof Insert;
        if (!first || !asReceived || message == null) {
            work.spend(WorkToTell.of(pieces, first, sender.id(), subscribers.size(), sequence.current()));
        }
        Skew skew = view.skew();
        long counts = 0;
        Crossed crossed = wanted instanceof Elementary edit ? crossings.edit(view, sender, edit, pieces, work) : null;
        unfinished = true;
        sequence.text(changes.after()); // what somebody is told is in the text, even if telling the others fails
        for (Elementary piece : pieces) {
            int counted = crossed == null
                    ? relay.add(subscriber, sender, piece, asReceived ? message : null)
                    : relay.addCrossing(subscriber, sender, piece, crossed);
            if (counted == user) {
                counts++;
            } else {
                skew = skew.plus(counted, -1);
            }
        }
        skew = skew.plus(user, 1 - counts); // the client counts one request, whatever it came to
        if (!skew.equals(view.skew())) {
            senders.keepBases(subscriber);
            view.skew(skew);
        }
        return new Execution(request, now, changes.textChanges(), false, null);
    }

    @Override
    public Outcome issue(int user, Operation operation) {
        Sender sender = senders.get(user);
        Request request = Request.of(user, sequence.current(), operation);
        if (operation == NoOp.INSTANCE) {
            unfinished = true;
            relay.tellQuietly(null, sender, operation, null, null);
            unfinished = false;
            return executed(new Execution(request, operation, List.of(), false, null));
        }
        Changes changes;
        try {
            changes = Changes.of(operation, text());
        } catch (AdoptedException e) {
            throw new IllegalArgumentException("a request in the present state does not fit", e);
        }
        relay.begin();
        unfinished = true;
        sequence.text(changes.after());
        changes.pieces().forEach(piece -> relay.add(null, sender, piece, null));
        relay.end(null, sender);
        discardIfDue();
        unfinished = false;
        return executed(new Execution(request, operation, changes.textChanges(), false, null));
    }

    private static Outcome executed(Execution execution) {
        return new Outcome(Disposition.EXECUTED, List.of(execution), null);
    }

    /** Slows a client down whose requests cost too much, and lets it begin anew if that goes on. */
    private void charge(Subscriber subscriber, Work work) {
        Duration pause = subscriber.budget().charge(work.spent());
        if (!pause.isZero()) {
            context.pause(subscriber.connection(), pause);
            if (subscriber.budget().isExhausted() && subscriber.view().lag() > 0) {
                context.unsubscribe(subscriber.connection());
            }
        }
    }

    private void discardIfDue() {
        if (history.isDue()) {
            resumption = null;
            history.discard();
        }
    }

    @Override
    public void hueChanged(int user) {
        Sender sender = senders.get(user);
        Subscriber home = sender.connection() == null ? null : subscribers.get(sender.connection());
        if (home != null && home.standIns().containsKey(user)) {
            int standIn = guests.standInComes(home, sender).id();
            context.send(guests.status(standIn, UserStatus.UNAVAILABLE), home.connection());
        }
    }

    @Override
    public long lag(int user) {
        Connection connection = senders.get(user).connection();
        return connection == null ? 0 : subscriber(connection).view().lag();
    }

    @Override
    public long memory() {
        return text().memory()
                + history.memory()
                + senders.memory(sequence.current().size());
    }

    @Override
    public List<Element> handover() {
        return HandoverWriter.write(Handover.of(sequence, lastNumber, subscribers.values()));
    }

    private Subscriber subscriber(Connection connection) {
        Subscriber subscriber = subscribers.get(connection);
        if (subscriber == null) {
            throw new IllegalArgumentException(connection + " is no subscriber");
        }
        return subscriber;
    }

    private static AdoptedException invalid(String reason) {
        return new AdoptedException(AdoptedSessionError.INVALID_REQUEST, reason);
    }
}
