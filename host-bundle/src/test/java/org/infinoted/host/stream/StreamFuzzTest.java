// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.infinoted.connection.Connection;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.infinoted.host.loop.Loop;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;

/**
 * What a socket delivers: the server says the same and gets the same elements however the bytes are cut, and elements survive the
 * way through the encoder and the decoder.
 */
@Tag("random")
class StreamFuzzTest extends FuzzTest {
    private static final String HEADER = "<stream:stream version='1.0' xmlns='jabber:client' to='127.0.0.1'>";
    private static final String LOGIN = HEADER + "<auth mechanism='ANONYMOUS'/><response>dXNlcg==</response>" + HEADER;
    private static final XmlLimits WIDE = new XmlLimits(1 << 20, 100, 100, 10_000);

    /** What bytes above those of ASCII stand for in one of the forms that an input can have. */
    private static final List<String> TOKENS = List.of(
            "<",
            ">",
            "/>",
            "</",
            "<a>",
            "</a>",
            "<a/>",
            " b='",
            "'",
            "\"",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?",
            "?>",
            "<!DOCTYPE x [<!ENTITY e 'ee'>]>",
            "&e;",
            "&lt;",
            "&#10;",
            "&#x10FFFF;",
            "&#xD800;",
            "&#0;",
            "\r\n",
            "\r",
            "\u00E4",
            "\u2028",
            "\uD83D\uDE00",
            "<group name='InfDirectory' publisher='you'>",
            "</group>",
            HEADER,
            "</stream:stream>",
            "<auth mechanism='ANONYMOUS'/>",
            "<response>dXNlcg==</response>",
            "<abort/>",
            "<starttls/>",
            "<?xml version='1.0'?>",
            "<?xml version='1.0' encoding='UTF-16'?>",
            " xmlns:x='y'",
            "x".repeat(300));

    private static final List<String> NAMES =
            List.of("a", "b", "group", "stream:stream", "\u00E4", "a-1._", "xml:lang", "_");

    @Override
    protected void fuzz(byte[] input) {
        Choices choices = new Choices(input);
        switch (choices.below(256)) {
            case 0 -> elementsSurvive(choices);
            case 1 -> cutsDoNotMatter(tokens(LOGIN, choices.rest()));
            case 2 -> cutsDoNotMatter(tokens("", choices.rest()));
            case 3 -> cutsDoNotMatter(after(LOGIN, choices.rest()));
            default -> cutsDoNotMatter(input);
        }
    }

    private static byte[] after(String text, byte[] bytes) {
        byte[] before = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(before, before.length + bytes.length);
        System.arraycopy(bytes, 0, all, before.length, bytes.length);
        return all;
    }

    private static byte[] tokens(String before, byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        for (byte b : bytes) {
            if (b >= 0) {
                all.write(b);
            } else if (b > -3) {
                all.write(b); // not UTF-8
            } else {
                all.writeBytes(TOKENS.get((b & 0x7F) % TOKENS.size()).getBytes(StandardCharsets.UTF_8));
            }
        }
        return all.toByteArray();
    }

    private static void cutsDoNotMatter(byte[] bytes) {
        List<String> whole = conversation(bytes, at -> bytes.length);
        assertEquals(whole, conversation(bytes, at -> 1), "byte by byte");
        assertEquals(whole, conversation(bytes, at -> 1 + (bytes[at] & 0x1F)), "in pieces");
    }

    /** @param size the length of the piece that begins there */
    private static List<String> conversation(byte[] bytes, IntUnaryOperator size) {
        Server server = new Server();
        for (int from = 0; from < bytes.length; ) {
            int to = (int) Math.min(bytes.length, (long) from + size.applyAsInt(from));
            server.input(bytes, from, to);
            from = to;
        }
        return server.heard;
    }

    /** Characters that XML cannot carry are replaced once, by one that it can. */
    private static void elementsSurvive(Choices choices) {
        Element element = element(choices, 4);
        Element decoded = decode(encode(element));
        assertEquals(decoded, decode(encode(decoded)));
        if (isCarried(element)) {
            assertEquals(element, decoded);
        }
    }

    private static Element element(Choices choices, int depth) {
        Element.Builder element = Element.named(choices.of(NAMES));
        for (String name : NAMES.subList(0, choices.below(NAMES.size()))) {
            element.attribute(name, choices.text(8));
        }
        for (int content = choices.below(4); content > 0; content--) {
            if (depth > 0 && choices.oneIn(2)) {
                element.child(element(choices, depth - 1));
            } else {
                element.text(choices.text(12));
            }
        }
        return element.build();
    }

    private static boolean isCarried(Element element) {
        for (int i = 0; i < element.attributeCount(); i++) {
            if (!isCarried(element.attributeValue(i))) {
                return false;
            }
        }
        for (int i = 0; i < element.contentSize(); i++) {
            boolean carried = element.content(i) instanceof Element child
                    ? isCarried(child)
                    : isCarried((String) element.content(i));
            if (!carried) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCarried(String text) {
        return text.codePoints().allMatch(XmlCharacters::isCarried);
    }

    private static byte[] encode(Element element) {
        ByteBuf out = Unpooled.buffer();
        out.writeCharSequence("<s>", StandardCharsets.UTF_8);
        XmlEncoder.encode(element, out);
        out.writeCharSequence("</s>", StandardCharsets.UTF_8);
        return Arrays.copyOf(out.array(), out.readableBytes());
    }

    private static Element decode(byte[] bytes) {
        List<Object> events = DecodedEvents.of(bytes, WIDE, bytes.length, null);
        assertEquals(3, events.size(), events::toString);
        return (Element) events.get(1);
    }

    /** The server's end of one connection; what happens there becomes texts. */
    private static final class Server implements StreamProtocol.Line {
        private final ManualLoop loop = new ManualLoop();
        private final FakeLink link = new FakeLink(loop, 1, "127.0.0.1:36872");
        private final List<String> heard = new ArrayList<>();
        private final StreamProtocol protocol = new StreamProtocol(
                StreamProtocol.header("srv.example"),
                new AnonymousMechanism(LoginPolicy.EVERYBODY),
                StreamLimits.DEFAULT,
                new StringCache(64),
                this);
        private boolean ended;

        void input(byte[] bytes, int from, int to) {
            loop.call(() -> protocol.input(bytes, from, to));
            loop.runAll();
        }

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public Connection connection() {
            return link;
        }

        @Override
        public void send(String xml) {
            heard.add(xml);
        }

        @Override
        public void ready() {
            heard.add("(ready)");
        }

        @Override
        public void received(Element element) {
            heard.add("(" + element + ")");
        }

        @Override
        public void finished() {
            end(null);
        }

        @Override
        public void violated(String condition, String reason) {
            end(condition);
        }

        /** Of two faults of what follows, either may be seen first. */
        private void end(String condition) {
            assertFalse(ended, "it ends once");
            ended = true;
            heard.add(protocol.farewell(condition).replaceFirst("<(bad-format|policy-violation) ", "<some-fault "));
            protocol.stop();
        }
    }
}
