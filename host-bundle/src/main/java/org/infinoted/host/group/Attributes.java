// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import java.util.Optional;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.RequestError;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of requests. What is missing or invalid becomes the protocol's error for that. */
public final class Attributes {
    private Attributes() {}

    /** The value of a required attribute. */
    public static String required(Element element, String attribute) throws ProtocolException {
        String value = element.attribute(attribute);
        if (value == null) {
            throw new ProtocolException(
                    RequestError.NO_SUCH_ATTRIBUTE,
                    "The attribute \"" + attribute + "\" of \"" + element.name() + "\" is missing");
        }
        return value;
    }

    /** A required unsigned 32-bit number. */
    public static int requiredNumber(Element element, String attribute) throws ProtocolException {
        return number(attribute, required(element, attribute));
    }

    /** An optional unsigned 32-bit number. */
    public static Optional<Integer> optionalNumber(Element element, String attribute) throws ProtocolException {
        String value = element.attribute(attribute);
        return value == null ? Optional.empty() : Optional.of(number(attribute, value));
    }

    private static int number(String attribute, String value) throws ProtocolException {
        try {
            return ProtocolText.unsigned(value);
        } catch (NumberFormatException e) {
            throw new ProtocolException(
                    RequestError.INVALID_NUMBER,
                    "The attribute \"" + attribute + "\" is not a number from 0 to 4294967295: \"" + value + "\"");
        }
    }

    /**
     * The {@code seq} of answers to a request: the number of the requester's connection and the request's own.
     *
     * @return null if the request has none
     */
    public static @Nullable String seq(Client requester, Element request) throws ProtocolException {
        Optional<Integer> number = optionalNumber(request, "seq");
        return number.isEmpty()
                ? null
                : Integer.toUnsignedString(requester.sequenceId()) + "/" + Integer.toUnsignedString(number.get());
    }

    /**
     * The answer to a request that failed.
     *
     * @param seq the result of {@link #seq}; may be null
     */
    public static Element failure(ProtocolException refusal, @Nullable String seq) {
        Element.Builder failure = Element.named("request-failed")
                .attribute("code", refusal.error().code())
                .attribute("domain", refusal.error().domain());
        if (seq != null) {
            failure.attribute("seq", seq);
        }
        return failure.text(refusal.getMessage()).build();
    }
}
