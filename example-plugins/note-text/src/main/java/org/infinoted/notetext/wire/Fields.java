// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.wire;

import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.protocol.AdoptedSessionError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.RequestError;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;

/** Reads the attributes and the text of messages. What is missing or invalid becomes the protocol's error for that. */
public final class Fields {
    private Fields() {}

    /** A required unsigned number. */
    public static long unsigned(Element element, String attribute) throws ProtocolException {
        String value = required(element, attribute);
        try {
            return Integer.toUnsignedLong(ProtocolText.unsigned(value));
        } catch (NumberFormatException e) {
            throw notANumber(attribute, value);
        }
    }

    /** An unsigned number, or the default if there is none. */
    public static long unsigned(Element element, String attribute, long otherwise) throws ProtocolException {
        return element.attribute(attribute) == null ? otherwise : unsigned(element, attribute);
    }

    /** The id of a user. */
    public static int user(Element element, String attribute) throws ProtocolException {
        return (int) unsigned(element, attribute);
    }

    /** A required signed number. */
    public static int signed(Element element, String attribute) throws ProtocolException {
        String value = required(element, attribute);
        try {
            return ProtocolText.signed(value);
        } catch (NumberFormatException e) {
            throw notANumber(attribute, value);
        }
    }

    /** A signed number, or the default if there is none. */
    public static int signed(Element element, String attribute, int otherwise) throws ProtocolException {
        return element.attribute(attribute) == null ? otherwise : signed(element, attribute);
    }

    /**
     * The state vector in the required attribute {@code time}.
     *
     * @param mostUsers how many users it may name
     */
    public static StateVector time(Element element, int mostUsers) throws ProtocolException {
        String value = element.attribute("time");
        try {
            if (value != null) {
                return StateVector.parse(value, mostUsers);
            }
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(AdoptedSessionError.MISSING_STATE_VECTOR, "The " + e.getMessage());
        }
        throw new ProtocolException(AdoptedSessionError.MISSING_STATE_VECTOR, "The attribute \"time\" is missing");
    }

    /** The text of an element. */
    public static String text(Element element) throws ProtocolException {
        try {
            return ProtocolText.of(element);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(RequestError.INVALID_ATTRIBUTE, String.valueOf(e.getMessage()));
        }
    }

    private static String required(Element element, String attribute) throws ProtocolException {
        String value = element.attribute(attribute);
        if (value == null) {
            throw new ProtocolException(
                    RequestError.NO_SUCH_ATTRIBUTE,
                    "The attribute \"" + attribute + "\" of \"" + element.name() + "\" is missing");
        }
        return value;
    }

    private static ProtocolException notANumber(String attribute, String value) {
        return new ProtocolException(
                RequestError.INVALID_NUMBER, "The attribute \"" + attribute + "\" is not a number: \"" + value + "\"");
    }
}
