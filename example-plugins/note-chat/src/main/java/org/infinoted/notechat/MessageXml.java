// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;
import org.infinoted.chat.ChatMessage;
import org.infinoted.chat.ChatMessage.Kind;
import org.infinoted.protocol.ChatSessionError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.RequestError;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;

/** Entries of a chat as {@code message} elements, in the form of the protocol. */
final class MessageXml {
    private MessageXml() {}

    static boolean isMessage(Element element) {
        return element.name().equals("message");
    }

    /** The form of the backlog. The order of the attributes is the original's. */
    static Element write(ChatMessage entry) {
        return write(entry, true);
    }

    /** The form of a live message, without the time: each client uses its own. */
    static Element writeLive(ChatMessage entry) {
        return write(entry, false);
    }

    private static Element write(ChatMessage entry, boolean timed) {
        Element.Builder message = Element.named("message");
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
    static ChatMessage read(Element message, IntFunction<Optional<String>> names) throws ProtocolException {
        Kind kind = kind(message);
        int user = user(message);
        String name = names.apply(user).orElseThrow(() -> noSuchUser(user));
        String text = kind == Kind.NORMAL || kind == Kind.EMOTE ? text(message) : "";
        return new ChatMessage(kind, time(message), user, name, text);
    }

    static Kind kind(Element message) throws ProtocolException {
        String word = message.attribute("type");
        if (word == null) {
            return Kind.NORMAL;
        }
        for (Kind kind : Kind.values()) {
            if (word(kind).equals(word)) {
                return kind;
            }
        }
        throw new ProtocolException(
                ChatSessionError.TYPE_INVALID, "There are no chat messages of the type \"" + word + "\"");
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
    static int user(Element message) throws ProtocolException {
        return number(message, "user");
    }

    /** An attribute that is an unsigned number of 32 bits. */
    static int number(Element element, String attribute) throws ProtocolException {
        String number = required(element, attribute);
        try {
            return ProtocolText.unsigned(number);
        } catch (NumberFormatException e) {
            throw badNumber(attribute, number, e);
        }
    }

    private static Instant time(Element message) throws ProtocolException {
        String seconds = required(message, "time");
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | DateTimeException e) {
            throw badNumber("time", seconds, e);
        }
    }

    static String text(Element message) throws ProtocolException {
        try {
            return ProtocolText.of(message);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()), e);
        }
    }

    static ProtocolException noSuchUser(int id) {
        return new ProtocolException(ChatSessionError.NO_SUCH_USER, "There is no user " + Integer.toUnsignedString(id));
    }

    static String required(Element element, String attribute) throws ProtocolException {
        String value = element.attribute(attribute);
        if (value == null) {
            throw new ProtocolException(
                    RequestError.NO_SUCH_ATTRIBUTE,
                    "\"" + element.name() + "\" lacks the attribute \"" + attribute + "\"");
        }
        return value;
    }

    private static ProtocolException badNumber(String attribute, String value, Exception cause) {
        return invalid(
                "The attribute \"" + attribute + "\" must be a number in range, unlike \"" + value + "\"", cause);
    }

    private static ProtocolException invalid(String message, Exception cause) {
        return new ProtocolException(RequestError.INVALID_NUMBER, message, cause);
    }
}
