// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.host.stream.Schedule;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;

/**
 * Honest clients are in a session with hostile ones who say whatever the language of sessions allows: the honest ones see the same, from
 * their snapshots on. An upload of any messages ends once, one way or the other.
 */
@Tag("random")
class SessionFuzzTest extends FuzzTest {
    private static final int MOST_STEPS = 600;
    private static final List<String> MESSAGES = List.of(
            "user-join",
            "user-join",
            "say",
            "say",
            "user-status-change",
            "sync-ack",
            "sync-error",
            "session-unsubscribe",
            "kick",
            "echo",
            "sync-begin",
            "sync-user",
            "sync-end",
            "sync-cancel",
            "session-close",
            "request-failed",
            "user-rejoin",
            "odd");
    private static final List<String> NAMES = List.of("ann", "ben", "mallory", "", " ann", "Ann");

    @Override
    protected void fuzz(byte[] input) {
        Choices choices = new Choices(input);
        long before = FrameMemory.inUse();
        if (choices.oneIn(4)) {
            upload(choices);
        } else {
            session(choices);
        }
        assertTrue(FrameMemory.inUse() <= before, "frames were not released");
    }

    private static void session(Choices choices) {
        SessionRun run = new SessionRun(Schedule.of(choices::below));
        SessionFixture fixture = run.fixture;
        GroupClient hostile = fixture.connect(fixture.left);
        fixture.session.subscribe(hostile.client);
        for (int step = 0; step < MOST_STEPS && !choices.isEmpty(); step++) {
            switch (choices.below(6)) {
                case 0, 1 -> {
                    Element message = message(choices, "h");
                    fixture.left.execute(() -> hostile.send(message));
                }
                case 2 -> {
                    // a directory would not let it subscribe twice
                    if (!fixture.session.view().subscribers().contains(hostile.link)) {
                        fixture.session.subscribe(hostile.client);
                    }
                }
                default -> run.step();
            }
        }
        fixture.left.execute(hostile.link::close);
        run.end();
    }

    private static void upload(Choices choices) {
        SessionFixture fixture = new SessionFixture();
        boolean subscribe = choices.oneIn(2);
        GroupClient client = fixture.connect(fixture.left, subscribe ? SessionFixture.GROUP : "InfSession_SyncIn_2");
        Upload upload = fixture.sessions.upload(
                fixture.document, client.client, subscribe, UploadLimits.DEFAULT, fixture.owner);
        upload.begin();
        ManualLoop.runAll(fixture.home, fixture.left);
        if (choices.below(4) > 0) {
            client.send("<sync-begin num-messages='" + choices.below(4) + "'/>");
        }
        for (int step = 0; step < MOST_STEPS && !choices.isEmpty(); step++) {
            switch (choices.below(16)) {
                case 0 -> fixture.left.call(client.link::close);
                case 1 -> upload.cancel("It is not wanted any more");
                case 2 -> {
                    // whatever is under way stays so
                }
                case 3, 4, 5 -> fixture.run();
                default -> client.send(message(choices, ""));
            }
        }
        fixture.run();
        fixture.left.call(client.link::close);
        fixture.run();
        List<String> ends = fixture.owner.events.stream()
                .filter(event -> event.equals("completed") || event.equals("failed"))
                .toList();
        assertTrue(ends.size() <= 1, () -> "it ends once, not " + ends);
        if (fixture.owner.completed != null) {
            assertEquals(List.of("completed"), ends);
            fixture.owner.completed.close(false);
            fixture.run();
        }
    }

    /** @param mark the beginning of all texts */
    private static Element message(Choices choices, String mark) {
        Element.Builder message = Element.named(choices.of(MESSAGES));
        attribute(message, "id", choices, 8);
        attribute(message, "user", choices, 8);
        attribute(message, "seq", choices, 8);
        attribute(message, "num-messages", choices, 4);
        if (choices.below(8) > 0) {
            message.attribute("name", choices.oneIn(4) ? choices.carriedText(6) : choices.of(NAMES));
        }
        if (choices.below(8) > 0) {
            message.attribute("status", choices.of("active", "inactive", "unavailable", "unavailable", "asleep", ""));
        }
        if (choices.below(8) > 0) {
            message.attribute("time", choices.carriedText(4)).attribute("caret", choices.number(8));
        }
        if (choices.oneIn(8)) {
            message.child(Element.named("odd").text(choices.carriedText(4)).build());
        }
        return message.text(mark + choices.carriedText(6)).build();
    }

    private static void attribute(Element.Builder message, String name, Choices choices, int usual) {
        if (choices.below(4) > 0) {
            message.attribute(name, choices.number(usual));
        }
    }
}
