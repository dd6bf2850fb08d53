// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionState;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.host.stream.Schedule;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;

/** Honest clients on several loops who come, join, speak, leave and are lost, in one session, with threads in any order. */
final class SessionRun {
    private static final int CLIENTS = 6;

    final SessionFixture fixture = new SessionFixture(new SessionLimits(
                    SessionFixture.IDLE_TIME, Duration.ofHours(1), Integer.MAX_VALUE, Integer.MAX_VALUE, 256, 1000))
            .open();
    private final ManualLoop[] loops = {fixture.home, fixture.left, fixture.right};
    private final List<ModelClient> clients = new ArrayList<>();
    private final Schedule schedule;
    private final boolean ends;
    private int heard;
    private int closedByServer;

    /** @param schedule decides everything */
    SessionRun(Schedule schedule) {
        this.schedule = schedule;
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new ModelClient(fixture, loops[i % loops.length], schedule));
        }
        ends = schedule.below(3) == 0;
    }

    /** Somebody does something. */
    void step() {
        if (schedule.below(3) == 0 || !schedule.step(loops)) {
            clients.get(schedule.below(clients.size())).act();
        }
        if (schedule.below(100) == 0) {
            fixture.session.save();
        }
    }

    /** Everything comes to rest, and all have the same. */
    void end() {
        if (ends) {
            fixture.session.close(true);
            clients.forEach(ModelClient::act);
        }
        schedule.run(loops);
        check();
        fixture.end();
    }

    /** How much clients have heard of each other. */
    int heard() {
        return heard;
    }

    /** How many subscriptions have seen the end of the session. */
    int closedByServer() {
        return closedByServer;
    }

    private void check() {
        List<String> said = fixture.note.said();
        for (ModelClient client : clients) {
            client.readAll();
            for (ModelClient.Copy copy : client.copies) {
                boolean live = copy == client.live();
                check(copy, said, live || copy.closed);
                if (live) {
                    assertEquals(fixture.users(), users(copy));
                }
                assertTrue(!(live && ends), "a subscriber was not told of the end");
                closedByServer += copy.closed ? 1 : 0;
            }
        }
        for (Connection subscriber : fixture.session.view().subscribers()) {
            assertEquals(ConnectionState.OPEN, subscriber.state(), subscriber + " is lost, and still a subscriber");
        }
        for (User user : fixture.session.view().users()) {
            assertTrue(
                    ends
                            || user.status() == UserStatus.UNAVAILABLE
                            || fixture.session
                                    .view()
                                    .subscribers()
                                    .contains(user.connection().orElseThrow()),
                    user + " is there without a subscriber");
        }
        if (ends && !said.isEmpty()) {
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
