// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StringCacheTest {
    private final StringCache cache = new StringCache(4);

    @Test
    void aStringThatComesAgainIsTheSame() {
        assertSame(get("group"), get("group"));
    }

    @Test
    void manyStringsPushEachOtherOutAndAreStillRight() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1000; i++) {
                assertEquals("name" + i, get("name" + i));
            }
        }
    }

    @Test
    void longStringsAreNotKept() {
        String text = "x".repeat(100);
        assertEquals(text, get(text));
        assertNotSame(get(text), get(text));
    }

    @Test
    void onlyTheGivenLengthCounts() {
        assertEquals("ab", cache.get(new byte[] {'a', 'b', 'c'}, 2));
        assertEquals("", get(""));
    }

    private String get(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return cache.get(bytes, bytes.length);
    }
}
