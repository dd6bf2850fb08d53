// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.xml.Element;

/** The user of a client: whether it has joined, and what the others know that it has reached. */
final class OwnUser {
    private String name;
    private double hue;
    private int id;
    private boolean present;
    private boolean asked;
    private int refusals;
    private int seq;
    private StateVector base = StateVector.EMPTY;

    OwnUser(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Wants to be another one from the next join on. */
    void rename(String newName) {
        name = newName;
    }

    double hue() {
        return hue;
    }

    void recolour(double newHue) {
        hue = newHue;
    }

    int id() {
        return id;
    }

    boolean isPresent() {
        return present;
    }

    /** Whether it has asked to join and got no answer yet. */
    boolean hasAsked() {
        return asked;
    }

    /** How often in a row it was not let in. */
    int refusals() {
        return refusals;
    }

    /** Asks to join. */
    void ask(int newSeq) {
        asked = true;
        seq = newSeq;
    }

    void refused() {
        asked = false;
        refusals++;
    }

    boolean isAnswer(SimulatedConnection connection, Element message) {
        return asked && (connection.id() + "/" + seq).equals(message.attribute("seq"));
    }

    void enter(Participant participant) {
        id = participant.id();
        base = participant.vector();
        present = true;
        asked = false;
        refusals = 0;
    }

    void lose() {
        present = false;
        asked = false;
    }

    /** The state that the next request's is relative to. */
    StateVector base() {
        return base;
    }

    void reach(StateVector state) {
        base = state;
    }

    @Override
    public String toString() {
        return name + (present ? " (user " + id + ")" : " (absent)");
    }
}
