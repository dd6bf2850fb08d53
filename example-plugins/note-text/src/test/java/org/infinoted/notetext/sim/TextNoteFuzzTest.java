// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.infinoted.notetext.TextNotes;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.Move;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.file.TextFileReader;
import org.infinoted.notetext.rope.AuthoredText;
import org.junit.jupiter.api.Tag;

/**
 * Honest clients, each with an engine of its own, write a text at once with a hostile one. In the end all of them have the server's text,
 * and so has somebody who comes then, and the file. Verbatim order promises this to two users alone.
 */
@Tag("random")
class TextNoteFuzzTest extends FuzzTest {
    private static final int MOST_STEPS = 300;
    private static final int LATE = 99;
    private static final List<String> TEXTS =
            List.of("", "abcde", "\u00E4\uD83D\uDE00\u0000\n\t", "lorem ipsum ".repeat(20));

    @Override
    protected void fuzz(byte[] input) throws IOException {
        Choices choices = new Choices(input);
        switch (choices.below(6)) {
            case 0 -> run(choices, TextNotes::verbatim, List.of(1, 2), 0);
            case 1 -> run(choices, TextNotes::verbatim, List.of(1), 1);
            case 2 -> run(choices, TextNotes::total, List.of(1, 2), 1);
            default -> run(choices, TextNotes::total, List.of(1, 2, 3), 3);
        }
    }

    private static void run(Choices choices, NoteSource notes, List<Integer> users, int hostileUsers)
            throws IOException {
        Limits limits = Limits.DEFAULTS.withPending(0);
        var session = new ScheduledSession(notes, limits, AuthoredText.of(0, choices.of(TEXTS)), users);
        users.forEach(session::join);
        session.deliverAll();
        HostileTypist hostile = hostileUsers == 0 ? null : new HostileTypist(session, choices, hostileUsers);
        for (int step = 0; step < MOST_STEPS && !choices.isEmpty(); step++) {
            session.nextAction();
            int user = choices.of(users);
            switch (choices.below(16)) {
                case 0, 1, 2, 3 -> act(session, user, choices);
                case 4 -> session.takeBack(user, Request.Type.UNDO, 1 + choices.below(3));
                case 5 -> session.takeBack(user, Request.Type.REDO, 1 + choices.below(3));
                case 6, 7, 8 -> session.deliver(user, session.actions() - choices.below(4));
                case 9 -> session.deliverAll();
                case 10 -> {
                    switch (choices.below(8)) {
                        case 0 -> session.replaceNote();
                        case 1 -> session.pass(31);
                        default -> session.deliver(user, session.actions());
                    }
                }
                default -> {
                    if (hostile != null) {
                        hostile.act();
                    }
                }
            }
        }
        session.deliverAll();
        assertEquals(List.of(), session.problems());
        assertEquals(session.text(), session.lateText(LATE), "what a late reader has");
        assertEquals(
                session.text(),
                TextFileReader.read(new ByteArrayInputStream(session.stored()))
                        .text()
                        .text(),
                "what is in the file");
        assertEquals(List.of(), session.problems());
    }

    private static void act(ScheduledSession session, int user, Choices choices) {
        int length = session.length(user);
        int position = choices.below(length + 1);
        Operation operation =
                switch (choices.below(8)) {
                    case 0 -> NoOp.INSTANCE;
                    case 1 -> new Move(position, choices.below(length + 1) - position);
                    case 2, 3, 4 -> new RemoteDelete(position, choices.below(length + 1 - position));
                    default -> new Insert(position, AuthoredText.of(user, choices.carriedText(3)));
                };
        session.request(user, operation);
    }
}
