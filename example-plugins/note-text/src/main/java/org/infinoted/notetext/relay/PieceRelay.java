// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.infinoted.connection.Connection;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.order.Changes;
import org.infinoted.notetext.order.Crossing;
import org.infinoted.notetext.order.Piece;
import org.infinoted.notetext.order.Sequence;
import org.infinoted.notetext.order.View;
import org.infinoted.notetext.relay.Crossings.Crossed;
import org.infinoted.notetext.relay.Subscriber.StandIn;
import org.infinoted.notetext.wire.RequestWriter;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Adds pieces to the sequence, and tells the subscribers of them: of each in the state after all those before it, which is the last one that
 * each subscriber was told of. So no client has to transform a piece past anything but its own requests.
 *
 * <p>A request says by how much its user's state has grown since the user's last one. That is the same for all subscribers whose counts
 * have not changed since, which are nearly always all: they share one message. The others get one of their own.
 */
final class PieceRelay {
    private final NoteContext context;
    private final Sequence sequence;
    private final Senders senders;
    private final Map<Connection, Subscriber> subscribers;
    private final Colours colours;
    private final Guests guests;

    /** Users whose text came back by a request of somebody else since {@link #begin}. */
    private final Set<Sender> borrowed = new LinkedHashSet<>();

    private boolean requesterSeen;

    PieceRelay(
            NoteContext context,
            Sequence sequence,
            Senders senders,
            Map<Connection, Subscriber> subscribers,
            Colours colours,
            Guests guests) {
        this.context = context;
        this.sequence = sequence;
        this.senders = senders;
        this.subscribers = subscribers;
        this.colours = colours;
        this.guests = guests;
    }

    /** The pieces of another request come. */
    void begin() {
        borrowed.clear();
        requesterSeen = false;
    }

    /**
     * Adds a piece and tells everybody of it but the subscriber that it came from.
     *
     * @param origin whose request it was; null for a user of the server itself
     * @param asReceived the message if it says just this; null if another must be written
     * @return the user that the piece counts for
     */
    int add(@Nullable Subscriber origin, Sender requester, Elementary change, @Nullable Element asReceived) {
        Sender user = user(requester, Changes.author(change, requester.id()));
        if (user == requester) {
            requesterSeen = true;
            tell(origin, null, user, change, asReceived);
            append(origin, user, change);
        } else {
            addForAnother(origin, requester, user, change);
        }
        return user.id();
    }

    private void append(@Nullable Subscriber origin, Sender user, Elementary change) {
        sequence.append(new Piece(
                user.id(), origin == null ? Piece.SERVER : origin.view().number(), change));
        user.base(sequence.current());
        senders.executed(change, user);
    }

    /** In whose name the others are told of a piece. */
    private Sender user(Sender requester, int author) {
        Sender user = author == requester.id() ? requester : senders.find(author);
        if (user == null) {
            return requester;
        }
        boolean can = user.isPresent()
                || (colours != Colours.PLAIN && context.user(author).isPresent());
        return can ? user : requester;
    }

    /** The requester has brought back another user's text. */
    private void addForAnother(@Nullable Subscriber origin, Sender requester, Sender author, Elementary change) {
        Subscriber home = home(author);
        boolean absent = !author.isPresent();
        if (absent) {
            tellApart(
                    origin,
                    guests.comesBack(author, sequence.current()),
                    subscriber -> guests.comesBack(author, subscriber.view().state()));
            author.baseForAll(sequence.current());
        } else {
            borrowed.add(author);
            if (origin != null && home != origin) {
                origin.keepBase(author); // it is not told
            }
        }
        tell(origin, home, author, change, null);
        if (home == null || home == origin) {
            append(origin, author, change);
        } else if (colours == Colours.EXACT && guests.canStandIn(home, author)) {
            addAtHome(home, origin, author, change);
        } else {
            addAsRequesters(home, origin, requester, author, change);
        }
        if (absent) {
            relay(guests.status(author.id(), UserStatus.UNAVAILABLE), origin, null, Set.of());
        }
    }

    /** Null if the user has no connection that could take the text for its own user's. */
    private @Nullable Subscriber home(Sender author) {
        return author.connection() == null ? null : subscribers.get(author.connection());
    }

    /** For the author's own client, a stand-in has brought the text back. */
    private void addAtHome(Subscriber home, @Nullable Subscriber origin, Sender author, Elementary change) {
        View view = home.view();
        StandIn standIn = guests.standInComes(home, author);
        context.send(RequestWriter.write(standIn.id(), StateVector.EMPTY, change), home.connection());
        context.send(guests.status(standIn.id(), UserStatus.UNAVAILABLE), home.connection());
        senders.keepBases(home);
        view.seeNextAs(standIn.id());
        append(origin, author, change);
        view.skew(view.skew().plus(author.id(), -1).plus(standIn.id(), 1));
    }

    /** For the author's own client, the requester has written the text. */
    private void addAsRequesters(
            Subscriber home, @Nullable Subscriber origin, Sender requester, Sender author, Elementary change) {
        View view = home.view();
        senders.keepBases(home);
        StateVector base = home.takeBase(requester);
        context.send(RequestWriter.write(requester.id(), view.state().minus(base), change), home.connection());
        view.seeNextAs(requester.id());
        append(origin, author, change);
        view.skew(view.skew().plus(author.id(), -1).plus(requester.id(), 1));
        home.base(requester, view.state());
    }

    /** Adds a piece of which one subscriber is told as the request was made. */
    int addCrossing(Subscriber origin, Sender requester, Elementary piece, Crossed crossed) {
        Crossing crossing = Objects.requireNonNull(crossed.crossing(), "a piece is an edit");
        requesterSeen = true;
        tell(origin, crossed.other(), requester, piece, null);
        tellBefore(crossed, requester, crossing.form());
        append(origin, requester, piece);
        crossed.other().base(requester, crossed.state().increment(requester.id()));
        crossed.other().view().crossed(crossing);
        return requester.id();
    }

    private void tellBefore(Crossed crossed, Sender user, Operation asMade) {
        Subscriber other = crossed.other();
        StateVector time = crossed.state().minus(other.base(user));
        context.send(RequestWriter.write(user.id(), time, asMade), other.connection());
    }

    /**
     * Tells of a message that changes nothing.
     *
     * @param crossed who is told of it in an earlier state; null if nobody is
     */
    void tellQuietly(
            @Nullable Subscriber origin,
            Sender user,
            Operation operation,
            @Nullable Crossed crossed,
            @Nullable Element asReceived) {
        if (crossed == null) {
            tell(origin, null, user, operation, asReceived);
        } else {
            tell(origin, crossed.other(), user, operation, null);
            tellBefore(crossed, user, operation);
            crossed.other().base(user, crossed.state());
        }
        user.base(sequence.current());
    }

    /** Tells all but origin and home of a request that the user makes in the present state. */
    private void tell(
            @Nullable Subscriber origin,
            @Nullable Subscriber home,
            Sender user,
            Operation operation,
            @Nullable Element asReceived) {
        Element shared = asReceived != null
                ? asReceived
                : RequestWriter.write(user.id(), sequence.current().minus(user.base()), operation);
        relay(shared, origin, home, user.apart());
        if (!user.apart().isEmpty()) {
            for (Subscriber subscriber : List.copyOf(user.apart())) {
                if (subscriber != origin && subscriber != home) {
                    StateVector time = subscriber.view().state().minus(subscriber.takeBase(user));
                    context.send(RequestWriter.write(user.id(), time, operation), subscriber.connection());
                }
            }
        }
    }

    /** Sends one message to all subscribers whose counts are the sequence's, and one of its own to each of the others. */
    private void tellApart(@Nullable Subscriber origin, Element shared, Function<Subscriber, Element> own) {
        List<Subscriber> skewed = new ArrayList<>();
        for (Subscriber subscriber : subscribers.values()) {
            if (subscriber != origin && !subscriber.view().skew().isNone()) {
                skewed.add(subscriber);
            }
        }
        relay(shared, origin, null, skewed);
        skewed.forEach(subscriber -> context.send(own.apply(subscriber), subscriber.connection()));
    }

    private void relay(
            Element message, @Nullable Subscriber origin, @Nullable Subscriber home, Collection<Subscriber> others) {
        if (others.isEmpty() && home == null) {
            if (origin == null) {
                context.broadcast(message);
            } else {
                context.relay(message, origin.connection());
            }
            return;
        }
        Set<Connection> except = new HashSet<>();
        others.forEach(subscriber -> except.add(subscriber.connection()));
        if (origin != null) {
            except.add(origin.connection());
        }
        if (home != null) {
            except.add(home.connection());
        }
        context.relay(message, except);
    }

    /**
     * All pieces of the request have come. Executing a request wakes its user up at the clients: those that were inactive and have done
     * nothing must not stay awake there, and the requester must wake up even if nothing was told in its name.
     */
    void end(@Nullable Subscriber origin, Sender requester) {
        if (borrowed.isEmpty() && requesterSeen) {
            return;
        }
        for (Sender author : borrowed) {
            if (isInactive(author)) {
                relay(guests.status(author.id(), UserStatus.INACTIVE), origin, home(author), Set.of());
            }
        }
        if (!requesterSeen && isInactive(requester)) {
            relay(guests.status(requester.id(), UserStatus.ACTIVE), origin, null, Set.of());
        }
    }

    private boolean isInactive(Sender user) {
        return context.user(user.id())
                .map(User::status)
                .filter(UserStatus.INACTIVE::equals)
                .isPresent();
    }
}
