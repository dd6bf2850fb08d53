// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class VisibleTextTest {
    @Test
    void whatATerminalWouldObeyIsShownAsItsNumber() {
        assertEquals(
                "a\\u{a}b\\u{1b}[31m\\u{202e}\\u{2028}\\u{d800}", VisibleText.of("a\nb\u001b[31m\u202e\u2028\ud800"));
    }

    @Test
    void whatPeopleWriteStaysAsItIs() {
        assertEquals("Grüße, 漢字 \ud83d\ude00 <b>", VisibleText.of("Grüße, 漢字 \ud83d\ude00 <b>"));
    }
}
