// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Compares credentials with the slow hash, on threads of its own, so that no thread of the web server waits. One
 * comparison of unknown credentials is under way at a time; a credential that was right before has a place of its own
 * besides, so that guesses never hold it up. Of those that wait, the one whose address has guessed least goes first, and
 * of these the latest: a crowd of guesses that waits does not hold up who comes after it. Wrong ones are told so after a
 * {@link LoginDelays delay} that holds up nobody else.
 */
final class LoginChecks implements AutoCloseable {
    /** How many wait; of more, the one that would be last is turned away. */
    static final int WAITING = 64;

    enum Verdict {
        RIGHT,
        WRONG,
        /** Too many are waiting, or the console ends. */
        NOT_CHECKED
    }

    private record Check(String address, String credential, int failures, Consumer<Verdict> then) {}

    private final Predicate<String> matches;
    private final RememberedLogins remembered;
    private final LoginDelays delays;
    private final LoginThreads threads;
    private final Set<Check> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Check> waiting = new ArrayList<>();
    private boolean busy;
    private boolean closed;

    /**
     * @param matches the slow comparison
     * @param threads closed at the end
     */
    LoginChecks(Predicate<String> matches, RememberedLogins remembered, LoginDelays delays, LoginThreads threads) {
        this.matches = matches;
        this.remembered = remembered;
        this.delays = delays;
        this.threads = threads;
    }

    /**
     * Returns at once.
     *
     * @param then called exactly once, on any thread
     */
    void check(String address, String credential, Consumer<Verdict> then) {
        boolean familiar = remembered.wasRight(credential);
        var check = new Check(address, credential, familiar ? 0 : delays.failures(address), then);
        Check surplus = null;
        boolean first;
        synchronized (this) {
            if (closed) {
                surplus = check;
                first = false;
            } else {
                open.add(check);
                if (!familiar) {
                    waiting.add(check);
                    surplus = waiting.size() > WAITING ? takeLast() : null;
                }
                first = !familiar && !busy;
                busy |= first;
            }
        }
        if (surplus != null) {
            surplus.then().accept(Verdict.NOT_CHECKED);
        }
        if (first) {
            next();
        } else if (familiar) {
            run(check, () -> compare(check), Duration.ZERO);
        }
    }

    private void next() {
        Check check;
        synchronized (this) {
            if (waiting.isEmpty()) {
                busy = false;
                return;
            }
            check = takeFirst();
        }
        run(
                check,
                () -> {
                    try {
                        compare(check);
                    } finally {
                        next();
                    }
                },
                Duration.ZERO);
    }

    /** The latest of those with the fewest failures. */
    private Check takeFirst() {
        int best = 0;
        for (int i = 1; i < waiting.size(); i++) {
            if (waiting.get(i).failures() <= waiting.get(best).failures()) {
                best = i;
            }
        }
        return waiting.remove(best);
    }

    /** The earliest of those with the most failures. */
    private Check takeLast() {
        int last = 0;
        for (int i = 1; i < waiting.size(); i++) {
            if (waiting.get(i).failures() > waiting.get(last).failures()) {
                last = i;
            }
        }
        Check check = waiting.remove(last);
        open.remove(check);
        return check;
    }

    private void compare(Check check) {
        if (matches.test(check.credential())) {
            remembered.remember(check.credential());
            answer(check, Verdict.RIGHT);
        } else {
            run(check, () -> answer(check, Verdict.WRONG), delays.afterFailure(check.address()));
        }
    }

    private void run(Check check, Runnable task, Duration delay) {
        try {
            threads.run(task, delay);
        } catch (RejectedExecutionException e) {
            answer(check, Verdict.NOT_CHECKED);
        }
    }

    private void answer(Check check, Verdict verdict) {
        boolean awaited;
        synchronized (this) {
            awaited = open.remove(check);
        }
        if (awaited) {
            check.then().accept(verdict);
        }
    }

    /** Answers all that wait. */
    @Override
    public void close() {
        List<Check> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(open);
            waiting.clear();
        }
        threads.close();
        left.forEach(check -> answer(check, Verdict.NOT_CHECKED));
    }
}
