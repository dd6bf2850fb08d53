// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.AdoptedSessionError;

/**
 * Collects the content of a synchronisation (users, then their logs, then the text) and makes an engine that continues
 * from there. Can be used for one engine.
 */
public final class EngineBuilder {
    private final Limits limits;
    private final UserTable users = new UserTable();
    private AuthoredText text = AuthoredText.empty();

    /** Begins with no users and an empty text. */
    public EngineBuilder(Limits limits) {
        this.limits = limits;
    }

    /**
     * Adds a user.
     *
     * @throws IllegalArgumentException if the id is 0 or taken
     */
    public EngineBuilder user(Participant participant) {
        if (participant.id() == 0 || knows(participant.id())) {
            throw new IllegalArgumentException("user id " + participant.id() + " is 0 or taken");
        }
        users.add(new User(participant));
        return this;
    }

    /** Whether a user was added with this id. */
    public boolean knows(int id) {
        return users.find(id) != null;
    }

    /**
     * Adds a request to the log of its user, who must have been added; oldest requests first.
     *
     * @throws AdoptedException if the log cannot continue with this request
     */
    public EngineBuilder request(Request request) throws AdoptedException {
        User user = users.find(request.user());
        if (user == null) {
            throw new IllegalArgumentException("no user " + request.user());
        }
        RequestLog log = user.log();
        if (!log.isEmpty() && request.index() != log.end()) {
            throw invalid(
                    "request " + request.index() + " of user " + user.id() + " stands where " + log.end() + " is next");
        }
        if ((request.type() == Request.Type.UNDO && log.nextUndo() == null)
                || (request.type() == Request.Type.REDO && log.nextRedo() == null)) {
            throw invalid("there is nothing to take back for request " + request.index() + " of user " + user.id());
        }
        Operation operation = request.operation();
        if (operation != null && !(operation.affectsBuffer() && operation.isReversible())) {
            throw invalid("request " + request.index() + " of user " + user.id() + " cannot be in a log");
        }
        log.add(request);
        return this;
    }

    /** The text so far. */
    public AuthoredText text() {
        return text;
    }

    /** Appends to the text. */
    public EngineBuilder append(AuthoredText more) {
        text = text.concat(more);
        return this;
    }

    /**
     * Makes the engine.
     *
     * @throws AdoptedException if a user's state and log do not agree on how many requests the user has made
     */
    public TextEngine build() throws AdoptedException {
        var current = new int[2 * users.size()];
        int size = 0;
        for (User user : users) {
            user.caret(user.caret().within(text.length()));
            long made = user.vector().get(user.id());
            if (user.log().isEmpty()) {
                user.log().startAt(made);
            } else if (user.log().end() != made) {
                throw invalid("user " + user.id() + " has made " + made + " requests, but the log ends at "
                        + user.log().end());
            }
            current[size++] = user.id();
            current[size++] = (int) made;
        }
        return new TextEngine(limits, users, text, StateVector.ofSorted(current));
    }

    private static AdoptedException invalid(String reason) {
        return new AdoptedException(AdoptedSessionError.INVALID_REQUEST, reason);
    }
}
