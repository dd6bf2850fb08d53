// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.infinoted.notetext.LocalUserFixture.Client;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.testdoubles.RandomRuns;
import org.infinoted.text.Text;
import org.infinoted.text.TextEdit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Random sessions: local users edit texts that they saw a while ago, while clients type. A failure names its seed. */
@Tag("random")
@ParameterizedClass
@EnumSource(Order.class)
class LocalConvergenceTest {
    private static final int STEPS = 200;

    /** @param takeBack whether clients undo and redo; then what an edit must come to is not checked */
    record Style(int clients, int locals, boolean erase, boolean takeBack) {}

    private static final class Run {
        private final Random random;
        private final Style style;
        private final LocalUserFixture fixture;
        private final List<User> locals = new ArrayList<>();
        private final List<Client> typists = new ArrayList<>();
        private final List<Text> seen = new ArrayList<>();
        private int nextCharacter = 0x4E00; // each is put in once

        Run(Order order, long seed, Style style) throws ProtocolException, AdoptedException {
            this.fixture = new LocalUserFixture(
                    order,
                    Limits.DEFAULTS.withPending(0).withLog(500),
                    new EditLimits(10_000, 100_000, 1000, 1_000_000, 20));
            this.random = new Random(seed);
            this.style = style;
            // who has the smaller id decides ties, so it must be either
            boolean localsFirst = random.nextBoolean();
            for (int i = 0; i < (localsFirst ? style.locals() : 0); i++) {
                locals.add(fixture.joinLocal());
            }
            for (int i = 0; i < style.clients(); i++) {
                typists.add(fixture.join());
            }
            while (locals.size() < style.locals()) {
                locals.add(fixture.joinLocal());
            }
            fixture.settle();
            seen.add(fixture.note.text());
        }

        void run() throws ProtocolException, AdoptedException {
            for (int step = 0; step < STEPS; step++) {
                Client client = typists.get(random.nextInt(typists.size()));
                switch (random.nextInt(20)) {
                    case 0, 1, 2, 3, 4 -> type(client);
                    case 5, 6, 7, 8, 9 -> client.serveOne();
                    case 10, 11, 12, 13, 14, 15, 16 -> client.deliverOne();
                    case 17 -> seen.add(fixture.note.text());
                    default -> edit();
                }
                if (step == STEPS / 2) {
                    fixture.connect(); // comes later, and reads only
                }
            }
            fixture.connect();
            fixture.settle();
        }

        private void type(Client client) {
            int length = client.engine.text().length();
            int position = random.nextInt(length + 1);
            int dice = random.nextInt(10);
            if (style.takeBack() && dice < 2) {
                client.act(Request.Type.DO, NoOp.INSTANCE); // whether it can be undone depends on what others know
                if (client.engine.canUndo(client.user)) {
                    client.act(Request.Type.UNDO, null);
                } else if (client.engine.canRedo(client.user)) {
                    client.act(Request.Type.REDO, null);
                }
            } else if (style.erase() && dice < 5 && position < length) {
                int count = Math.min(length - position, 1 + random.nextInt(4));
                client.act(Request.Type.DO, new RemoteDelete(position, count));
            } else {
                client.act(Request.Type.DO, new Insert(position, AuthoredText.of(client.user, fresh())));
            }
        }

        private String fresh() {
            var text = new StringBuilder();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                text.appendCodePoint(nextCharacter++);
            }
            return text.toString();
        }

        private void edit() throws ProtocolException {
            User user = locals.get(random.nextInt(locals.size()));
            Text text = seen.get(random.nextInt(seen.size())); // the longer it goes on, the older it may be
            List<TextEdit.Change> changes = new ArrayList<>();
            int from = 0;
            for (int i = random.nextInt(4); i >= 0; i--) {
                int start = from + random.nextInt(text.length() - from + 1);
                int end = style.erase() ? Math.min(text.length(), start + random.nextInt(4)) : start;
                changes.add(new TextEdit.Change(start, end, start < end && random.nextInt(3) == 0 ? "" : fresh()));
                from = end;
            }
            String before = fixture.note.text().toString();
            Text after = fixture.edit(user, new TextEdit(text, changes));
            assertEquals(fixture.note.text(), after);
            if (!style.takeBack()) {
                check(text.toString(), changes, before, after.toString());
            }
        }

        /** All characters differ and are in the basic plane, so each can be followed. */
        private static void check(String seen, List<TextEdit.Change> changes, String before, String after) {
            String erased = changes.stream()
                    .map(change -> seen.substring(change.start(), change.end()))
                    .collect(Collectors.joining());
            String inserted = changes.stream().map(TextEdit.Change::text).collect(Collectors.joining());
            assertEquals(without(before, erased), without(after, inserted), "all else stays as it was");
            for (TextEdit.Change change : changes) {
                int at = after.indexOf(change.text());
                assertTrue(at >= 0, "what is put in stays together");
                if (!change.text().isEmpty()) {
                    for (int i = 0; i < seen.length(); i++) {
                        int place = after.indexOf(seen.charAt(i));
                        assertTrue(
                                place < 0 || (i < change.start() ? place < at : place > at),
                                "what was put in stands where it was put");
                    }
                }
            }
        }

        private static String without(String text, String characters) {
            return text.chars()
                    .filter(c -> characters.indexOf(c) < 0)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    private final Order order;

    LocalConvergenceTest(Order order) {
        this.order = order;
    }

    /** @param all whether typing clients must have the server's text too; reading ones always must */
    void runSeeds(int count, Style style, boolean all) {
        for (long seed = 0; seed < RandomRuns.count(count, 10 * count); seed++) {
            try {
                var run = new Run(order, seed, style);
                run.run();
                for (Client client : run.fixture.clients) {
                    if (all || client.user == 0) {
                        assertEquals(
                                run.fixture.text(), LocalUserFixture.textOf(client), "client " + client.connection);
                    }
                }
            } catch (AssertionError | Exception e) {
                throw new AssertionError("seed " + seed + " of " + style + ": " + e, e);
            }
        }
    }

    @Test
    void aClientThatTypesAndUndoesAgreesWithTheServerWhateverAPluginsUserEdits() {
        runSeeds(60, new Style(1, 1, true, true), true);
    }

    @Test
    void aClientAgreesWithTheServerWhateverSeveralPluginsUsersEdit() {
        runSeeds(60, new Style(1, 3, true, false), true);
    }

    @Test
    void allClientsThatPutInAgreeWithTheServer() {
        runSeeds(15, new Style(3, 2, false, false), true);
    }

    /**
     * With several people typing, clients can diverge in verbatim order, with or without plugins. A client that executes in the server's
     * order cannot; in total order all of them do.
     */
    @Test
    void whoFollowsTheServersOrderAgreesWithManyUsers() {
        runSeeds(25, new Style(2, 2, true, false), order == Order.TOTAL);
    }
}
