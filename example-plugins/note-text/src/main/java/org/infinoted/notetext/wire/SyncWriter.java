// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.wire;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.TextEngine;
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
    public static List<Element> write(TextEngine engine) {
        SyncWriter writer = new SyncWriter();
        for (Participant participant : engine.participants()) {
            engine.log(participant.id()).forEach(writer::request);
        }
        engine.text().forEach(writer::segments);
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

    private void segments(Run run) {
        String text = run.text();
        int from = 0;
        while (from < text.length()) {
            int to = end(text, from);
            messages.add(segment("sync-segment", run.author(), text.substring(from, to)));
            from = to;
        }
    }

    /** The end of the segment that begins here: as much as fits, without cutting a character. */
    private static int end(String text, int from) {
        int bytes = 0;
        int at = from;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > SEGMENT_BYTES) {
                return at;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private static Element segment(String name, int author, String text) {
        Element.Builder element = Element.named(name).attribute("author", Integer.toUnsignedString(author));
        return ProtocolText.append(element, text).build();
    }
}
