// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.infinoted.notetext.adopted.Outcome.Disposition;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.AdoptedAlgorithmError;
import org.infinoted.protocol.AdoptedSessionError;
import org.infinoted.protocol.ProtocolError;
import org.jspecify.annotations.Nullable;

/**
 * The text, the users and the history of one session: executes requests made in any state that the session has passed.
 *
 * <p>What it computes depends on nothing but the calls made and their order, so that every host which receives the same
 * messages in the same order computes the same. To be used by one thread at a time; what it hands out is immutable.
 *
 * <p>An engine for a session that is already under way comes from an {@link EngineBuilder}. {@link #participants},
 * {@link #log} and {@link #text} are all that another engine needs to continue from here.
 */
public final class TextEngine {
    private static final long LARGEST_COUNT = 0xFFFF_FFFFL;

    private final Limits limits;
    private final UserTable users;
    private final TextBuffer buffer;
    private final TranslationMemory memory;
    private final CommutingInserts anyOrder;
    private final Translator translator;
    private final LogCleaner cleaner;
    private final List<Request> pending = new ArrayList<>();
    private StateVector current;

    /** The state that was saved last; null if the text differs from that of every state. */
    private @Nullable StateVector saved;

    TextEngine(Limits limits, UserTable users, AuthoredText text, StateVector current) {
        this.limits = limits;
        this.users = users;
        this.buffer = new TextBuffer(text, users);
        this.cleaner = new LogCleaner(users, limits);
        this.memory = new TranslationMemory(limits.cache());
        this.anyOrder = new CommutingInserts(users, current);
        this.translator = new Translator(users, memory, anyOrder);
        this.current = current;
        this.saved = current;
        for (User user : users) {
            if (!user.log().isEmpty()) {
                cleaner.noteLogged(user.log().first().request());
            }
        }
    }

    /** The document as it is now. */
    public AuthoredText text() {
        return buffer.text();
    }

    /** The present state: how many buffer-affecting requests of each user were executed. */
    public StateVector current() {
        return current;
    }

    /** All users that ever took part, in ascending order of ids. */
    public List<Participant> participants() {
        var all = new ArrayList<Participant>();
        users.forEach(user -> all.add(user.view()));
        return all;
    }

    /** Whether somebody with this id ever took part. */
    public boolean knows(int id) {
        return users.find(id) != null;
    }

    /**
     * A user by its id.
     *
     * @throws IllegalArgumentException if it is unknown
     */
    public Participant participant(int id) {
        return users.get(id).view();
    }

    /** The logged requests of a user, oldest first. Deletions know the text they deleted. */
    public List<Request> log(int id) {
        return users.get(id).log().requests();
    }

    /** How many requests are kept, of all users. */
    public long logged() {
        long sum = 0;
        for (User user : users) {
            sum += user.log().size();
        }
        return sum;
    }

    /** How many bytes of text the kept requests have together. */
    public long loggedBytes() {
        long sum = 0;
        for (User user : users) {
            sum += user.log().bytes();
        }
        return sum;
    }

    /** The id for the next new user. */
    public int nextUserId() {
        int last = 0;
        for (User user : users) {
            last = user.id();
        }
        return last + 1;
    }

    /** How many requests wait for others. */
    public int pending() {
        return pending.size();
    }

    /** Whether an undo by this user would be executed. */
    public boolean canUndo(int id) {
        User user = users.get(id);
        LogEntry top = user.log().nextUndo();
        return top != null && isRecent(top, user);
    }

    /** Whether a redo by this user would be executed. */
    public boolean canRedo(int id) {
        User user = users.get(id);
        LogEntry top = user.log().nextRedo();
        return top != null && isRecent(top, user);
    }

    /** Declares the present text saved. */
    public void markSaved() {
        saved = current;
    }

    /** Whether the text may differ from the saved one. Undoing what was done since makes it equal again. */
    public boolean isModified() {
        if (saved == null) {
            return true;
        }
        for (User user : users) {
            long before = saved.get(user.id());
            long now = current.get(user.id());
            while (now > before) {
                LogEntry entry = user.log().get(now - 1);
                if (entry == null || entry.previous() == null) {
                    return true;
                }
                now = entry.previous().index();
            }
            if (now < before) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether {@link #join} would let this user in; changes nothing.
     *
     * @param participant with the state that the user really has
     * @throws AdoptedException if no host can be in that state
     * @throws IllegalArgumentException if a user with that id is present, or the status is unavailable
     */
    public void checkJoin(Participant participant) throws AdoptedException {
        User known = users.find(participant.id());
        if (participant.status() == Status.UNAVAILABLE
                || participant.id() == 0
                || (known != null && known.isPresent())) {
            throw new IllegalArgumentException("cannot join as " + participant);
        }
        long end = known == null ? 0 : known.log().end();
        StateVector vector = participant.vector();
        if (!vector.isWithin(current) || vector.get(participant.id()) != end || !isReachable(vector)) {
            throw new AdoptedException(
                    AdoptedSessionError.INVALID_REQUEST,
                    "user " + Integer.toUnsignedString(participant.id()) + " cannot join in state \"" + vector
                            + "\"; the session is in \"" + current + "\" and has " + end + " requests of the user");
        }
    }

    /**
     * Lets a new user in, or an unavailable one with the same id back in.
     *
     * @param participant with the state that the user really has
     * @throws AdoptedException if no host can be in that state; nothing was changed
     * @throws IllegalArgumentException if a user with that id is present, or the status is unavailable
     */
    public void join(Participant participant) throws AdoptedException {
        checkJoin(participant);
        User known = users.find(participant.id());
        if (known == null) {
            users.add(new User(participant));
        } else {
            known.status(participant.status());
            known.vector(participant.vector());
        }
        users.get(participant.id())
                .caret(new Move(participant.caret(), participant.selection()).within(text().length()));
    }

    /**
     * Changes the status of a present user. One that becomes unavailable leaves: its waiting requests are forgotten, as are
     * those that failed, so that it can rejoin with the state that the others have of it.
     *
     * @throws IllegalArgumentException if the user is unknown or unavailable
     */
    public void setStatus(int id, Status status) {
        User user = users.get(id);
        if (!user.isPresent()) {
            throw new IllegalArgumentException(
                    "user " + Integer.toUnsignedString(id) + " is unavailable and must rejoin");
        }
        user.status(status);
        if (status == Status.UNAVAILABLE) {
            pending.removeIf(request -> request.user() == id);
            user.vector(user.vector().with(id, user.log().end()));
        }
    }

    /**
     * Executes one message.
     *
     * @param request the first request of the message, with its absolute state vector
     * @param count how many such requests in a row; 0 only tells what the user has reached
     */
    public Outcome receive(Request request, long count) {
        User user = users.find(request.user());
        if (user == null || !user.isPresent()) {
            return rejection("user " + Integer.toUnsignedString(request.user()) + " is not present");
        }
        if (request.index() != user.vector().get(user.id()) || !user.vector().isWithin(request.vector())) {
            return rejection("state \"" + request.vector() + "\" does not follow \"" + user.vector()
                    + "\", the last one of user " + Integer.toUnsignedString(user.id()));
        }
        Failure refusal = refusal(request, count);
        if (refusal != null) {
            return new Outcome(Disposition.REFUSED, List.of(), refusal);
        }
        translator.allow(limits.steps());
        memory.recordMessage(Math.max(0, current.total() - request.vector().total()));
        user.vector(request.vector());
        var executions = new ArrayList<Execution>(1);
        var disposition = Disposition.EXECUTED;
        Failure failure = null;
        for (long i = 0; i < count && failure == null; i++) {
            Request next = request.repeated(i);
            if (next.vector().isWithin(current)) {
                Execution execution = execute(next, user);
                executions.add(execution);
                failure = execution.failure();
            } else {
                pending.add(next);
                disposition = Disposition.DEFERRED;
            }
            if (next.affectsBuffer()) {
                user.vector(incremented(next.vector(), user.id()));
            }
        }
        if (count > 0 && (failure == null || executions.size() > 1)) {
            executePending(executions);
        }
        cleaner.clean(current);
        return new Outcome(failure == null ? disposition : Disposition.FAILED, executions, failure);
    }

    private static Outcome rejection(String reason) {
        return new Outcome(Disposition.REJECTED, List.of(), new Failure(AdoptedSessionError.INVALID_REQUEST, reason));
    }

    /** Why a message must be refused; null if it can be handled. */
    private @Nullable Failure refusal(Request request, long count) {
        if (count < 0 || count > limits.repetitions()) {
            return invalid(count + " requests in one message are more than " + limits.repetitions());
        }
        if (request.index() + count > LARGEST_COUNT) {
            return invalid("the state vector cannot count any further");
        }
        boolean ready = request.vector().isWithin(current);
        long waiting = ready ? (request.affectsBuffer() ? 0 : count - 1) : count;
        if (waiting > 0 && pending.size() + waiting > limits.pending()) {
            return invalid("more than " + limits.pending() + " requests would wait for others");
        }
        Failure failure = ready ? impossible(request) : null;
        return failure == null ? tooLong(request, count) : failure;
    }

    /** Why the text would become too long if the request were executed so many times; null if it would not. */
    private @Nullable Failure tooLong(Request request, long count) {
        long growth = 0;
        if (request.type() != Request.Type.DO) {
            growth = users.get(request.user()).log().restoredBy(request.type(), count);
        } else if (request.operation() instanceof Insert insert) {
            growth = count * insert.chunk().bytes();
        }
        return TextSize.check(text(), growth, limits.size());
    }

    private static Failure invalid(String reason) {
        return new Failure(AdoptedSessionError.INVALID_REQUEST, reason);
    }

    /** Why no host can have made this request in a state that this session has passed; null if one can. */
    private @Nullable Failure impossible(Request request) {
        StateVector vector = request.vector();
        if (request.index() != current.get(request.user())) {
            return invalid("request " + request.index() + " of user " + Integer.toUnsignedString(request.user())
                    + " was executed before");
        }
        if (current.total() - vector.total() > limits.distance()) {
            return invalid("the request does not know the latest " + (current.total() - vector.total())
                    + " requests; more than " + limits.distance() + " are not allowed");
        }
        return isReachable(vector)
                ? null
                : invalid("no host can be in state \"" + vector + "\"; the session is in \"" + current + "\"");
    }

    /** Whether a state within the current one is one that a host can have passed, and requests made in it can be translated. */
    private boolean isReachable(StateVector vector) {
        if (vector.equals(current)) {
            return true;
        }
        for (User user : users) {
            long count = vector.get(user.id());
            LogEntry last = user.log().get(count - 1);
            if (count < user.log().begin() || (last != null && !last.vector().isWithin(vector))) {
                return false;
            }
        }
        return true;
    }

    private Execution execute(Request request, User user) {
        boolean undo = request.type() == Request.Type.UNDO;
        Request origin = request;
        if (request.type() != Request.Type.DO) {
            LogEntry top = undo ? user.log().nextUndo() : user.log().nextRedo();
            if (top == null || !isRecent(top, user)) {
                return failed(
                        request,
                        undo ? AdoptedAlgorithmError.NO_UNDO : AdoptedAlgorithmError.NO_REDO,
                        "nothing to take back");
            }
            origin = top.origin().request();
        }
        if (origin.operation() == NoOp.INSTANCE) {
            return new Execution(request, NoOp.INSTANCE, List.of(), false, null);
        }
        TranslationInProgress path;
        try {
            path = translator.translate(origin, current);
        } catch (TranslationException e) {
            return failed(request, AdoptedAlgorithmError.FAILED, e.getMessage());
        }
        TextBuffer.Applied applied = buffer.apply(path.operation(), user);
        boolean activated = user.status() == Status.INACTIVE;
        if (activated) {
            user.status(Status.ACTIVE);
        }
        if (applied.failure() == null) {
            log(request, user, path, applied);
        } else if (!applied.changes().isEmpty()) {
            saved = null;
        }
        return new Execution(request, path.operation(), applied.changes(), activated, applied.failure());
    }

    private static Execution failed(Request request, ProtocolError error, String reason) {
        return new Execution(request, null, List.of(), false, new Failure(error, reason));
    }

    private void log(Request request, User user, TranslationInProgress path, TextBuffer.Applied applied) {
        if (!request.affectsBuffer()) {
            return;
        }
        LogEntry entry;
        if (request.operation() instanceof RemoteDelete received) {
            AuthoredText deleted =
                    Objects.requireNonNull(applied.deleted(), "a deletion as received leaves what it deleted");
            var operation = new Delete(received.position(), deleted);
            entry = user.log().add(Request.of(request.user(), request.vector(), operation));
        } else {
            entry = user.log().add(request);
            entry.executed(current, path.operation());
            path.remember(memory, entry);
        }
        cleaner.noteLogged(request);
        current = incremented(current, user.id());
        anyOrder.executed(entry, current);
    }

    /** The vector with one more request; the present state itself where it is that, so that vectors are shared. */
    private StateVector incremented(StateVector vector, int user) {
        StateVector next = vector.increment(user);
        return next.equals(current) ? current : next;
    }

    private void executePending(List<Execution> executions) {
        int next = nextReady();
        while (next >= 0) {
            // The last one takes the place of the removed one: all hosts must continue in this order.
            Request request = pending.get(next);
            Request last = pending.remove(pending.size() - 1);
            if (next < pending.size()) {
                pending.set(next, last);
            }
            Failure failure = impossible(request);
            failure = failure == null ? tooLong(request, 1) : failure;
            executions.add(
                    failure == null
                            ? execute(request, users.get(request.user()))
                            : new Execution(request, null, List.of(), false, failure));
            next = nextReady();
        }
    }

    private int nextReady() {
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).vector().isWithin(current)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isRecent(LogEntry top, User user) {
        StateVector origin = top.origin().vector();
        long distance = origin.isWithin(user.vector()) ? user.vector().total() - origin.total() : 0;
        return limits.log() == Limits.UNLIMITED || distance < limits.log();
    }
}
