// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.Random;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Move;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.rope.AuthoredText;
import org.jspecify.annotations.Nullable;

/** A person at a client, who does what chance says. */
final class Typist {
    private final SimulatedClient client;
    private final Style.Typing style;
    private final Random random;
    private boolean away; // does not want to have a user
    private @Nullable OwnUser companion;
    private @Nullable OwnUser lastActor; // who changed the text last at this client
    private @Nullable TextEngine lastEngine;
    private boolean lastWasUndo;

    Typist(SimulatedClient client, Style.Typing style, Random random) {
        this.client = client;
        this.style = style;
        this.random = random;
        client.own().recolour(random.nextDouble());
    }

    SimulatedClient client() {
        return client;
    }

    /** Acts in turn with another user at the same client. */
    void accompany(String name) {
        companion = client.addUser(name);
        companion.recolour(random.nextDouble());
    }

    /** Only reads from now on, or until {@link #comeBack}. */
    void goAway() {
        away = true;
        if (client.hasJoined()) {
            client.changeStatus(Status.UNAVAILABLE);
        }
    }

    void comeBack() {
        away = false;
    }

    /** Whether there is no user that is, or may be, this person's. */
    boolean isWithoutUser() {
        return !client.hasJoined() && !client.own().hasAsked();
    }

    /** Asks to join, unless it has. */
    void join() {
        if (client.isReady() && !client.hasJoined() && !client.own().hasAsked() && !away) {
            client.join(random.nextInt(10) > 0);
        }
    }

    /** Does one thing, if it can. */
    void act() {
        OwnUser first = client.own();
        if (companion != null && random.nextBoolean()) {
            client.actAs(companion);
        }
        actAlone();
        client.actAs(first);
    }

    private void actAlone() {
        if (!client.hasJoined()) {
            join();
            return;
        }
        double dice = random.nextDouble();
        if ((dice -= style.undo()) < 0) {
            takeBack(Request.Type.UNDO);
        } else if ((dice -= style.redo()) < 0) {
            takeBack(Request.Type.REDO);
        } else if ((dice -= style.noOp()) < 0) {
            client.request(NoOp.INSTANCE);
        } else if ((dice -= style.settings()) < 0) {
            changeSettings();
        } else if ((dice -= style.move()) < 0) {
            move();
        } else {
            edit(dice - style.delete() < 0);
        }
    }

    /**
     * With several users at one client, an undo might have to pass what another of them did later, which is not possible. So then they
     * take back only what was the latest at their client.
     */
    private void takeBack(Request.Type type) {
        if (companion == null) {
            client.takeBack(type, random.nextDouble() < style.groups() ? 2 + random.nextInt(2) : 1);
        } else if (client.own() == lastActor
                && client.engine() == lastEngine
                && (type == Request.Type.UNDO) != lastWasUndo) {
            client.takeBack(type, 1);
            lastWasUndo = type == Request.Type.UNDO;
        }
    }

    private void changeSettings() {
        if (random.nextBoolean()) {
            client.recolour(random.nextDouble());
        } else {
            boolean active = client.engine().participant(client.own().id()).status() == Status.ACTIVE;
            client.changeStatus(active ? Status.INACTIVE : Status.ACTIVE);
        }
    }

    private int length() {
        return client.engine().text().length();
    }

    /** The caret stays where it is, or follows that of another user. */
    private int caret() {
        var users = client.engine().participants();
        var whose = random.nextInt(10) == 0
                ? users.get(random.nextInt(users.size()))
                : client.engine().participant(client.own().id());
        return (int) Math.max(0, Math.min(length(), whose.caret()));
    }

    private void move() {
        int caret = random.nextBoolean() ? caret() : random.nextInt(length() + 1);
        client.request(new Move(caret, random.nextInt(3) > 0 ? 0 : random.nextInt(length() + 1) - caret));
    }

    private void edit(boolean erase) {
        lastActor = client.own();
        lastEngine = client.engine();
        lastWasUndo = false;
        int length = length();
        int position = style.hot() ? hotPosition() : caret();
        if (length > 0 && (erase || length > style.maxText())) {
            erase(position);
        } else {
            int most = style.hot() ? 1 + random.nextInt(3) : 1;
            int count = style.hot() && random.nextInt(20) == 0 ? 0 : most;
            client.request(new Insert(position, AuthoredText.of(client.own().id(), letters(count))));
        }
    }

    private int hotPosition() {
        return random.nextBoolean() ? Math.min(length(), 5) : random.nextInt(length() + 1);
    }

    private void erase(int position) {
        int behind = length() - position;
        if (style.hot()) {
            int most = random.nextInt(4) == 0 ? style.longDelete() : 4;
            client.request(new RemoteDelete(position, Math.min(behind, random.nextInt(most))));
        } else if (random.nextInt(5) > 0 && position > 0) {
            client.request(new RemoteDelete(position - 1, 1));
        } else {
            client.request(new RemoteDelete(position, Math.min(behind, 1 + random.nextInt(style.longDelete()))));
        }
    }

    private String letters(int count) {
        var letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.appendCodePoint(random.nextInt(10) == 0 ? 0x1F431 : 'A' + random.nextInt(26));
        }
        return letters.toString();
    }
}
