// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import java.util.Optional;
import org.infinoted.xml.Element;

/** Reads the attributes of requests, with the errors that the protocol has for them. */
public final class Attributes {
    /** The domain of errors in the form of a request. */
    public static final String REQUEST_ERROR = "INF_REQUEST_ERROR";
    /** An attribute is missing. */
    public static final int NO_SUCH_ATTRIBUTE = 3;
    /** An attribute has a value that it must not have. */
    public static final int INVALID_ATTRIBUTE = 4;
    /** An attribute is not a number, or is too large. */
    public static final int INVALID_NUMBER = 5;
    /** The client may not do this. */
    public static final int NOT_AUTHORIZED = 6;

    private Attributes() {}

    /** The value of an attribute that must be there. */
    public static String required(Element element, String attribute) throws RequestException {
        String value = element.attribute(attribute);
        if (value == null) {
            throw new RequestException(
                    REQUEST_ERROR,
                    NO_SUCH_ATTRIBUTE,
                    "The attribute \"" + attribute + "\" of \"" + element.name() + "\" is missing");
        }
        return value;
    }

    /** An unsigned 32 bit number that must be there. */
    public static int requiredNumber(Element element, String attribute) throws RequestException {
        return number(attribute, required(element, attribute));
    }

    /** An unsigned 32 bit number, if it is there. */
    public static Optional<Integer> optionalNumber(Element element, String attribute) throws RequestException {
        String value = element.attribute(attribute);
        return value == null ? Optional.empty() : Optional.of(number(attribute, value));
    }

    private static int number(String attribute, String value) throws RequestException {
        try {
            if (!value.startsWith("+")) {
                return Integer.parseUnsignedInt(value);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new RequestException(
                REQUEST_ERROR,
                INVALID_NUMBER,
                "The attribute \"" + attribute + "\" is not a number from 0 to 4294967295: \"" + value + "\"");
    }

    /**
     * What {@code seq} says in answers to a request: the number of the requester's connection and that of the request.
     *
     * @return null if the request has none
     */
    public static String seq(Client requester, Element request) throws RequestException {
        Optional<Integer> number = optionalNumber(request, "seq");
        return number.isEmpty()
                ? null
                : Integer.toUnsignedString(requester.sequenceId()) + "/" + Integer.toUnsignedString(number.get());
    }

    /**
     * The answer to a request that failed.
     *
     * @param seq what {@link #seq} gave; null if there is none
     */
    public static Element failure(String domain, int code, String message, String seq) {
        var failure = Element.named("request-failed").attribute("code", code).attribute("domain", domain);
        if (seq != null) {
            failure.attribute("seq", seq);
        }
        return failure.text(message).build();
    }
}
