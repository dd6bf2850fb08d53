// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.testdoubles.Xml;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class SyncFramesTest {
    private static final Duration MOMENT = Duration.ofMillis(1999);
    private static final Duration LONGER = Duration.ofMillis(2);

    private final SessionFixture world = new SessionFixture();
    private final long before = FrameMemory.inUse();

    SyncFramesTest() {
        world.note.content = List.of(Xml.element("<say user='1'>text</say>"));
        world.open();
    }

    @Test
    void theEncodedContentIsKeptForAMoment() {
        world.synchronizing(world.left);
        long kept = FrameMemory.inUse();
        assertTrue(kept > before);

        world.advance(MOMENT);
        assertEquals(kept, FrameMemory.inUse());
        world.advance(LONGER);
        assertEquals(before, FrameMemory.inUse());
    }

    @Test
    void theSameContentIsEncodedOnceForAllWhoComeInThatMoment() {
        world.synchronizing(world.left);
        world.advance(MOMENT);
        long kept = FrameMemory.inUse();

        GroupClient second = world.synchronizing(world.right);

        assertEquals("<say user=\"1\">text</say>", second.take().get(1));
        assertEquals(kept, FrameMemory.inUse());
        world.advance(LONGER); // counted from the encoding, not from the use
        assertEquals(before, FrameMemory.inUse());
    }

    @Test
    void whoComesAfterThatMomentGetsTheContentToo() {
        world.synchronizing(world.left);
        world.advance(MOMENT.plus(LONGER));

        GroupClient second = world.synchronizing(world.right);

        assertEquals("<say user=\"1\">text</say>", second.take().get(1));
        world.end();
    }

    @Test
    void contentThatHasChangedReplacesWhatWasKept() {
        world.synchronizing(world.left);
        long kept = FrameMemory.inUse();
        world.note.content = List.of(Xml.element("<say user='1'>text again</say>"));

        GroupClient second = world.synchronizing(world.right);

        assertEquals("<say user=\"1\">text again</say>", second.take().get(1));
        assertEquals(kept, FrameMemory.inUse(), "the first was released, the second is kept");
        world.advance(MOMENT);
        assertEquals(kept, FrameMemory.inUse());
        world.advance(LONGER);
        assertEquals(before, FrameMemory.inUse());
    }

    @Test
    void theEndOfTheSessionReleasesIt() {
        world.synchronizing(world.left);

        world.end();

        assertEquals(before, FrameMemory.inUse());
        assertEquals(0, world.home.scheduledCount());
    }
}
