// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.adopted.TextChange;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.rope.AuthoredText;

/** A recorded session: its content when the recording began, and everything since. */
final class ReplayCase {
    /**
     * The outcome of a recording.
     *
     * @param digest the first 16 hexadecimal digits of the SHA-256 of the text in UTF-8
     */
    record Figures(int codePoints, int runs, String digest) {
        static Figures of(AuthoredText text) {
            int runs = 0;
            for (var run : text) {
                runs += run.text().isEmpty() ? 0 : 1;
            }
            try {
                var sha =
                        MessageDigest.getInstance("SHA-256").digest(text.text().getBytes(StandardCharsets.UTF_8));
                return new Figures(text.length(), runs, HexFormat.of().formatHex(sha, 0, 8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return codePoints + " code points, " + runs + " runs, SHA-256 " + digest;
        }
    }

    /** What the reference implementation makes of the recordings, by the name of the file up to its first dot. */
    private static final Map<String, Figures> KNOWN = Map.ofEntries(
            Map.entry("replay-01", new Figures(7213, 136, "c1146b954c42a86f")),
            Map.entry("replay-02", new Figures(7140, 119, "0b44c933f79618e9")),
            Map.entry("replay-03", new Figures(891, 29, "cc33e6e3622eda10")),
            Map.entry("replay-04", new Figures(251, 17, "516dd10597d5407e")),
            Map.entry("replay-05", new Figures(0, 0, "e3b0c44298fc1c14")),
            Map.entry("replay-06", new Figures(3128, 1, "09b120da8985f2c3")),
            Map.entry("replay-07", new Figures(2746, 60, "e3059d1d1ba2a823")),
            Map.entry("replay-08", new Figures(950, 9, "87a12bd9aa7dc3ee")),
            Map.entry("replay-10", new Figures(5013, 143, "93bec3329ba8e30e")),
            Map.entry("replay-11", new Figures(5709, 123, "1d71cc72e41f0f04")),
            Map.entry("replay-12", new Figures(236, 1, "039b2c60eb0a281f")),
            Map.entry("replay-13", new Figures(7509, 39, "f17215c32fc07ba1")));

    private final Verdict verdict = new Verdict();
    private final StringBuilder mirror = new StringBuilder();
    private TextEngine engine;

    private ReplayCase() {}

    static ReplayCase run(Element root, String fileName) throws AdoptedException {
        var replay = new ReplayCase();
        int number = 0;
        for (var child : root.children()) {
            number++;
            switch (child.name()) {
                case "initial" -> replay.synchronise(child);
                case "user" -> replay.join(Messages.participant(child));
                case "request" -> replay.request(child, "message " + number);
                default -> throw new IllegalArgumentException("unexpected <" + child.name() + ">");
            }
        }
        var actual = Figures.of(replay.engine.text());
        replay.verdict.remark(actual.toString());
        var expected = KNOWN.getOrDefault(fileName.replaceFirst("\\..*", ""), actual);
        if (!actual.equals(expected)) {
            replay.verdict.problem("expected " + expected + ", actual " + actual);
        }
        return replay;
    }

    Verdict verdict() {
        return verdict;
    }

    /** The text in the end. */
    String text() {
        return engine.text().text();
    }

    private void synchronise(Element initial) throws AdoptedException {
        var builder = new EngineBuilder(Messages.LIMITS);
        for (var child : initial.children()) {
            switch (child.name()) {
                case "sync-user" -> builder.user(Messages.participant(child));
                case "sync-request" ->
                    builder.request(Messages.request(child, StateVector.parse(child.attribute("time"))));
                case "sync-segment" -> builder.append(Messages.segment(child));
                default -> {
                    // begin and end
                }
            }
        }
        engine = builder.build();
        mirror.append(engine.text().text());
    }

    private void join(Participant participant) throws AdoptedException {
        engine.join(participant);
    }

    /** Leaving and rejoining are not recorded, so a user that makes a request counts as present. */
    private void request(Element message, String which) throws AdoptedException {
        var user = engine.participant(message.user("user"));
        if (user.status() == Status.UNAVAILABLE) {
            var vector = Messages.vectorAfter(engine, message);
            join(new Participant(user.id(), Status.ACTIVE, vector, user.caret(), user.selection()));
            check(engine.receive(Messages.request(message, vector), message.number("num", 1)), which);
        } else {
            check(Messages.receive(engine, message), which);
        }
    }

    private void check(Outcome outcome, String which) {
        if (outcome.failure() != null) {
            verdict.remark(which + " " + outcome.disposition() + ": "
                    + outcome.failure().reason());
        }
        for (var execution : outcome.executions()) {
            execution.changes().forEach(this::mirror);
        }
        if (!mirror.toString().equals(engine.text().text())) {
            throw new IllegalStateException(which + ": the changes told do not lead to the text");
        }
    }

    private void mirror(TextChange change) {
        int start = mirror.offsetByCodePoints(0, change.position());
        var text = change.text().text();
        if (change.kind() == TextChange.Kind.INSERTED) {
            mirror.insert(start, text);
            return;
        }
        var erased = mirror.substring(start, start + text.length());
        if (!erased.equals(text)) {
            throw new IllegalStateException("told that \"" + text + "\" was erased where \"" + erased + "\" was");
        }
        mirror.delete(start, start + text.length());
    }
}
