// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class XmlEncoderTest {
    @Test
    void emptyElementsHaveNoEndTag() {
        assertEncoded("<a b=\"c\"/>", Element.named("a").attribute("b", "c").build());
    }

    @Test
    void nothingStandsBetweenElements() {
        assertEncoded(
                "<a><b/>t<c>u</c></a>",
                Element.named("a")
                        .child(Element.empty("b"))
                        .text("t")
                        .child(Element.named("c").text("u").build())
                        .build());
    }

    @Test
    void inAttributesWhatIsNotAsciiIsAnUpperCaseHexadecimalReference() {
        assertAttribute("x\u00FCy", "x&#xFC;y");
        assertAttribute("\uD83D\uDE00", "&#x1F600;");
        assertAttribute("\u0080\u20AC", "&#x80;&#x20AC;");
    }

    @Test
    void inAttributesSpaceIsADecimalReferenceAndMarkupIsNamed() {
        assertAttribute("\ta\nb\rc d", "&#9;a&#10;b&#13;c d");
        assertAttribute("<>&\"'\u007F", "&lt;&gt;&amp;&quot;'\u007F");
    }

    @Test
    void inTextOnlyMarkupAndCarriageReturnsAreReferences() {
        assertText("<>&\"'", "&lt;&gt;&amp;\"'");
        assertText("\t\n\r", "\t\n&#13;");
        assertText("\u00FC\u20AC\uD83D\uDE00\uE000\uFFFD", "\u00FC\u20AC\uD83D\uDE00\uE000\uFFFD");
    }

    @Test
    void whatXmlCannotCarryBecomesAReplacement() {
        assertText("a\u0000b\u001F\uFFFE\uFFFFc", "a\uFFFDb\uFFFD\uFFFD\uFFFDc");
        assertAttribute("a\u0000b\u001F\uFFFE\uFFFFc", "a&#xFFFD;b&#xFFFD;&#xFFFD;&#xFFFD;c");
    }

    @Test
    void halfACharacterBecomesAReplacement() {
        assertText("a\uD83Db\uDE00", "a\uFFFDb\uFFFD");
        assertText("\uD83D\uD83D\uDE00", "\uFFFD\uD83D\uDE00");
        assertAttribute("a\uD83Db\uDE00\uD83D", "a&#xFFFD;b&#xFFFD;&#xFFFD;");
    }

    private static void assertAttribute(String value, String expected) {
        assertEncoded(
                "<a b=\"" + expected + "\"/>",
                Element.named("a").attribute("b", value).build());
    }

    private static void assertText(String text, String expected) {
        assertEncoded("<a>" + expected + "</a>", Element.named("a").text(text).build());
    }

    private static void assertEncoded(String expected, Element element) {
        Frame frame = XmlEncoder.frame(element);
        assertEquals(expected, frame.toString());
        frame.release();
    }
}
