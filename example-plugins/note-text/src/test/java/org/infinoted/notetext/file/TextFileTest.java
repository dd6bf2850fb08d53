// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.infinoted.notetext.rope.AuthoredText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class TextFileTest {
    private static final Author ALICE = new Author(7, "Alice", 0.25);
    private static final Author BOB = new Author(9, "Bob & <Co> \"\u00E9\uD83D\uDE00\"", 0.1);

    @Test
    void theFormIsThatOfTheOriginal() throws IOException {
        var text = AuthoredText.of(7, "Line one\r\nTabs\tAnd\f")
                .concat(AuthoredText.of(9, "feed <&> \"q\" 'x' \u00E9\uD83D\uDE00 end"))
                .concat(AuthoredText.of(0, "nobody"));
        assertEquals("""
                <?xml version="1.0"?>
                <inf-text-session>
                  <user id="7" name="Alice" hue="0.25"/>
                  <user id="9" name="Bob &amp; &lt;Co&gt; &quot;&#xE9;&#x1F600;&quot;" hue="0.10000000000000001"/>
                  <buffer>
                    <segment author="7">Line one&#xD;
                Tabs	And<uchar codepoint="12"/></segment>
                    <segment author="9">feed &lt;&amp;&gt; "q" 'x' &#xE9;&#x1F600; end</segment>
                    <segment author="0">nobody</segment>
                  </buffer>
                </inf-text-session>
                """, write(new TextDocument(List.of(ALICE, BOB), text)));
    }

    /** Otherwise two of them would be the same name when they are read, and the document could not be opened any more. */
    @Test
    void namesThatDifferInLineEndsAndTabsStayDifferent() throws IOException {
        List<Author> authors = List.of(new Author(1, "a\tb", 0), new Author(2, "a\nb", 0), new Author(3, "a\rb", 0));
        var text = AuthoredText.of(1, "x").concat(AuthoredText.of(2, "y")).concat(AuthoredText.of(3, "z"));
        assertEquals(authors, read(write(new TextDocument(authors, text))).authors());
    }

    /** Only plugins can make such a name. */
    @Test
    void whatXmlCannotCarryIsReplacedInANameSoThatTheDocumentCanBeOpened() throws IOException {
        var document = new TextDocument(List.of(new Author(1, "a\u0001b", 0)), AuthoredText.of(1, "x"));
        assertEquals("a\uFFFDb", read(write(document)).authors().get(0).name());
    }

    @Test
    void anEmptyDocumentHas73Bytes() throws IOException {
        String file = write(new TextDocument(List.of(ALICE), AuthoredText.empty()));
        assertEquals(73, file.length());
        assertEquals(0, read(file).text().length());
    }

    @Test
    void onlyUsersWithTextAreWritten() throws IOException {
        var document = new TextDocument(List.of(ALICE, BOB), AuthoredText.of(9, "x"));
        assertEquals(List.of(BOB), read(write(document)).authors());
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        var text = AuthoredText.of(
                        7, "\u0000\u0001\b\u000B\f\u001B\u007F\uFFFD\uFFFE\uFFFF\uE000\uD800\uDC00 \r\r\n\n\t")
                .concat(AuthoredText.of(9, "\f"))
                .concat(AuthoredText.of(0, "  ]]> &amp; "));
        var document = new TextDocument(List.of(ALICE, BOB), text);
        assertEquals(document, read(write(document)));
    }

    @Test
    void longRunsAreCutIntoPiecesThatTheOriginalCanRead() throws IOException {
        String run = "\uD83D\uDE00".repeat(600_000);
        String file = write(new TextDocument(List.of(ALICE), AuthoredText.of(7, run)));
        assertEquals(3, file.split("<segment ", -1).length - 1);
        assertEquals(run, read(file).text().text());
    }

    @Test
    void segmentsAreThoseOfTheRunsHoweverTheTextCameAbout() throws IOException {
        for (long seed = 0; seed < 5; seed++) {
            var random = new Random(seed);
            var text = AuthoredText.empty();
            while (text.length() < 1_500_000) {
                String letters = (random.nextBoolean() ? "ab" : "a\uD83D\uDE00").repeat(1 + random.nextInt(150_000));
                var chunk = AuthoredText.of(random.nextInt(4) == 0 ? 9 : 7, letters);
                text = text.insert(random.nextInt(text.length() + 1), chunk);
            }
            var expected = new StringBuilder();
            for (var run : text) {
                int[] codePoints = run.text().codePoints().toArray();
                for (int from = 0; from < codePoints.length; from += 256 * 1024) {
                    String segment = new String(codePoints, from, Math.min(256 * 1024, codePoints.length - from));
                    expected.append("    <segment author=\"" + run.author() + "\">"
                            + segment.replace("\uD83D\uDE00", "&#x1F600;") + "</segment>\n");
                }
            }
            String file = write(new TextDocument(List.of(ALICE, BOB), text));
            int from = file.indexOf("<buffer>\n") + "<buffer>\n".length();
            assertEquals(expected.toString(), file.substring(from, file.indexOf("  </buffer>")), "seed " + seed);
            assertEquals(text, read(file).text(), "seed " + seed);
        }
    }

    @Test
    void savingCopiesALargeTextOnlyOnce() throws IOException {
        var document = new TextDocument(List.of(ALICE), AuthoredText.of(7, "0123456789".repeat(500_000)));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        TextFileWriter.write(document, OutputStream.nullOutputStream());
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 8_000_000, () -> allocated + " bytes for 5 MB of text");
    }

    /** The parser delivers a long segment in parts, wherever they end. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void longSegmentsOfOthersAreRead(int shift) throws IOException {
        String run = "x".repeat(shift) + "\uD83D\uDE00\u00E9".repeat(200_000);
        var text = read(file("<user id='7' name='a'/>", "<segment author='7'>" + run + "</segment>"))
                .text();
        assertEquals(AuthoredText.of(7, run), text);
    }

    @Test
    void whatHarmlesslyDiffersIsRead() throws IOException {
        String file =
                "\uFEFF<?xml version='1.0' encoding='ISO-8859-1'?><!-- c --><inf-text-session extra='1'><new/><buffer>"
                        + "<segment author='2'><![CDATA[a<]]>\u00E9</segment>\n<segment author='2'>b<!-- c -->c</segment>"
                        + "</buffer><user name='n' id='2'/></inf-text-session>";
        var document = read(file);
        assertEquals(AuthoredText.of(2, "a<\u00E9bc"), document.text());
        assertEquals(List.of(new Author(2, "n", 0)), document.authors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.5", "1e99", "-1e99"})
    void aHueBeyondItsRangeIsReadAsZero(String hue) throws IOException {
        assertEquals(
                0,
                read(file("<user id='1' name='a' hue='" + hue + "'/>", ""))
                        .authors()
                        .get(0)
                        .hue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<inf-chat-session/>",
                "<inf-text-session>",
                "<inf-text-session><user id='0' name='a'/></inf-text-session>",
                "<inf-text-session><user id='x' name='a'/></inf-text-session>",
                "<inf-text-session><user id='1'/></inf-text-session>",
                "<inf-text-session><user id='1' name='a'/><user id='1' name='b'/></inf-text-session>",
                "<inf-text-session><user id='1' name='a'/><user id='2' name='a'/></inf-text-session>",
                "<inf-text-session><user id='1' name='a' hue='x'/></inf-text-session>",
                "<inf-text-session><buffer><segment author='1'>a</segment></buffer></inf-text-session>",
                "<inf-text-session><buffer><segment>a</segment></buffer></inf-text-session>",
                "<inf-text-session><buffer><segment author='0'><uchar codepoint='55296'/></segment></buffer></inf-text-session>",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><inf-text-session><buffer><segment author='0'>&b;</segment></buffer></inf-text-session>"
            })
    void whatIsNoTextDocumentIsRefusedWithAReason(String file) {
        var refusal = assertThrows(IOException.class, () -> read(file));
        assertTrue(refusal.getMessage().startsWith("This is not a text document: "), refusal.getMessage());
    }

    @Test
    void huesArePrintedWithAtMost17Digits() {
        assertEquals("0", Hue.print(0));
        assertEquals("1", Hue.print(1));
        assertEquals("0.25", Hue.print(0.25));
        assertEquals("0.10000000000000001", Hue.print(0.1));
        assertEquals("0.50111641862883094", Hue.print(Hue.parse("0.50111641862883094")));
        assertEquals(0.1, Hue.parse(Hue.print(0.1)));
    }

    private static String file(String users, String segments) {
        return "<inf-text-session>" + users + "<buffer>" + segments + "</buffer></inf-text-session>";
    }

    private static TextDocument read(String file) throws IOException {
        return TextFileReader.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }

    private static String write(TextDocument document) throws IOException {
        var out = new ByteArrayOutputStream();
        TextFileWriter.write(document, out);
        return out.toString(StandardCharsets.US_ASCII);
    }
}
