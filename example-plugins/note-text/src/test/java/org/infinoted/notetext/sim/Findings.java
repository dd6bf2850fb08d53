// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.ArrayList;
import java.util.List;

/** What was found in a session, and counts of what may happen. */
final class Findings {
    private final VirtualTime time;
    private final List<Finding> all = new ArrayList<>();
    private int refusedJoins;
    private int refusedMoves;
    private int crashes;
    private int requests;
    private int relays;

    Findings(VirtualTime time) {
        this.time = time;
    }

    void add(Finding.Kind kind, String message) {
        all.add(new Finding(kind, time.now(), message));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    boolean has(Finding.Kind kind) {
        return all.stream().anyMatch(finding -> finding.kind() == kind);
    }

    /** A join was refused, as a text of that user was on its way to it. */
    void joinRefused() {
        refusedJoins++;
    }

    /** A caret did not fit a client's text. Nothing is lost by that. */
    void moveRefused() {
        refusedMoves++;
    }

    /** A client has forgotten too much to go on. Only small logs let that happen. */
    void crashed() {
        crashes++;
    }

    void requested() {
        requests++;
    }

    void relayed() {
        relays++;
    }

    int refusedJoins() {
        return refusedJoins;
    }

    int refusedMoves() {
        return refusedMoves;
    }

    int crashes() {
        return crashes;
    }

    int requests() {
        return requests;
    }

    int relays() {
        return relays;
    }
}
