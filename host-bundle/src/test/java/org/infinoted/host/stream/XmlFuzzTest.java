// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.infinoted.testdoubles.RandomRuns;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Replay a failure with {@code -Dfuzz.seed=...}, as it prints. */
@Tag("random")
class XmlFuzzTest {
    private static final int ROUNDS = RandomRuns.count(3_000, 300_000);
    private static final XmlLimits WIDE = new XmlLimits(1 << 20, 100, 100, 1000);

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomElements elements = new RandomElements(random);

    @Test
    void whatTheEncoderWritesTheDecoderReadsHoweverItIsCut() {
        for (int round = 0; round < ROUNDS; round++) {
            Element element = elements.next(4);
            byte[] bytes = document(element);
            List<Object> expected = List.of("[s", element, "]");
            assertEquals(expected, DecodedEvents.of(bytes, WIDE, bytes.length, null), this::replay);
            assertEquals(expected, DecodedEvents.of(bytes, WIDE, 1, null), this::replay);
            assertEquals(expected, DecodedEvents.of(bytes, WIDE, 7, random), this::replay);
        }
    }

    @Test
    void damagedDocumentsAreJudgedAsByAnotherParserHoweverTheyAreCut() throws Exception {
        SAXParser reference = reference();
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damaged(document(elements.next(3)));
            List<Object> whole = DecodedEvents.of(bytes, WIDE, bytes.length, null);
            assertEquals(whole, DecodedEvents.of(bytes, WIDE, 1, null), () -> replay() + show(bytes));
            assertEquals(whole, DecodedEvents.of(bytes, WIDE, 5, random), () -> replay() + show(bytes));
            boolean judgedAlike = !contains(bytes, "<?") && !contains(bytes, "<!D") && !hasNewNames(whole);
            boolean endsEarly = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("</s") < bytes.length - 4;
            if (judgedAlike && !endsEarly) {
                assertEquals(parse(reference, bytes), completeOrNull(whole), () -> replay() + show(bytes));
                accepted += completeOrNull(whole) == null ? 0 : 1;
            }
        }
        int some = accepted;
        assertTrue(some > ROUNDS / 100 && some < ROUNDS, () -> replay() + "accepted " + some);
    }

    private String replay() {
        return "Replay with -Dfuzz.seed=" + seed + " ";
    }

    private static String show(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8) + " = "
                + HexFormat.of().formatHex(bytes);
    }

    private static byte[] document(Element element) {
        ByteBuf out = Unpooled.buffer();
        out.writeCharSequence("<s>", StandardCharsets.UTF_8);
        XmlEncoder.encode(element, out);
        out.writeCharSequence("</s>", StandardCharsets.UTF_8);
        return Arrays.copyOf(out.array(), out.readableBytes());
    }

    /** Changes, inserts and removes a few bytes. Inserted ones often have a meaning in XML. */
    private byte[] damaged(byte[] bytes) {
        List<Byte> damaged = new ArrayList<>();
        for (byte b : bytes) {
            damaged.add(b);
        }
        String meaningful = "<>&'\"/=;#![]-? \r\nax1CDATA";
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = 3 + random.nextInt(damaged.size() - 3); // not in <s>
            byte b = (byte)
                    (random.nextInt(4) == 0
                            ? random.nextInt(256)
                            : meaningful.charAt(random.nextInt(meaningful.length())));
            switch (random.nextInt(4)) {
                case 0 -> damaged.set(at, b);
                case 1 -> damaged.remove(at);
                case 2 -> damaged.addAll(at, List.copyOf(damaged.subList(at, Math.min(damaged.size(), at + 5))));
                default -> damaged.add(at, b);
            }
        }
        byte[] result = new byte[damaged.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = damaged.get(i);
        }
        return result;
    }

    private static boolean contains(byte[] bytes, String ascii) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(ascii);
    }

    /** Whether there are names with characters that XML allows since its fifth edition only, which the JDK has not read. */
    private static boolean hasNewNames(List<Object> events) {
        return events.stream()
                .anyMatch(event -> event instanceof Element element
                        && (hasNewNames(element.children().stream()
                                        .map(Object.class::cast)
                                        .toList())
                                || !isOldName(element.name())
                                || !IntStream.range(0, element.attributeCount())
                                        .mapToObj(element::attributeName)
                                        .allMatch(XmlFuzzTest::isOldName)));
    }

    private static boolean isOldName(String name) {
        return RandomElements.NAMES.contains(name) || name.chars().allMatch(c -> c < 0x80);
    }

    /** The elements below the stream, or null if it is ill-formed or does not end. */
    private static List<Object> completeOrNull(List<Object> events) {
        boolean complete = events.size() > 1 && events.get(events.size() - 1).equals("]");
        return complete ? events.subList(1, events.size() - 1) : null;
    }

    private static SAXParser reference() throws ParserConfigurationException, SAXException {
        SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
        factory.setNamespaceAware(false);
        return factory.newSAXParser();
    }

    private static List<Object> parse(SAXParser parser, byte[] bytes) throws IOException, SAXException {
        Deque<Element.Builder> open = new ArrayDeque<>();
        List<Object> complete = new ArrayList<>();
        try {
            parser.parse(new ByteArrayInputStream(bytes), new DefaultHandler() {
                @Override
                public void startElement(String uri, String localName, String name, Attributes attributes) {
                    Element.Builder builder = Element.named(name);
                    for (int i = 0; i < attributes.getLength(); i++) {
                        builder.attribute(attributes.getQName(i), attributes.getValue(i));
                    }
                    open.push(builder);
                }

                @Override
                public void characters(char[] text, int start, int length) {
                    if (open.size() > 1) {
                        open.element().text(new String(text, start, length));
                    }
                }

                @Override
                public void endElement(String uri, String localName, String name) {
                    Element ended = open.pop().build();
                    if (open.size() == 1) {
                        complete.add(ended);
                    } else if (open.size() > 1) {
                        open.element().child(ended);
                    }
                }

                @Override
                public void fatalError(SAXParseException e) throws SAXException {
                    throw e;
                }
            });
        } catch (SAXException | IOException e) {
            return null;
        }
        return complete;
    }
}
