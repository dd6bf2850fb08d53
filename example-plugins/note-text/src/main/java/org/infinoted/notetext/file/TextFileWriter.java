// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.infinoted.notetext.rope.Run;
import org.infinoted.xml.ProtocolText;

/**
 * Writes a document as the original does: in ASCII, with only those users who wrote something that is still there. Long
 * runs are split, because the original cannot read a text of more than 10 000 000 bytes in one piece.
 */
public final class TextFileWriter {
    /** At most 4 bytes each, so far below the limit. */
    private static final int SEGMENT_CODE_POINTS = 256 * 1024;

    private final Writer out;

    private TextFileWriter(Writer out) {
        this.out = out;
    }

    /** Writes the document and flushes; the stream stays open. */
    public static void write(TextDocument document, OutputStream stream) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.US_ASCII));
        new TextFileWriter(out).write(document);
        out.flush();
    }

    private void write(TextDocument document) throws IOException {
        out.write("<?xml version=\"1.0\"?>\n<inf-text-session>\n");
        Set<Integer> writers = document.text().authors();
        for (Author author : document.authors()) {
            if (writers.contains(author.id())) {
                out.write("  <user id=\"" + Integer.toUnsignedString(author.id()) + "\" name=\"");
                escaped(author.name(), true);
                out.write("\" hue=\"" + Hue.print(author.hue()) + "\"/>\n");
            }
        }
        if (document.text().length() == 0) {
            out.write("  <buffer/>\n");
        } else {
            out.write("  <buffer>\n");
            for (Run segment : document.text().pieces(SEGMENT_CODE_POINTS, codePoint -> 1)) {
                out.write("    <segment author=\"" + Integer.toUnsignedString(segment.author()) + "\">");
                escaped(segment.text(), false);
                out.write("</segment>\n");
            }
            out.write("  </buffer>\n");
        }
        out.write("</inf-text-session>\n");
    }

    /** In quotes, where line ends and tabs would be read as blanks, and there are no elements, so what XML cannot carry is lost. */
    private void escaped(String text, boolean quoted) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.write("&lt;");
                case '>' -> out.write("&gt;");
                case '&' -> out.write("&amp;");
                case '"' -> out.write(quoted ? "&quot;" : "\"");
                case '\t', '\n' -> out.write(quoted ? "&#" + (int) c + ";" : String.valueOf(c));
                case '\r' -> out.write("&#xD;");
                default -> {
                    if (!ProtocolText.isCarried(c)) {
                        out.write(quoted ? "&#xFFFD;" : "<uchar codepoint=\"" + (int) c + "\"/>");
                    } else if (c < 0x7F) {
                        out.write(c);
                    } else {
                        int codePoint = text.codePointAt(i);
                        out.write("&#x" + Integer.toHexString(codePoint).toUpperCase(Locale.ROOT) + ";");
                        i += Character.charCount(codePoint) - 1;
                    }
                }
            }
        }
    }
}
