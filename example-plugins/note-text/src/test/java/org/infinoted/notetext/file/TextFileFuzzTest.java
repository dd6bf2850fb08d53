// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.infinoted.fuzz.Markup;
import org.junit.jupiter.api.Tag;

/** Any file is a document or refused for a reason that is said; and a document is the same when it was saved and read again. */
@Tag("random")
class TextFileFuzzTest extends FuzzTest {
    @Override
    protected void fuzz(byte[] input) throws IOException {
        TextDocument document;
        try {
            document = read(file(input));
        } catch (IOException e) {
            assertTrue(e.getMessage().startsWith("This is not a text document"), e.getMessage());
            return;
        }
        byte[] saved = saved(document);
        TextDocument again = read(saved);
        assertEquals(document.text(), again.text());
        Set<Integer> writers = document.text().authors();
        assertEquals(
                document.authors().stream()
                        .filter(author -> writers.contains(author.id()))
                        .toList(),
                again.authors());
        assertArrayEquals(saved, saved(again));
    }

    private static TextDocument read(byte[] file) throws IOException {
        return TextFileReader.read(new ByteArrayInputStream(file));
    }

    private static byte[] saved(TextDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TextFileWriter.write(document, out);
        return out.toByteArray();
    }

    private static byte[] file(byte[] input) {
        Choices choices = new Choices(input);
        return choices.below(256) != 0
                ? input
                : Markup.document(
                        choices,
                        List.of("inf-text-session", "user", "user", "buffer", "segment", "segment", "uchar", "odd"),
                        List.of("id", "name", "hue", "author", "codepoint"),
                        List.of("1", "2", "0.5", "Ann", "1e-5", "12", "4294967295"));
    }
}
