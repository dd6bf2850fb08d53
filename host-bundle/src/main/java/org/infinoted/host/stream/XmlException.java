// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

/** A client has sent XML that is not acceptable, which ends its stream. */
final class XmlException extends Exception {
    private static final long serialVersionUID = 1;

    private final String condition;
    private final String message;

    private XmlException(String condition, String message) {
        super(message, null, false, false); // anybody can cause one, so it is cheap: no stack trace
        this.condition = condition;
        this.message = message;
    }

    /** It is not well-formed. */
    static XmlException illFormed(String message) {
        return new XmlException("bad-format", message);
    }

    /** It is XML of a kind that the protocol does not use. */
    static XmlException restricted(String message) {
        return new XmlException("restricted-xml", message);
    }

    static XmlException unsupportedEncoding(String message) {
        return new XmlException("unsupported-encoding", message);
    }

    /** It exceeds a limit. */
    static XmlException tooMuch(String message) {
        return new XmlException("policy-violation", message);
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** The name of the stream error in the protocol. */
    String condition() {
        return condition;
    }
}
