// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.infinoted.xml.Element;

/**
 * Decodes for tests, and records what the decoder reports: {@code [name} for the stream's start, {@code ]} for its end,
 * elements.
 */
final class DecodedEvents implements XmlDecoder.Sink {
    static final XmlLimits LIMITS = new XmlLimits(100_000, 10, 10, 100);

    private final List<Object> events = new ArrayList<>();

    /** Decodes the text in one piece. */
    static List<Object> of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8), LIMITS, Integer.MAX_VALUE, null);
    }

    static List<Object> of(String text, XmlLimits limits) {
        return of(text.getBytes(StandardCharsets.UTF_8), limits, Integer.MAX_VALUE, null);
    }

    /**
     * Decodes the bytes in pieces, from an array in which they do not begin at 0. An exception is the last event, as {@code !}
     * and its condition.
     *
     * @param random makes pieces of random lengths up to the largest; null for pieces that are all of that length
     */
    static List<Object> of(byte[] bytes, XmlLimits limits, int largest, Random random) {
        DecodedEvents sink = new DecodedEvents();
        XmlDecoder decoder = new XmlDecoder(new StringCache(8), limits, sink);
        int offset = 3;
        byte[] shifted = new byte[bytes.length + offset];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        try {
            for (int from = offset; from < shifted.length; ) {
                int size = Math.min(random == null ? largest : 1 + random.nextInt(largest), shifted.length - from);
                decoder.decode(shifted, from, from + size);
                from += size;
            }
        } catch (XmlException e) {
            sink.events.add("!" + e.condition());
        }
        return sink.events;
    }

    @Override
    public void streamStarted(String name) {
        events.add("[" + name);
    }

    @Override
    public void element(Element element) {
        events.add(element);
    }

    @Override
    public void streamEnded() {
        events.add("]");
    }
}
