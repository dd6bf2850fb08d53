// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;
import org.infinoted.chat.ChatMessage;
import org.infinoted.chat.ChatMessage.Kind;
import org.infinoted.note.NoteException;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;

/** Entries of a chat as {@code message} elements, in the form of the protocol. */
final class MessageXml {
    static final String CHAT_ERROR = "INF_CHAT_SESSION_ERROR";
    private static final String REQUEST_ERROR = "INF_REQUEST_ERROR";

    private MessageXml() {}

    static boolean isMessage(Element element) {
        return element.name().equals("message");
    }

    /** The form of the backlog. The order of the attributes is the original's. */
    static Element write(ChatMessage entry) {
        return write(entry, true);
    }

    /** The form in which it is said, without the time: each client has its own. */
    static Element writeLive(ChatMessage entry) {
        return write(entry, false);
    }

    private static Element write(ChatMessage entry, boolean timed) {
        var message = Element.named("message");
        if (entry.kind() != Kind.NORMAL) {
            message.attribute("type", word(entry.kind()));
        }
        if (timed) {
            message.attribute("time", entry.time().getEpochSecond());
        }
        message.attribute("user", Integer.toUnsignedString(entry.user()));
        return ProtocolText.append(message, entry.text()).build();
    }

    /**
     * Reads the form of the backlog.
     *
     * @param names the names of the users by id
     */
    static ChatMessage read(Element message, IntFunction<Optional<String>> names) throws NoteException {
        var kind = kind(message);
        int user = user(message);
        var name = names.apply(user).orElseThrow(() -> noSuchUser(user));
        var text = kind == Kind.NORMAL || kind == Kind.EMOTE ? text(message) : "";
        return new ChatMessage(kind, time(message), user, name, text);
    }

    static Kind kind(Element message) throws NoteException {
        var word = message.attribute("type");
        if (word == null) {
            return Kind.NORMAL;
        }
        for (Kind kind : Kind.values()) {
            if (word(kind).equals(word)) {
                return kind;
            }
        }
        throw new NoteException(CHAT_ERROR, 0, "There are no chat messages of the type \"" + word + "\"");
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case NORMAL -> "normal";
            case EMOTE -> "emote";
            case JOIN -> "userjoin";
            case PART -> "userpart";
        };
    }

    /** The id of the user. */
    static int user(Element message) throws NoteException {
        return number(message, "user");
    }

    /** An attribute that is an unsigned number of 32 bits. */
    static int number(Element element, String attribute) throws NoteException {
        var number = required(element, attribute);
        try {
            return Integer.parseUnsignedInt(number);
        } catch (NumberFormatException e) {
            throw badNumber(attribute, number, e);
        }
    }

    private static Instant time(Element message) throws NoteException {
        var seconds = required(message, "time");
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | DateTimeException e) {
            throw badNumber("time", seconds, e);
        }
    }

    static String text(Element message) throws NoteException {
        try {
            return ProtocolText.of(message);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage(), e);
        }
    }

    static NoteException noSuchUser(int id) {
        return new NoteException(CHAT_ERROR, 1, "There is no user " + Integer.toUnsignedString(id));
    }

    static String required(Element element, String attribute) throws NoteException {
        var value = element.attribute(attribute);
        if (value == null) {
            throw new NoteException(
                    REQUEST_ERROR, 3, "\"" + element.name() + "\" lacks the attribute \"" + attribute + "\"");
        }
        return value;
    }

    private static NoteException badNumber(String attribute, String value, Exception cause) {
        return invalid(
                "The attribute \"" + attribute + "\" must be a number in range, unlike \"" + value + "\"", cause);
    }

    private static NoteException invalid(String message, Exception cause) {
        var exception = new NoteException(REQUEST_ERROR, 5, message);
        exception.initCause(cause);
        return exception;
    }
}
