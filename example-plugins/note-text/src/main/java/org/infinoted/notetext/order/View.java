// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Move;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Transformation;
import org.infinoted.protocol.AdoptedSessionError;
import org.jspecify.annotations.Nullable;

/**
 * The sequence as one connection sees it: its own requests, in the order in which it made them, and the pieces of all others, in the order
 * in which it is told of them. Both together are its state, which it counts for itself: {@link #skew} says how that differs from the
 * sequence's.
 *
 * <p>An own request is made when the connection knows some of the pieces, and executed when there are more. It is transformed past those
 * between, one after the other, each as it is after the connection's earlier requests; {@link Columns} hold what that is.
 */
public final class View {
    /**
     * A client transforms what crosses its edits past these, and these past all that it has got since it made them. It forgets that at the
     * undo limit; so edits must be younger than the limit divided by this.
     */
    private static final int REACH = 4;

    private final int number;
    private final Sequence sequence;
    private final long undoLimit;

    /** Where the log begins with which the connection was synchronised. */
    private final long logFrom;

    private final Map<Integer, OwnUser> users = new HashMap<>(2);
    private final Columns columns = new Columns();

    /** What the connection has got; holds from the first join on. */
    private final Received received;

    private Skew skew = Skew.NONE;

    /**
     * @param number not that of any other view, and not {@link Piece#SERVER}
     * @param undoLimit how many requests may follow a request until it can no longer be undone
     * @param logFrom the first piece that the connection knows as a request; it knows the text in which it and all others are
     */
    public View(int number, Sequence sequence, long undoLimit, long logFrom) {
        this.number = number;
        this.sequence = sequence;
        this.undoLimit = undoLimit;
        this.logFrom = logFrom;
        this.received = new Received(number, sequence);
    }

    /**
     * Goes on in the place of another view.
     *
     * @param sequence which goes on in the place of that one's
     * @throws IllegalArgumentException if the sequence cannot have been that one's
     */
    public View(SavedView saved, Sequence sequence, long undoLimit) {
        this(saved.number(), sequence, undoLimit, saved.logFrom());
        received.set(saved.known(), saved.knownState());
        saved.skew().forEach((user, more) -> skew = skew.plus(user, more));
        received.exceptions().putAll(saved.exceptions());
        saved.users().forEach(user -> users.put(user.id(), new OwnUser(user, undoLimit)));
        long known = saved.known();
        if (known > sequence.end() || (hasPresentUsers() && known < sequence.begin())) {
            throw new IllegalArgumentException("piece " + known + " is not there");
        }
        saved.told().forEach(columns::tell);
        restore(saved.cells());
    }

    private void restore(List<SavedView.Cell> cells) {
        if (cells.isEmpty()) {
            return;
        }
        Map<Long, UndoChain> chains = new HashMap<>();
        forEachOnStacks(request -> chains.put(request.firstPiece(), request.chain()));
        for (SavedView.Cell cell : cells) {
            sequence.get(cell.piece()); // it must be there
            UndoChain chain;
            if (cell.latest() == SavedView.FOR_GOOD) {
                chain = new UndoChain(0);
                chain.depth(cell.depth());
            } else {
                chain = chains.get(cell.latest());
                if (chain == null) {
                    throw new IllegalArgumentException("piece " + cell.latest() + " begins no request");
                }
            }
            columns.push(cell.piece(), chain, cell.depth(), cell.operation());
        }
    }

    /** All that another view needs to go on in the place of this one. */
    public SavedView save() {
        Map<UndoChain, Long> latest = new HashMap<>();
        if (columns.size() > 0) {
            forEachOnStacks(request -> latest.put(request.chain(), request.firstPiece()));
        }
        return new SavedView(
                number,
                logFrom,
                received.pieces(),
                received.state(),
                skew.differences(),
                Map.copyOf(received.exceptions()),
                Map.copyOf(columns.asTold()),
                users.values().stream().map(OwnUser::save).toList(),
                columns.save(latest));
    }

    private void forEachOnStacks(Consumer<OwnRequest> action) {
        users.values().forEach(user -> user.forEachOnStacks(action));
    }

    /** The number of this view. */
    public int number() {
        return number;
    }

    /** How the connection's counts differ from those of the sequence. */
    public Skew skew() {
        return skew;
    }

    /** Sets the skew. */
    public void skew(Skew newSkew) {
        skew = newSkew;
    }

    /** The state of the connection when it has got all there is. */
    public StateVector state() {
        return skew.applyTo(sequence.current());
    }

    /** The connection is told that a piece, the next one, is by another user than it is. */
    public void seeNextAs(int user) {
        received.seeNextAs(user);
    }

    /** Whether a user is present through this connection. */
    public boolean hasUser(int user) {
        OwnUser own = users.get(user);
        return own != null && own.isPresent();
    }

    private OwnUser user(int id) {
        return Objects.requireNonNull(users.get(id), "only users that have joined here make requests");
    }

    private boolean hasPresentUsers() {
        for (OwnUser user : users.values()) {
            if (user.isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The state which the next request of a user that has joined here is relative to. */
    public StateVector base(int user) {
        return user(user).vector();
    }

    /** How many pieces the connection may not have yet; 0 if nobody has joined through it. */
    public long lag() {
        return hasPresentUsers() ? sequence.end() - received.pieces() : 0;
    }

    /** The first piece that the connection may not have acknowledged; the next one to come if nobody has joined through it. */
    public long acknowledged() {
        return hasPresentUsers() ? received.pieces() : sequence.end();
    }

    /** How many results are remembered of own requests meeting pieces. */
    public int size() {
        return columns.size();
    }

    /** Whether a user may join here who claims this state. */
    public boolean canJoin(int user, StateVector state) {
        StateVector now = state();
        long pieces = received.piecesIn(state, now);
        return pieces >= 0
                && state.get(user) == now.get(user)
                // a first user may claim less than its connection has got: its requests are transformed past more
                && (users.isEmpty()
                        || (pieces >= received.pieces() && received.state().isWithin(state)));
    }

    /** A user joins here, which {@link #canJoin} has allowed. */
    public void join(int id, StateVector state) {
        advance(received.piecesIn(state, state()), state);
        OwnUser user = users.computeIfAbsent(id, key -> new OwnUser(id, undoLimit, logFrom));
        long total = state().total();
        for (long i = Math.max(user.absentFrom(), sequence.begin()); i < sequence.end(); i++) {
            Piece piece = sequence.get(i);
            if (piece.origin() != number && received.seenAs(i, piece) == id) {
                user.adopt(OwnRequest.edit(total - (sequence.end() - i), i, piece.change()));
            }
        }
        user.join(state, sequence.end());
    }

    /**
     * A user takes part here from the beginning: the connection has uploaded the document, and knows all of it.
     *
     * @param base the state that the user's first request is relative to
     */
    public void begin(int id, StateVector base) {
        OwnUser user = new OwnUser(id, undoLimit, sequence.end());
        user.join(base, sequence.end());
        users.put(id, user);
        received.state(state());
    }

    /** A user that has joined here leaves. */
    public void leave(int user) {
        user(user).leave(sequence.end());
    }

    /**
     * A message of a user says what the connection has got.
     *
     * @param state its state when it made the message
     * @throws AdoptedException if it cannot be in that state
     */
    public void acknowledge(int id, StateVector state) throws AdoptedException {
        if (!state.equals(received.state())) {
            long pieces = received.piecesInLater(state);
            if (pieces < 0) {
                throw invalid("nobody can be in state \"" + state + "\"; this client was in \"" + received.state()
                        + "\", and is in \"" + state() + "\" when it has got everything");
            }
            advance(pieces, state);
        }
        user(id).vector(state);
    }

    private void advance(long pieces, StateVector state) {
        if (columns.size() > 0) {
            for (long i = received.pieces(); i < pieces; i++) {
                columns.acknowledge(i);
            }
        }
        received.set(pieces, state);
    }

    /** Whether a user can undo or redo something, as the user's client judges it. */
    public boolean can(int user, Request.Type type) {
        return user(user).can(type);
    }

    /** By how many bytes the text grows at most if a request is made so many times. */
    public long growth(Request request, long count) {
        if (request.type() != Request.Type.DO) {
            return user(request.user()).restoredBy(request.type(), count);
        }
        return request.operation() instanceof Insert insert
                ? count * insert.chunk().bytes()
                : 0;
    }

    /**
     * What a user's request does to the present text. {@link #executed} must follow, or the view is of no use any more.
     *
     * @param operation what an edit does to the text that the connection knows; null for an undo or redo, which must be possible
     * @throws AdoptedException if it cannot be found out
     */
    public OwnRequest translate(int id, Request.Type type, @Nullable Operation operation, Work work)
            throws AdoptedException {
        OwnUser user = user(id);
        OwnRequest request;
        long start = received.pieces();
        if (operation != null) {
            request = OwnRequest.edit(user.vector().total(), sequence.end(), operation);
        } else {
            OwnRequest taken = Objects.requireNonNull(user.next(type), "an undo or redo must be possible");
            checkLatest(user, taken);
            start = taken.executedAt();
            request = OwnRequest.takingBack(taken, sequence.end(), Changes.reverse(taken.done()));
        }
        if (start < sequence.begin()) {
            throw invalid("what is to be taken back is no longer known");
        }
        Operation now = request.done();
        for (long i = start; i < sequence.end(); i++) {
            Piece piece = sequence.get(i);
            int other = received.seenAs(i, piece);
            if (isOwn(user, i, piece, other)) {
                continue;
            }
            Operation before = columns.top(i, piece);
            work.spend(2L * Transformation.cost(now, before));
            boolean stays = Integer.compareUnsigned(id, other) > 0;
            Operation after = Transformation.transform(before, now, !stays);
            now = Transformation.transform(now, before, stays);
            if (after != before) {
                columns.push(i, request.chain(), request.depth(), after);
            }
        }
        request.translated(now);
        return request;
    }

    /** What a caret's place is in the present text. */
    public Move translate(int id, Move move, Work work) throws AdoptedException {
        OwnUser user = user(id);
        Move now = move;
        for (long i = received.pieces(); i < sequence.end(); i++) {
            Piece piece = sequence.get(i);
            if (!isOwn(user, i, piece, received.seenAs(i, piece))) {
                Operation before = columns.top(i, piece);
                work.spend(Transformation.cost(now, before));
                now = (Move) Transformation.transform(now, before, false);
            }
        }
        return now;
    }

    /**
     * The one view by which all the pieces are that this connection has not got; 0 if they are by several, or by a user of the server, or
     * there are none.
     */
    public int onlyOther() {
        return received.onlyOther();
    }

    /** The user that has joined here, if it is only one. */
    public int onlyUser() {
        return users.keySet().iterator().next();
    }

    /**
     * What comes of it if the connection is told of another one's edit as if that had come before some of its own edits.
     *
     * @param asMade the edit as the other one has made it
     * @param user whose it is
     * @param edits those that are {@linkplain #editsUnknownTo unknown} to the other one
     */
    public Crossing crossing(Elementary asMade, int user, List<OwnRequest> edits, Work work) throws AdoptedException {
        boolean stays = Integer.compareUnsigned(user, onlyUser()) > 0;
        Crossing crossing = new Crossing(asMade);
        for (OwnRequest edit : edits) {
            work.spend(2L * Transformation.cost(edit.done(), crossing.now()));
            Operation after = Transformation.transform(crossing.now(), edit.done(), stays);
            crossing.pass(edit, Transformation.transform(edit.done(), crossing.now(), !stays), after);
        }
        return crossing;
    }

    /**
     * The edits of this connection that the sender of a message has not got, oldest first. Empty if there are none, or if the connection cannot be told of
     * anything as if it had come before them: they are too old, or since then there was an undo or redo, or something that it was told of as
     * coming after them.
     */
    public List<OwnRequest> editsUnknownTo(View sender) {
        if (users.size() != 1 || sender.users.size() != 1) {
            return List.of();
        }
        long from = sender.received.pieces();
        long now = state().total();
        List<OwnRequest> edits = new ArrayList<>();
        long pieces = 0;
        for (OwnRequest request : users.values().iterator().next().undo()) {
            if (request.firstPiece() < from) {
                break;
            }
            if (!request.isEdit() || now - request.chain().madeAt() >= undoLimit / REACH) {
                return List.of();
            }
            edits.add(request);
            pieces += request.pieces();
        }
        Collections.reverse(edits);
        for (long i = from; i < sequence.end(); i++) {
            boolean since = !edits.isEmpty() && i > edits.get(0).firstPiece();
            if (sequence.get(i).origin() == number) {
                pieces--;
            } else if (since && !columns.isToldApart(i)) {
                return List.of();
            }
        }
        return pieces == 0 ? edits : List.of();
    }

    /** The connection is told of the latest piece in this way. */
    public void crossed(Crossing crossing) {
        long position = sequence.end() - 1;
        columns.tell(position, crossing.form());
        for (Crossing.Step step : crossing.steps()) {
            if (step.changed()) {
                columns.push(position, step.edit().chain(), step.edit().depth(), step.after());
            }
            step.edit().crossed(Changes.withoutEmpty(step.done()), position + 1);
        }
    }

    private boolean isOwn(OwnUser user, long position, Piece piece, int seenAs) {
        return piece.origin() == number || (position < user.joinedAt() && seenAs == user.id());
    }

    /**
     * With several users on one connection, an undo that must be carried past later requests of another one of them would meet three
     * parties, for whom clients need not end with the same text; even if those were undone, too.
     */
    private void checkLatest(OwnUser user, OwnRequest taken) throws AdoptedException {
        if (users.size() == 1) {
            return;
        }
        for (OwnUser other : users.values()) {
            if (other != user && other.hasFollowed(taken)) {
                throw invalid("user " + Integer.toUnsignedString(other.id())
                        + " of the same connection has changed the text since, so this cannot be taken back");
            }
        }
    }

    /**
     * The connection's request was executed.
     *
     * @param changes what it did to the text
     */
    public void executed(int id, Request.Type type, OwnRequest request, Changes changes) {
        OwnUser user = user(id);
        request.executed(Changes.together(changes.done()), changes.pieces().size());
        user.executed(type, request);
        received.state(user.vector());
    }

    /** The first piece that may still be asked for on behalf of this connection. */
    public long neededFrom() {
        if (users.isEmpty()) {
            return sequence.end();
        }
        long needed = hasPresentUsers() ? received.pieces() : sequence.end();
        for (OwnUser user : users.values()) {
            // if it comes back it may not have got the very latest yet
            long total = user.isPresent() ? user.vector().total() : state().total() - undoLimit;
            needed = user.neededFrom(total, needed);
        }
        return needed;
    }

    /** Pieces have been discarded. */
    public void discarded() {
        columns.discardBefore(sequence.begin());
        received.discarded();
        users.values().forEach(user -> user.discarded(sequence.begin()));
    }

    private static AdoptedException invalid(String reason) {
        return new AdoptedException(AdoptedSessionError.INVALID_REQUEST, reason);
    }
}
