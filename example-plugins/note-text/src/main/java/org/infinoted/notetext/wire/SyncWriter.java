// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.wire;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.rope.Run;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;

/** Writes the log and the text of a session as the messages of a synchronisation. */
public final class SyncWriter {
    /** The protocol's size of a text segment. */
    private static final int SEGMENT_BYTES = 1024;

    private final List<Element> messages = new ArrayList<>();

    private SyncWriter() {}

    /** All messages between the users and the end of the synchronisation. */
    public static List<Element> write(List<Request> log, AuthoredText text) {
        SyncWriter writer = new SyncWriter();
        log.forEach(writer::request);
        writer.messages.addAll(segments(text));
        return List.copyOf(writer.messages);
    }

    private void request(Request request) {
        messages.add(Element.named("sync-request")
                .attribute("user", Integer.toUnsignedString(request.user()))
                .attribute("time", request.vector().toString())
                .child(operation(request))
                .build());
    }

    private static Element operation(Request request) {
        return switch (request.type()) {
            case UNDO -> Element.empty("undo-caret");
            case REDO -> Element.empty("redo-caret");
            case DO -> {
                if (request.operation() instanceof Insert insert) {
                    Element.Builder element = Element.named("insert-caret").attribute("pos", insert.position());
                    yield ProtocolText.append(element, insert.chunk().text()).build();
                }
                if (request.operation() instanceof Delete delete) {
                    yield deletion(delete.position(), delete.chunk());
                }
                throw new IllegalArgumentException("No log has a request of this kind: " + request);
            }
        };
    }

    private static Element deletion(long position, AuthoredText chunk) {
        Element.Builder element = Element.named("delete-caret").attribute("pos", position);
        for (Run run : chunk) {
            element.child(segment("segment", run.author(), run.text()));
        }
        return element.build();
    }

    /** Each as much of one author's text as fits, without cutting a character. */
    static List<Element> segments(AuthoredText text) {
        List<Element> segments = new ArrayList<>();
        for (Run piece : text.pieces(SEGMENT_BYTES, SyncWriter::bytes)) {
            segments.add(segment("sync-segment", piece.author(), piece.text()));
        }
        return segments;
    }

    /** How long a character is in UTF-8. */
    private static int bytes(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    private static Element segment(String name, int author, String text) {
        Element.Builder element = Element.named(name).attribute("author", Integer.toUnsignedString(author));
        return ProtocolText.append(element, text).build();
    }
}
