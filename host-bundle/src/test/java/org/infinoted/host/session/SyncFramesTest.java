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

    private final SessionFixture fixture = new SessionFixture();
    private final long before = FrameMemory.inUse();

    SyncFramesTest() {
        fixture.note.content = List.of(Xml.element("<say user='1'>text</say>"));
        fixture.open();
    }

    @Test
    void theEncodedContentIsKeptForAMoment() {
        fixture.synchronizing(fixture.left);
        long kept = FrameMemory.inUse();
        assertTrue(kept > before);

        fixture.advance(MOMENT);
        assertEquals(kept, FrameMemory.inUse());
        fixture.advance(LONGER);
        assertEquals(before, FrameMemory.inUse());
    }

    @Test
    void theSameContentIsEncodedOnceForAllWhoComeInThatMoment() {
        fixture.synchronizing(fixture.left);
        fixture.advance(MOMENT);
        long kept = FrameMemory.inUse();

        GroupClient second = fixture.synchronizing(fixture.right);

        assertEquals("<say user=\"1\">text</say>", second.take().get(1));
        assertEquals(kept, FrameMemory.inUse());
        fixture.advance(LONGER); // counted from the encoding, not from the use
        assertEquals(before, FrameMemory.inUse());
    }

    @Test
    void whoComesAfterThatMomentGetsTheContentToo() {
        fixture.synchronizing(fixture.left);
        fixture.advance(MOMENT.plus(LONGER));

        GroupClient second = fixture.synchronizing(fixture.right);

        assertEquals("<say user=\"1\">text</say>", second.take().get(1));
        fixture.end();
    }

    @Test
    void contentThatHasChangedReplacesWhatWasKept() {
        fixture.synchronizing(fixture.left);
        long kept = FrameMemory.inUse();
        fixture.note.content = List.of(Xml.element("<say user='1'>else</say>"));

        GroupClient second = fixture.synchronizing(fixture.right);

        assertEquals("<say user=\"1\">else</say>", second.take().get(1));
        assertEquals(kept, FrameMemory.inUse(), "the first was released, the second is kept");
        fixture.advance(MOMENT);
        assertEquals(kept, FrameMemory.inUse());
        fixture.advance(LONGER);
        assertEquals(before, FrameMemory.inUse());
    }

    @Test
    void theEndOfTheSessionReleasesIt() {
        fixture.synchronizing(fixture.left);

        fixture.end();

        assertEquals(before, FrameMemory.inUse());
        assertEquals(0, fixture.home.scheduledCount());
    }
}
