// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.infinoted.chat.ChatMessage;
import org.infinoted.chat.ChatMessage.Kind;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ChatFileTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_795_358_895);
    private static final ChatBacklog CHAT = new ChatBacklog(List.of(
            new ChatMessage(Kind.JOIN, TIME, 1, "Ann", ""),
            new ChatMessage(Kind.NORMAL, TIME, 1, "Ann", "hello"),
            new ChatMessage(Kind.EMOTE, TIME.plusSeconds(1), 2, "Bob", "waves"),
            new ChatMessage(Kind.PART, TIME.plusSeconds(2), 1, "Ann", "")));

    private static String written(ChatBacklog backlog) throws IOException {
        var out = new ByteArrayOutputStream();
        new ChatFile.Snapshot(backlog).write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ChatBacklog read(String file) throws IOException {
        return read(file.getBytes(StandardCharsets.UTF_8));
    }

    private static ChatBacklog read(byte[] file) throws IOException {
        return ChatFile.read(new ByteArrayInputStream(file), new ChatLimits(256, 16 << 20, 1 << 16));
    }

    private static ChatBacklog saying(String name, String text) {
        return new ChatBacklog(List.of(new ChatMessage(Kind.NORMAL, TIME, 1, name, text)));
    }

    private static String refusal(String file) {
        return assertThrows(IOException.class, () -> read(file)).getMessage();
    }

    @Test
    void emptyChatIsWrittenLikeTheOriginals() throws IOException {
        assertEquals("<?xml version=\"1.0\"?>\n<inf-chat-session/>\n", written(ChatBacklog.EMPTY));
    }

    @Test
    void fileOfTheOriginalIsAnEmptyChat() throws IOException {
        assertEquals(ChatBacklog.EMPTY, read("<?xml version=\"1.0\"?>\n<inf-chat-session/>\n"));
    }

    @Test
    void usersAndMessagesAreChildrenOfTheOriginalsRoot() throws IOException {
        assertEquals("""
                <?xml version="1.0"?>
                <inf-chat-session>
                  <user id="1" name="Ann"/>
                  <user id="2" name="Bob"/>
                  <message type="userjoin" time="1795358895" user="1"/>
                  <message time="1795358895" user="1">hello</message>
                  <message type="emote" time="1795358896" user="2">waves</message>
                  <message type="userpart" time="1795358897" user="1"/>
                </inf-chat-session>
                """, written(CHAT));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        assertEquals(CHAT, read(written(CHAT)));
    }

    @Test
    void everyCharacterSurvives() throws IOException {
        var text = new StringBuilder(" \t\r\n  ");
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                text.appendCodePoint(codePoint);
            }
        }
        var chat = saying(
                "<\"A&n'n\">\t\r\n\u00e9\ud83d\ude00", text.append("  \n").toString());

        assertEquals(chat, read(written(chat)));
    }

    @Test
    void fileIsAscii() throws IOException {
        assertEquals(
                "  <message time=\"1795358895\" user=\"1\">&#xE9;&#x1F600;&#xD;\n\t&lt;&gt;&amp;\"<uchar codepoint=\"12\"/></message>",
                written(saying("Ann", "\u00e9\ud83d\ude00\r\n\t<>&\"\f"))
                        .replaceAll("(?s).*(  <message.*</message>).*", "$1"));
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacter() throws IOException {
        assertEquals(saying("\ufffd", "a\ufffdb"), read(written(saying("\ud83d", "a\ude00b"))));
    }

    @Test
    void greatestUserIdSurvives() throws IOException {
        var chat = new ChatBacklog(List.of(new ChatMessage(Kind.NORMAL, TIME, -1, "Ann", "")));

        assertTrue(written(chat).contains("user=\"4294967295\""));
        assertEquals(chat, read(written(chat)));
    }

    @Test
    void newestEntriesAreKeptOfALongerFile() throws IOException {
        var file = written(CHAT).getBytes(StandardCharsets.UTF_8);

        assertEquals(
                CHAT.entries().subList(2, 4),
                ChatFile.read(new ByteArrayInputStream(file), new ChatLimits(2, 16 << 20, 1 << 16))
                        .entries());
    }

    @Test
    void unknownElementsAndAttributesAreSkipped() throws IOException {
        assertEquals(saying("Ann", "hello"), read("""
                        <!-- comment --><x:inf-chat-session xmlns:x="y" new="1"><topic>a<b/></topic><?pi?>
                        <user id="1" name="Ann" mood="good"/>
                        <message time="1795358895" user="1"><![CDATA[hel]]><!-- -->lo<b>no</b></message></x:inf-chat-session>
                        """));
    }

    @Test
    void declaredEncodingIsIgnored() throws IOException {
        assertEquals(
                saying("Ann", "\u00e9"),
                read("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><inf-chat-session><user id=\"1\" name=\"Ann\"/>"
                        + "<message time=\"1795358895\" user=\"1\">\u00e9</message></inf-chat-session>"));
    }

    @Test
    void otherDocumentIsRefused() {
        assertEquals(
                "This is not a chat: its root element is \"inf-text-session\", not \"inf-chat-session\"",
                refusal("<inf-text-session/>"));
    }

    @Test
    void emptyFileIsRefused() {
        assertEquals("This is not well-formed XML without a document type: see line 1, column 1", refusal(""));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        var file = "<inf-chat-session>\u00e9</inf-chat-session>".getBytes(StandardCharsets.ISO_8859_1);

        var refusal = assertThrows(IOException.class, () -> read(file));

        assertEquals("This is not text in UTF-8", refusal.getMessage());
    }

    @Test
    void documentTypeIsRefused() {
        assertEquals(
                "This is not well-formed XML without a document type: see line 1, column 58",
                refusal("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><inf-chat-session/>"));
    }

    @Test
    void entityIsRefused() {
        assertTrue(
                refusal("<inf-chat-session>&e;</inf-chat-session>").startsWith("This is not well-formed XML without"));
    }

    @Test
    void messageThatCannotBeReadIsNamed() {
        assertEquals(
                "Element 2 of the chat, a \"message\", cannot be read: There is no user 2",
                refusal(
                        "<inf-chat-session><user id=\"1\" name=\"Ann\"/><message time=\"1\" user=\"2\"/></inf-chat-session>"));
    }

    @Test
    void userWithoutNameIsRefused() {
        assertEquals(
                "Element 1 of the chat, a \"user\", cannot be read: \"user\" lacks the attribute \"name\"",
                refusal("<inf-chat-session><user id=\"1\"/></inf-chat-session>"));
    }

    @Test
    void secondUserOfAnIdIsRefused() {
        assertTrue(refusal(
                        "<inf-chat-session><user id=\"1\" name=\"Ann\"/><user id=\"1\" name=\"Bob\"/></inf-chat-session>")
                .startsWith("Element 2 of the chat"));
    }

    @Test
    @Tag("random")
    void damagedFileIsReadOrRefusedButNeverFailsOtherwise() throws IOException {
        var file = written(CHAT).getBytes(StandardCharsets.UTF_8);
        long seed = Long.getLong("seed", 20_261_122);
        var random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < RandomRuns.count(5_000, 100_000); round++) {
            var damaged = Arrays.copyOf(file, random.nextInt(4) == 0 ? random.nextInt(file.length) : file.length);
            for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                read(damaged);
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("round " + round + " with -Dseed=" + seed, e);
            }
        }
        assertTrue(refused > 0, "no damage was noticed with -Dseed=" + seed);
    }
}
