// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class XmlDecoderTest {
    private static final String HEADER = "<s:s xmlns:s='u' version=\"1.0\" to='x'>";

    @Test
    void theHeaderIsToldAtItsStartTag() {
        assertEquals(List.of("[s:s"), DecodedEvents.of(HEADER));
    }

    @Test
    void elementsKeepNamesAttributesAndContentInOrder() {
        Element expected = Element.named("p:a")
                .attribute("b", "1")
                .attribute("xmlns", "x")
                .attribute("q:c", "2")
                .text("t")
                .child(Element.named("d").text("u").build())
                .child(Element.empty("e"))
                .text("v")
                .build();
        assertElement(expected, "<p:a b='1' xmlns=\"x\"\n q:c = '2' >t<d>u</d ><e/>v</p:a>");
    }

    @Test
    void theFivePredefinedEntitiesAndCharacterReferencesAreDecoded() {
        Element expected = Element.named("a")
                .attribute("b", "&<>\"'\t\n\r\uD83D\uDE00")
                .text("&<>\"'\r\uD83D\uDE00")
                .build();
        assertElement(
                expected,
                "<a b='&amp;&lt;&gt;&quot;&apos;&#9;&#xA;&#13;&#x1F600;'>&amp;&lt;&gt;&quot;&apos;&#13;&#128512;</a>");
    }

    @Test
    void anAmpersandInAnAttributeStaysOneCharacter() {
        assertElement(Element.named("a").attribute("name", "a&b").build(), "<a name='a&amp;b'/>");
        assertElement(Element.named("a").attribute("name", "a&#38;b").build(), "<a name='a&amp;#38;b'/>");
    }

    @Test
    void lineEndsInTextBecomeLineFeeds() {
        assertElement(Element.named("a").text("1\n2\n3\n\n4\r\n").build(), "<a>1\r\n2\r3\n\r4&#13;\n</a>");
    }

    @Test
    void spaceInValuesBecomesBlanks() {
        assertElement(Element.named("a").attribute("b", " 1 2 3  4\n").build(), "<a b='\t1\r\n2\r3\n\r4&#10;'/>");
    }

    @Test
    void cdataIsText() {
        assertElement(
                Element.named("a").text("x<&amp;]]y]]>z\n").build(),
                "<a>x<![CDATA[<&amp;]]y]]]]><![CDATA[>]]>z<![CDATA[\r\n]]></a>");
    }

    @Test
    void commentsAreDroppedAndDoNotDivideText() {
        assertElement(Element.named("a").text("xy").build(), "<!-- 1 --><a>x<!-- <b> & - \u00E4 -->y</a><!---->");
    }

    @Test
    void textBetweenElementsIsIgnored() {
        List<Object> expected = List.of("[s:s", Element.empty("a"), Element.empty("b"));
        assertEquals(expected, decode(" \r\n x &amp; ]] > <![CDATA[y]]><a/>\u00E4\uD83D\uDE00 <b/>\n"));
    }

    @Test
    void theEndTagEndsTheStreamAndWhatFollowsIsIgnored() {
        assertEquals(List.of("[s:s", "]"), decode("</s:s><x>&"));
    }

    @Test
    void aSelfClosedHeaderIsAStreamThatStartsAndEnds() {
        assertEquals(List.of("[stream:stream", "]"), DecodedEvents.of("<stream:stream/>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0'?>",
                "<?xml version=\"1.0\" encoding=\"utf-8\" standalone='yes' ?>\r\n",
                "<?xml version='1.1' encoding='US-ASCII'?>",
                "\uFEFF",
                "\uFEFF<?xml version='1.0'?>",
                " \r\n\t",
                "<!-- comment -->\n"
            })
    void thisMayStandInFrontOfTheHeader(String prolog) {
        assertEquals(List.of("[s:s", Element.empty("a")), decodeAll(prolog + HEADER + "<a/>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0\r\n\r\n",
                "\u0016\u0003\u0001\u0002",
                " <?xml version='1.0'?>",
                "<!-- --><?xml version='1.0'?>",
                "<?xml?>",
                "<?xml version='2.0'?>",
                "<?xml version='1.0' encoding='UTF-16'?>",
                "<?xml version='1.0' encoding='ISO-8859-1'?>",
                "<?php echo ?>",
                "<!DOCTYPE s [<!ENTITY a 'b'>]>",
                "<![CDATA[ ]]>",
                "&#32;",
                "]",
                ">",
                "</s:s>",
                "\u00A0",
                "x"
            })
    void thisMayNotStandInFrontOfTheHeader(String prolog) {
        List<Object> events = decodeAll(prolog + HEADER);
        assertEquals(1, events.size(), events.toString());
        assertEquals('!', events.get(0).toString().charAt(0), events.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a></b>",
                "</a>",
                "</>",
                "</ s:s>",
                "</s:s x=''>",
                "<a b='1' b='2'/>",
                "<a b=1/>",
                "<a b/>",
                "<a b='1'c='2'/>",
                "<a b='<'/>",
                "<a b='&lt'/>",
                "<a / >",
                "< a/>",
                "<1a/>",
                "<-a/>",
                "<a\u0000/>",
                "<a\u00D7/>",
                "<\u0300/>",
                "<a =''/>",
                "<a>x]]>y</a>",
                "]]>",
                "]]]]>",
                "<a>]]]></a>",
                "<!-- -- -->",
                "<!-- --->",
                "<!-x-->",
                "<a>&foo;</a>",
                "<a b='&foo;'/>",
                "<a>&</a>",
                "<a>& </a>",
                "<a>&;</a>",
                "<a>&#;</a>",
                "<a>&#x;</a>",
                "<a>&#xG;</a>",
                "<a>&#-1;</a>",
                "<a>&#0;</a>",
                "<a>&#1;</a>",
                "<a b='&#x1F;'/>",
                "<a>&#xD800;</a>",
                "<a b='&#xDFFF;'/>",
                "<a>&#xFFFE;</a>",
                "<a>&#x110000;</a>",
                "<a>&#99999999999;</a>",
                "<a>&#x100000041;</a>",
                "<a>&#0000000000000065;</a>",
                "<a>\u0001</a>",
                "<a b='\u0001'/>",
                "<a>\uFFFE</a>",
                "<a b='\uFFFF'/>",
                "<!--\u0002-->",
                "\u0000",
                "\uFFFF",
                "<![CDATA[\u0003]]>",
                "<a><![CDATA[\u0003]]></a>",
                "<![FOO[x]]>",
                "<!DOCTYPE a>",
                "<!ELEMENT a>",
                "<a><!ENTITY b 'c'></a>",
            })
    void illFormedXmlIsABadFormat(String content) {
        List<Object> events = decode(content);
        assertEquals("!bad-format", events.get(events.size() - 1), events.toString());
        assertEquals(List.of("[s:s", "!bad-format"), events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<?pi x?>", "<a><?pi?></a>", "<?xml version='1.0'?>"})
    void processingInstructionsInTheStreamAreRefused(String content) {
        assertEquals(List.of("[s:s", "!restricted-xml"), decode(content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C080",
                "C1BF",
                "E08080",
                "E09FBF",
                "EDA080",
                "EDBFBF",
                "EFBFBE",
                "F0808080",
                "F08FBFBF",
                "F4908080",
                "F5808080",
                "F8888080",
                "FF",
                "FE",
                "80",
                "C3",
                "C3C3",
                "E282",
                "F09F98",
                "E2",
                "F0"
            })
    void bytesThatAreNotUtf8AreABadFormatWhereverTheyStand(String hexadecimal) {
        byte[] bad = java.util.HexFormat.of().parseHex(hexadecimal);
        for (String around :
                List.of("<a>|</a>", "<a b='|'/>", "<a|/>", "<a|='1'/>", "| ", "<!--|-->", "<a><![CDATA[|]]></a>")) {
            int gap = around.indexOf('|');
            byte[] all = bytes(HEADER + around.substring(0, gap), bad, around.substring(gap + 1));
            for (int piece = 1; piece < 200; piece = 3 * piece) {
                List<Object> events = DecodedEvents.of(all, DecodedEvents.LIMITS, piece, null);
                assertEquals(List.of("[s:s", "!bad-format"), events, around + " in pieces of " + piece);
            }
        }
    }

    @Test
    void anElementOfExactlyTheLimitIsAcceptedAndALongerOneIsNot() {
        XmlLimits limits = new XmlLimits(1000 + XmlLimits.ELEMENT_COST, 3, 3, 9);
        String accepted = "<a>" + "x".repeat(993) + "</a>";
        assertEquals(3, decodeAll(HEADER + accepted + accepted, limits).size());
        String refused = "<a>" + "x".repeat(994) + "</a>";
        assertEquals(List.of("[s:s", "!policy-violation"), decodeAll(HEADER + refused, limits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>", "<a ", "<a b='", "<a><!--", "<a><![CDATA[", "<!--"})
    void whatDoesNotEndIsRefusedAtTheLimit(String begin) {
        XmlLimits limits = new XmlLimits(500, 3, 3, 9);
        String filling = " ".repeat(500);
        assertEquals(List.of("[s:s", "!policy-violation"), decodeAll(HEADER + begin + filling, limits));
    }

    @Test
    void aHeaderOrPrologThatDoesNotEndIsRefusedAtTheLimit() {
        XmlLimits limits = new XmlLimits(500, 3, 3, 9);
        assertEquals(List.of("!policy-violation"), decodeAll("<s:s a='" + " ".repeat(500), limits));
        assertEquals(List.of("!policy-violation"), decodeAll(" ".repeat(501), limits));
    }

    @Test
    void spaceBetweenElementsIsNotLimited() {
        String pings = " ".repeat(5000) + "&amp;";
        XmlLimits limits = new XmlLimits(500, 3, 3, 9);
        List<Object> expected = List.of("[s:s", Element.empty("a"));
        assertEquals(expected, decodeAll(HEADER + pings + pings + "<a/>" + pings, limits));
    }

    @Test
    void manySmallElementsCountMoreThanTheirBytes() {
        XmlLimits limits = new XmlLimits(1000, 3, 3, 9);
        List<Object> refused = decodeAll(HEADER + "<a>" + "<b/>".repeat(20) + "</a>", limits);
        assertEquals(List.of("[s:s", "!policy-violation"), refused);
        assertEquals(
                2,
                decodeAll(HEADER + "<a>" + "<b/>".repeat(10) + "</a>", limits).size());
    }

    @Test
    void depthIsLimited() {
        XmlLimits limits = new XmlLimits(5000, 3, 3, 9);
        assertEquals(2, decodeAll(HEADER + "<a><a><a/></a></a>", limits).size());
        assertEquals(List.of("[s:s", "!policy-violation"), decodeAll(HEADER + "<a><a><a><a>", limits));
    }

    @Test
    void theNumberOfAttributesIsLimited() {
        XmlLimits limits = new XmlLimits(5000, 3, 3, 9);
        assertEquals(2, decodeAll(HEADER + "<a b='' c='' d=''/>", limits).size());
        assertEquals(List.of("[s:s", "!policy-violation"), decodeAll(HEADER + "<a b='' c='' d='' e=''/>", limits));
    }

    @Test
    void theLengthOfNamesIsLimited() {
        XmlLimits limits = new XmlLimits(5000, 3, 3, 9);
        assertEquals(2, decodeAll(HEADER + "<a23456789 b23456789=''/>", limits).size());
        assertEquals(List.of("[s:s", "!policy-violation"), decodeAll(HEADER + "<a234567890", limits));
        assertEquals(List.of("[s:s", "!policy-violation"), decodeAll(HEADER + "<a b234567890", limits));
    }

    @Test
    void aRestartExpectsANewStreamFromTheNextByteOn() throws XmlException {
        List<String> events = new ArrayList<>();
        XmlDecoder[] decoder = new XmlDecoder[1];
        decoder[0] = new XmlDecoder(new StringCache(8), new XmlLimits(500, 3, 3, 9), new XmlDecoder.Sink() {
            @Override
            public void streamStarted(String name) {
                events.add("[" + name);
            }

            @Override
            public void element(Element element) {
                events.add(element.toString());
                if (element.name().equals("again")) {
                    decoder[0].restart(DecodedEvents.LIMITS);
                }
            }

            @Override
            public void streamEnded() {
                events.add("]");
            }
        });
        byte[] bytes =
                bytes("<s>" + " ".repeat(600) + "<again/><?xml version='1.0'?><t><a>" + "x".repeat(600) + "</a></t>");
        decoder[0].decode(bytes, 0, bytes.length);
        assertEquals(List.of("[s", "<again/>", "[t", "<a>" + "x".repeat(600) + "</a>", "]"), events);
    }

    @Test
    void nothingIsToldAfterAStop() throws XmlException {
        List<String> events = new ArrayList<>();
        XmlDecoder[] decoder = new XmlDecoder[1];
        decoder[0] = new XmlDecoder(new StringCache(8), DecodedEvents.LIMITS, new XmlDecoder.Sink() {
            @Override
            public void streamStarted(String name) {
                events.add("[" + name);
                decoder[0].stop();
            }

            @Override
            public void element(Element element) {
                events.add(element.toString());
            }

            @Override
            public void streamEnded() {
                events.add("]");
            }
        });
        byte[] bytes = bytes("<s/><a/>");
        decoder[0].decode(bytes, 0, bytes.length);
        decoder[0].decode(bytes, 0, bytes.length);
        assertEquals(List.of("[s"), events);
    }

    private static void assertElement(Element expected, String content) {
        assertEquals(List.of("[s:s", expected), decode(content));
    }

    private static List<Object> decode(String content) {
        return decodeAll(HEADER + content);
    }

    private static List<Object> decodeAll(String text) {
        return decodeAll(text, DecodedEvents.LIMITS);
    }

    /** Decodes in one piece and byte by byte; both must give the same. */
    private static List<Object> decodeAll(String text, XmlLimits limits) {
        List<Object> whole = DecodedEvents.of(text, limits);
        assertEquals(whole, DecodedEvents.of(bytes(text), limits, 1, null), "byte by byte");
        return whole;
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object part : parts) {
            all.writeBytes(
                    part instanceof byte[] bytes ? bytes : part.toString().getBytes(StandardCharsets.UTF_8));
        }
        return all.toByteArray();
    }
}
