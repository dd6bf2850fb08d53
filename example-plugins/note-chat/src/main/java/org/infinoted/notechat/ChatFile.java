// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.infinoted.chat.ChatMessage;
import org.infinoted.note.Note;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.RequestError;
import org.infinoted.protocol.SessionSyncError;
import org.infinoted.session.User;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;

/**
 * The file format of chats. The root element is that of the original, which writes it empty and ignores what is inside.
 * Inside are the users that the backlog names, each with id and name, then the backlog as in a synchronisation.
 */
final class ChatFile {
    private static final String ROOT = "inf-chat-session";

    private ChatFile() {}

    /** A backlog that can be saved. */
    record Snapshot(ChatBacklog backlog) implements Note.Snapshot {
        @Override
        public void write(OutputStream out) throws IOException {
            out.write(ChatFile.write(backlog).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String write(ChatBacklog backlog) {
        var out = new StringBuilder("<?xml version=\"1.0\"?>\n");
        if (backlog.entries().isEmpty()) {
            return out.append("<" + ROOT + "/>\n").toString();
        }
        out.append("<" + ROOT + ">\n");
        for (User user : backlog.users()) {
            line(
                    Element.named("user")
                            .attribute("id", Integer.toUnsignedString(user.id()))
                            .attribute("name", user.name())
                            .build(),
                    out);
        }
        for (ChatMessage entry : backlog.entries()) {
            line(MessageXml.write(entry), out);
        }
        return out.append("</" + ROOT + ">\n").toString();
    }

    private static void line(Element element, StringBuilder out) {
        out.append("  ");
        AsciiXml.write(element, out);
        out.append('\n');
    }

    /**
     * Reads what {@link Snapshot} or the original wrote. Elements that it does not know are skipped, as the original
     * does.
     *
     * @param limits how much to keep; the newest is kept
     * @throws IOException if it is not a chat, or cannot be understood completely
     */
    static ChatBacklog read(InputStream stored, ChatLimits limits) throws IOException {
        var reader = new BacklogReader(limits);
        StoredXml.read(stored, reader);
        return reader.backlog;
    }

    /** Keeps no more of a file than a backlog may have. */
    private static final class BacklogReader implements StoredXml.Handler {
        private final ChatLimits limits;
        private final Map<Integer, String> names = new HashMap<>();
        private ChatBacklog backlog = ChatBacklog.EMPTY;
        private int number;

        BacklogReader(ChatLimits limits) {
            this.limits = limits;
        }

        @Override
        public void root(String name) throws IOException {
            if (!name.equals(ROOT)) {
                throw new IOException("This is not a chat: its root element is \"" + name + "\", not \"" + ROOT + "\"");
            }
        }

        @Override
        public void child(Element child) throws IOException {
            number++;
            try {
                if (child.name().equals("user")) {
                    readUser(child, names);
                } else if (MessageXml.isMessage(child)) {
                    backlog = backlog.with(MessageXml.read(child, id -> Optional.ofNullable(names.get(id))), limits);
                }
            } catch (ProtocolException e) {
                throw new IOException(
                        "Element " + number + " of the chat, a \"" + child.name() + "\", cannot be read: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    private static void readUser(Element user, Map<Integer, String> names) throws ProtocolException {
        int id = MessageXml.number(user, "id");
        String name = MessageXml.required(user, "name");
        if (id == 0 || names.containsKey(id) || names.containsValue(name)) {
            throw new ProtocolException(
                    SessionSyncError.ID_IN_USE, "The id must not be 0, and neither id nor name that of another user");
        }
        if (!name.chars().allMatch(c -> ProtocolText.isCarried((char) c))) {
            throw new ProtocolException(
                    RequestError.INVALID_ATTRIBUTE, "The name has a character that only XML 1.1 can carry");
        }
        names.put(id, name);
    }
}
