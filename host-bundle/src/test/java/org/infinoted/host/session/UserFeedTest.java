// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.session.UserListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class UserFeedTest {
    private final SessionFixture fixture = new SessionFixture();
    private final List<String> told = new ArrayList<>();

    private final class Noting implements UserListener {
        @Override
        public void joined(Session session, User user) {
            told.add("joined " + user.name());
        }

        @Override
        public void changed(Session session, User user) {
            told.add("changed " + user.name() + " " + user.status().word());
        }

        @Override
        public void left(Session session, User user) {
            told.add("left " + user.name());
        }
    }

    @AfterEach
    void end() {
        fixture.end();
    }

    @Test
    void thoseWhoArePresentComeFirstAndAbsentOnesNotAtAll() {
        fixture.note.with(List.of(User.absent(1, "author")));
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        fixture.join(client, "bob");
        fixture.join(client, "alice");
        fixture.send(client, "<user-status-change id='3' status='inactive'/>");

        fixture.environment.observe(fixture.session.view(), new Noting());
        fixture.run();
        fixture.join(client, "author");
        fixture.send(client, "<user-status-change id='3' status='active'/>", "<session-unsubscribe/>");

        assertEquals(
                List.of(
                        "joined bob",
                        "joined alice",
                        "joined author",
                        "changed alice active",
                        "left author",
                        "left alice",
                        "left bob"),
                told);
    }

    @Test
    void closedFeedTellsNothingWhetherItHadBegunOrNot() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        fixture.join(client, "alice");
        fixture.environment.observe(fixture.session.view(), new Noting()).close();
        Link.Subscription begun = fixture.environment.observe(fixture.session.view(), new Noting());
        fixture.run();
        assertEquals(List.of("joined alice"), told);
        begun.close();
        fixture.join(client, "bob");
        assertEquals(List.of("joined alice"), told);
    }

    @Test
    void sessionThatHasEndedTellsNothing() {
        fixture.open();
        var view = fixture.session.view();
        fixture.end();
        fixture.environment.observe(view, new Noting());
        fixture.run();
        assertEquals(List.of(), told);
    }

    /** Wherever the registration falls among joins and departures: each user once, and in the end those who are there. */
    @Test
    void nobodyIsMissedOrToldTwiceWhateverHappensMeanwhile() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var schedule = new SessionFixture().open();
            GroupClient client = schedule.creator(schedule.left);
            told.clear();
            int registration = random.nextInt(12);
            for (int i = 0; i < 12; i++) {
                if (i == registration) {
                    schedule.environment.observe(schedule.session.view(), new Noting());
                }
                String name = "u" + random.nextInt(4);
                int id = 1 + random.nextInt(4);
                client.send(
                        random.nextBoolean()
                                ? "<user-join name='" + name + "' time='' caret='0'/>"
                                : "<user-status-change id='" + id + "' status='unavailable'/>");
                // some of what waits is done now, on either loop
                for (int turns = random.nextInt(4); turns > 0; turns--) {
                    ManualLoop loop = random.nextBoolean() ? schedule.left : schedule.home;
                    if (!loop.isIdle()) {
                        loop.runNext();
                    }
                }
            }
            schedule.run();
            var present = new TreeSet<String>();
            for (String event : told) {
                String name = event.substring(event.indexOf(' ') + 1);
                boolean fits = event.startsWith("joined") ? present.add(name) : present.remove(name);
                assertEquals(true, fits, "seed " + seed + ": " + event + " in " + told);
            }
            var expected = new TreeSet<String>();
            schedule.session.view().users().stream().filter(User::isPresent).forEach(user -> expected.add(user.name()));
            assertEquals(expected, present, "seed " + seed + ": " + told);
            schedule.end();
        }
    }
}
