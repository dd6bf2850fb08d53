// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionState;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.host.stream.Schedule;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients on several loops who come, join, speak, leave and are lost at random, in one session, with threads in any order. */
@Tag("random")
class SessionScheduleTest {
    private static final int RUNS = RandomRuns.count(50, 1_000);
    private static final int STEPS = 600;

    private int heard;
    private int closedByServer;

    @Test
    void everySubscriberSeesTheSameFromItsSnapshotOnWithNothingTwiceAndNothingLost() {
        Schedule.random(1, RUNS, this::run);

        assertTrue(heard > 50 * RUNS, "only " + heard + " messages were heard");
        assertTrue(closedByServer > RUNS / 4, "only " + closedByServer + " subscriptions saw the end of the session");
    }

    private void run(Schedule schedule) {
        long before = FrameMemory.inUse();
        SessionFixture fixture = new SessionFixture(new SessionLimits(
                        SessionFixture.IDLE_TIME, Duration.ofHours(1), Integer.MAX_VALUE, Integer.MAX_VALUE, 256, 1000))
                .open();
        ManualLoop[] loops = {fixture.home, fixture.left, fixture.right};
        List<ModelClient> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(new ModelClient(fixture, loops[i % 3], schedule));
        }
        boolean ends = schedule.below(3) == 0;
        for (int i = 0; i < STEPS; i++) {
            if (schedule.below(3) == 0 || !schedule.step(loops)) {
                clients.get(schedule.below(clients.size())).act();
            }
            if (schedule.below(100) == 0) {
                fixture.session.save();
            }
        }
        if (ends) {
            fixture.session.close(true);
            clients.forEach(ModelClient::act);
        }
        schedule.run(loops);

        check(fixture, clients, ends);
        fixture.end();
        assertTrue(FrameMemory.inUse() <= before, "frames were not released");
    }

    private void check(SessionFixture fixture, List<ModelClient> clients, boolean ended) {
        List<String> said = fixture.note.said();
        for (ModelClient client : clients) {
            client.readAll();
            for (ModelClient.Copy copy : client.copies) {
                boolean live = copy == client.live();
                check(copy, said, live || copy.closed);
                if (live) {
                    assertEquals(fixture.users(), users(copy));
                }
                assertTrue(!(live && ended), "a subscriber was not told of the end");
                closedByServer += copy.closed ? 1 : 0;
            }
        }
        for (Connection subscriber : fixture.session.view().subscribers()) {
            assertEquals(ConnectionState.OPEN, subscriber.state(), subscriber + " is lost, and still a subscriber");
        }
        for (User user : fixture.session.view().users()) {
            assertTrue(
                    ended
                            || user.status() == UserStatus.UNAVAILABLE
                            || fixture.session
                                    .view()
                                    .subscribers()
                                    .contains(user.connection().orElseThrow()),
                    user + " is there without a subscriber");
        }
        if (ended && !said.isEmpty()) {
            assertEquals(String.join(",", said), fixture.saver.written.get(fixture.saver.written.size() - 1));
        }
    }

    private void check(ModelClient.Copy copy, List<String> said, boolean toTheEnd) {
        assertEquals(said.subList(0, copy.snapshot.size()), copy.snapshot);
        List<String> others = said.subList(copy.snapshot.size(), said.size()).stream()
                .filter(text -> !text.startsWith(copy.connection + "."))
                .toList();
        assertEquals(toTheEnd ? others : others.subList(0, copy.heard.size()), copy.heard);
        heard += copy.heard.size();
    }

    private static List<String> users(ModelClient.Copy copy) {
        List<String> users = new ArrayList<>();
        copy.users.forEach((id, user) -> users.add(id + " " + user[0] + " " + user[1]));
        return users;
    }
}
