// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.infinoted.protocol.DirectoryError;
import org.infinoted.protocol.ProtocolException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class NodeNamesTest {
    private static final int BYTES = 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "todo",
                " a ",
                ".hidden",
                "\\;%<>\"'&",
                "Überblick",
                "日本語",
                "👍",
                "a\u0301",
                "20 bytes, not one mo"
            })
    void acceptsWhatCanBePrinted(String name) {
        assertDoesNotThrow(() -> NodeNames.check(name, BYTES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0\u3000",
                ".",
                "..",
                "a/b",
                "/",
                "a\u0000",
                "a\tb",
                "a\nb",
                "a\u007f",
                "a\u0085",
                "a\u2028b",
                "a\u2029b",
                "a\u200b",
                "a\u202eb",
                "\ufeffa",
                "\ud800",
                "\ud83d\u0301",
                "a\uffff",
                "a\u0378",
                "21 bytes, too long by",
                "äöüäöüäöüäö"
            })
    void refusesWhatCannotBePrintedOrStored(String name) {
        var refused = assertThrows(ProtocolException.class, () -> NodeNames.check(name, BYTES));

        assertEquals(DirectoryError.INVALID_NAME, refused.error());
    }

    @ParameterizedTest
    @CsvSource({
        "a, A",
        "Straße, STRASSE",
        "STRAẞE, straße",
        "ﬁle, file",
        "①, 1",
        "ÀÉ, àé",
        "ΟΔΟΣ, οδος",
        "οδοσ, οδος",
        "Ⅷ, viii",
        "ｗｉｄｅ, WIDE",
        "ǅ, ǆ"
    })
    void namesThatDifferInCaseOrCompatibilityOnlyAreEqual(String one, String other) {
        assertEquals(NodeNames.key(one), NodeNames.key(other));
    }

    @ParameterizedTest
    @CsvSource({"a, b", "a, 'a '", "a, ä", "o, ø", "1, I"})
    void otherNamesAreNot(String one, String other) {
        assertNotEquals(NodeNames.key(one), NodeNames.key(other));
    }
}
