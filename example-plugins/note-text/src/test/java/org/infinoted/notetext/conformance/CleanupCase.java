// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.adopted.Outcome.Disposition;
import org.infinoted.notetext.adopted.TextEngine;

/** Requests in a fixed order, and checks between them of what is in the logs and what can be undone and redone. */
final class CleanupCase {
    private CleanupCase() {}

    static Verdict run(Element root) throws AdoptedException {
        long size = 0;
        for (var child : root.children()) {
            size = child.name().equals("log") ? child.number("size") : size;
        }
        var builder = new EngineBuilder(Messages.LIMITS.withLog(size));
        for (var child : root.children()) {
            switch (child.name()) {
                case "user" -> builder.user(Messages.newcomer(child));
                case "initial-buffer" -> builder.append(Messages.segments(child));
                default -> {
                    // requests and checks come later
                }
            }
        }
        var engine = builder.build();
        var verdict = new Verdict();
        int number = 0;
        for (var child : root.children()) {
            if (child.name().equals("request")) {
                number++;
                var outcome = Messages.receive(engine, child);
                if (outcome.failure() != null && outcome.disposition() != Disposition.DEFERRED) {
                    verdict.problem("request " + number + ": expected success, actual "
                            + outcome.failure().reason());
                }
            } else if (child.name().equals("verify")) {
                verify(engine, child, "after request " + number, verdict);
            }
        }
        return verdict;
    }

    private static void verify(TextEngine engine, Element check, String when, Verdict verdict) {
        int user = check.user("user");
        compare(check, "log-size", engine.log(user).size(), when, verdict);
        compare(check, "can-undo", engine.canUndo(user) ? 1 : 0, when, verdict);
        compare(check, "can-redo", engine.canRedo(user) ? 1 : 0, when, verdict);
    }

    private static void compare(Element check, String what, long actual, String when, Verdict verdict) {
        long expected = check.number(what, actual);
        if (actual != expected) {
            verdict.problem(when + ": " + what + " of user " + check.attribute("user") + " expected " + expected
                    + ", actual " + actual);
        }
    }
}
