// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.stream.Frame;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class GroupFramesTest {
    private final MemoryBudget budget = new MemoryBudget(10_000_000);
    private final GroupFrames frames = new GroupFrames("g");

    @Test
    void aMessageIsWrappedIntoTheStanzaOfItsGroup() {
        Frame frame = new GroupFrames("a\"b").encode(Xml.element("<m x='1'>text</m>"), budget);

        assertEquals("<group name=\"a&quot;b\"><m x=\"1\">text</m></group>", text(List.of(frame)));
    }

    @Test
    void nothingMakesNoFrame() {
        assertEquals(List.of(), frames.encodeAll(List.of(), budget));
    }

    @Test
    void aLongSeriesArrivesCompleteAndInOrderInStanzasOfBoundedLength() {
        List<Element> messages = numbered(1000, "");

        List<Element> stanzas = Xml.elements(text(frames.encodeAll(messages, budget)));

        List<Element> arrived = new ArrayList<>();
        for (Element stanza : stanzas) {
            assertTrue(stanza.contentSize() <= 64, "a stanza of " + stanza.contentSize());
            arrived.addAll(stanza.children());
        }
        assertEquals(messages, arrived);
    }

    @Test
    void aLargeSeriesGoesOnInFurtherFrames() {
        List<Element> messages = numbered(300, "x".repeat(1024));

        List<Frame> encoded = frames.encodeAll(messages, budget);

        assertEquals(5, encoded.size());
        encoded.forEach(frame -> assertTrue(frame.size() < 70_000, "a frame of " + frame.size()));
        List<Element> arrived = new ArrayList<>();
        Xml.elements(text(encoded)).forEach(stanza -> arrived.addAll(stanza.children()));
        assertEquals(messages, arrived);
    }

    @Test
    void noStanzaIsEmptyHoweverTheMessagesFillAFrame() {
        for (int size = 64 * 1024 - 40; size < 64 * 1024; size++) {
            List<Element> messages = new ArrayList<>(numbered(63, ""));
            int rest = size
                    - messages.stream().mapToInt(m -> m.toString().length()).sum();
            messages.add(Element.named("m").text("x".repeat(rest)).build());
            messages.add(Element.empty("last"));

            String encoded = text(frames.encodeAll(messages, budget));

            assertFalse(encoded.contains("<group name=\"g\"></group>"), "with " + size + " bytes");
        }
    }

    private static List<Element> numbered(int count, String text) {
        return IntStream.range(0, count)
                .mapToObj(i -> Element.named("m").attribute("n", i).text(text).build())
                .toList();
    }

    private static String text(List<Frame> frames) {
        StringBuilder text = new StringBuilder();
        for (Frame frame : frames) {
            text.append(frame);
            frame.release();
        }
        return text.toString();
    }
}
