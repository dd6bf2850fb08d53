// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.Collection;
import java.util.function.IntFunction;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.relay.Subscriber.StandIn;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;

/**
 * The messages that let a user make one request who cannot make any: an absent one, or a stand-in for a client's own user. It comes, and goes
 * at once.
 */
final class Guests {
    /** Where the ids of stand-ins begin: far above those that the server gives to users. */
    static final int FIRST_STAND_IN = 0x7FFF_0000;

    private final NoteContext context;
    private final Senders senders;
    private final IntFunction<String> hues;

    Guests(NoteContext context, Senders senders, IntFunction<String> hues) {
        this.context = context;
        this.senders = senders;
        this.hues = hues;
    }

    /** An absent user is back. */
    Element comesBack(Sender absent, StateVector state) {
        String name = context.user(absent.id()).map(User::name).orElseThrow();
        return arrival("user-rejoin", absent.id(), name, state, absent.id());
    }

    /** Whether there can be a stand-in for this user at its own subscriber. */
    boolean canStandIn(Subscriber subscriber, Sender user) {
        return subscriber.standIns().containsKey(user.id())
                || subscriber.standIns().size() < Concurrency.MOST_STAND_INS;
    }

    /** Tells a subscriber that the stand-in for its own user is there: for the first time, if it has none yet. */
    StandIn standInComes(Subscriber subscriber, Sender user) {
        StandIn there = subscriber.standIns().get(user.id());
        StandIn standIn =
                there == null ? new StandIn(freeId(subscriber.standIns().values()), freeName(user.id())) : there;
        String kind = there == null ? "user-join" : "user-rejoin";
        StateVector state = subscriber.view().state();
        subscriber.standIns().put(user.id(), standIn);
        context.send(arrival(kind, standIn.id(), standIn.name(), state, user.id()), subscriber.connection());
        return standIn;
    }

    private Element arrival(String kind, int id, String name, StateVector state, int coloured) {
        return Element.named(kind)
                .attribute("id", Integer.toUnsignedString(id))
                .attribute("name", name)
                .attribute("status", UserStatus.INACTIVE.word())
                .attribute("time", state.toString())
                .attribute("caret", 0)
                .attribute("selection", 0)
                .attribute("hue", hues.apply(coloured))
                .build();
    }

    Element status(int id, UserStatus status) {
        return Element.named("user-status-change")
                .attribute("id", Integer.toUnsignedString(id))
                .attribute("status", status.word())
                .build();
    }

    private int freeId(Collection<StandIn> taken) {
        int id = FIRST_STAND_IN;
        while (senders.find(id) != null || isTaken(id, taken)) {
            id++;
        }
        return id;
    }

    private static boolean isTaken(int id, Collection<StandIn> taken) {
        return taken.stream().anyMatch(standIn -> standIn.id() == id);
    }

    private String freeName(int user) {
        String name = context.user(user).map(User::name).orElseThrow();
        String free = name + " (restored)";
        for (int i = 2; isUsersName(free); i++) {
            free = name + " (restored " + i + ")";
        }
        return free;
    }

    private boolean isUsersName(String name) {
        return context.users().stream().anyMatch(user -> user.name().equals(name));
    }
}
