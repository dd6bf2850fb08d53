// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class JsonWriterTest {
    @Test
    void objectHoldsTextsNumbersTruthsAndObjects() {
        assertEquals(
                "{\"a\":\"x\",\"b\":-1,\"c\":true,\"d\":[{},{\"e\":2}],\"f\":[]}",
                new JsonWriter()
                        .put("a", "x")
                        .put("b", -1)
                        .put("c", true)
                        .put("d", List.of(new JsonWriter(), new JsonWriter().put("e", 2)))
                        .put("f", List.of())
                        .toString());
    }

    @Test
    void whatMeansSomethingElsewhereIsEscaped() {
        assertEquals(
                "{\"a\":\"\\u003c/script\\u003e\\u0026\\u0027\\u0022\\u005c\\u0024{x}\\u2028\\u2029\\u000a\\u0000\"}",
                new JsonWriter().put("a", "</script>&'\"\\${x}\u2028\u2029\n\0").toString());
    }

    @Test
    void everyCharacterComesBackAndOnlyHarmlessOnesAreOnTheWire() {
        var all = IntStream.range(0, Character.MAX_VALUE + 1)
                .mapToObj(c -> Character.toString((char) c))
                .collect(Collectors.joining());
        var json = new JsonWriter().put("a", all).toString();
        var inside = json.substring("{\"a\":\"".length(), json.length() - "\"}".length());
        assertTrue(inside.chars().allMatch(c -> c >= ' ' && c <= '~' && "\"<>&'$".indexOf(c) < 0), "harmless ASCII");
        var back = new StringBuilder();
        for (int i = 0; i < inside.length(); i++) {
            if (inside.charAt(i) == '\\') {
                back.append((char) Integer.parseInt(inside.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                back.append(inside.charAt(i));
            }
        }
        assertEquals(all, back.toString());
    }
}
