// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.Base64;
import org.infinoted.connection.Connection;
import org.infinoted.host.loop.Loop;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The XML stream of one connection, below the level of messages: headers, login, end tags and stream errors. Knows
 * nothing of sockets. Used on the connection's loop.
 *
 * <p>The client sends a header, logs in, sends another header and is ready. The server answers a header and never sends
 * its own first, since clients do not cope with that. What a client sends too early, after its response, is taken for
 * the beginning of the next stream.
 *
 * <p>TLS is not offered, and a client that asks for it is refused like one that sends anything else before it has
 * logged in.
 */
final class StreamProtocol implements XmlDecoder.Sink {
    /** The connection as this class uses it. */
    interface Line {
        Loop loop();

        /** The connection as mechanisms and policies see it. */
        Connection connection();

        void send(String xml);

        /** The client is ready. */
        void ready();

        /** The client, which is ready, has sent this. */
        void received(Element element);

        /** The client has ended the stream. */
        void finished();

        /** The client has violated the protocol. */
        void violated(String condition, String reason);
    }

    private enum Phase {
        /** Waits for the first header. */
        HEADER,
        /** Waits for the client to choose how it logs in. */
        LOGIN,
        /** Waits for the client's response. */
        RESPONSE,
        /** Waits for the header after the login. */
        SECOND_HEADER,
        READY
    }

    private static final Logger LOG = LoggerFactory.getLogger(StreamProtocol.class);

    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static final String ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";
    private static final String END = "</stream:stream>";

    private final String header;
    private final SaslMechanism mechanism;
    private final StreamLimits limits;
    private final Line line;
    private final XmlDecoder decoder;
    private Phase phase = Phase.HEADER;
    private boolean refusing;
    private int attempt; // the number of the current login; a verdict on another one is ignored
    private boolean judging;
    private int failures;

    /** @param header the server's header, see {@link #header(String)} */
    StreamProtocol(String header, SaslMechanism mechanism, StreamLimits limits, StringCache strings, Line line) {
        this.header = header;
        this.mechanism = mechanism;
        this.limits = limits;
        this.line = line;
        this.decoder = new XmlDecoder(strings, limits.beforeLogin(), this);
    }

    /** The header of a server with this name. */
    static String header(String hostName) {
        Frame frame = XmlEncoder.frame(Element.named("stream:stream")
                .attribute("xmlns:stream", "http://etherx.jabber.org/streams")
                .attribute("xmlns", "jabber:client")
                .attribute("version", "1.0")
                .attribute("from", hostName)
                .build());
        String empty = frame.toString();
        frame.release();
        return empty.substring(0, empty.length() - "/>".length()) + ">";
    }

    /** Tells the client, once it has sent its header, that there are too many connections. */
    void refuse() {
        refusing = true;
    }

    /** Handles the next bytes. */
    void input(byte[] in, int from, int to) {
        try {
            decoder.decode(in, from, to);
        } catch (XmlException e) {
            line.violated(e.condition(), e.getMessage());
        }
    }

    /** Whether what has come ends within an element. */
    boolean isWithinElement() {
        return decoder.isWithin();
    }

    /** How many bytes of an element that is not complete have arrived, as {@link XmlLimits} counts them. */
    long incomplete() {
        return decoder.incomplete();
    }

    /** Ignores all further input. */
    void stop() {
        decoder.stop();
        attempt++;
    }

    /**
     * The last text to send if the stream ends now; nothing if the client is still waiting for a header.
     *
     * @param condition the stream error, or null if there is none
     */
    String farewell(@Nullable String condition) {
        return farewell(condition, null);
    }

    /** As {@link #farewell(String)}, with a text for a person. Clients want the condition first. */
    String farewell(@Nullable String condition, @Nullable String text) {
        if (phase == Phase.HEADER || phase == Phase.SECOND_HEADER) {
            return "";
        }
        String error = condition == null
                ? ""
                : "<stream:error><" + condition + " xmlns=\"" + ERRORS + "\"/>" + explanation(text) + "</stream:error>";
        String abort = phase == Phase.RESPONSE ? "<abort xmlns=\"" + SASL + "\"/>" : "";
        return error + abort + END;
    }

    private static String explanation(@Nullable String text) {
        if (text == null) {
            return "";
        }
        Frame frame = XmlEncoder.frame(
                Element.named("text").attribute("xmlns", ERRORS).text(text).build());
        String explanation = frame.toString();
        frame.release();
        return explanation;
    }

    @Override
    public void streamStarted(String name) {
        if (!name.equals("stream:stream")) {
            line.violated("bad-format", "The client does not speak the protocol");
        } else if (phase == Phase.SECOND_HEADER) {
            phase = Phase.READY;
            line.send(header + "<stream:features/>");
            line.ready();
        } else {
            phase = Phase.LOGIN;
            line.send(header + "<stream:features><mechanisms xmlns=\"" + SASL + "\"><mechanism>" + mechanism.name()
                    + "</mechanism></mechanisms></stream:features>");
            if (refusing) {
                line.violated("resource-constraint", "There are too many connections");
            }
        }
    }

    @Override
    public void element(Element element) {
        if (phase == Phase.READY) {
            line.received(element);
        } else if (phase == Phase.RESPONSE) {
            switch (element.name()) {
                case "response" -> respond(element.text());
                case "abort" -> failed(new SaslVerdict.Failed("aborted"));
                default -> {} // ignored, as the original does
            }
        } else if (element.name().equals("auth")) {
            choose(element.attribute("mechanism"));
        } else if (!element.name().equals("stream:error")) {
            line.violated("not-authorized", "The client sent something before it had logged in");
        }
    }

    @Override
    public void streamEnded() {
        line.finished();
    }

    private void choose(@Nullable String name) {
        if (mechanism.name().equals(name)) {
            phase = Phase.RESPONSE;
            challenge();
        } else {
            failed(new SaslVerdict.Failed("invalid-mechanism"));
        }
    }

    private void challenge() {
        line.send("<challenge xmlns=\"" + SASL + "\"/>");
    }

    private void respond(String base64) {
        if (judging) {
            failed(new SaslVerdict.Failed("temporary-auth-failure"));
            return;
        }
        byte[] response;
        try {
            response = decode(base64);
        } catch (IllegalArgumentException e) {
            failed(new SaslVerdict.Failed("incorrect-encoding"));
            return;
        }
        judging = true;
        int judged = attempt;
        try {
            mechanism.judge(
                    line.connection(),
                    response,
                    verdict -> line.loop().run(() -> {
                        if (judged == attempt) {
                            judged(verdict);
                        }
                    }));
        } catch (Throwable e) {
            line.loop().report(e);
            LOG.error("The mechanism {} failed", mechanism.name(), e);
            failed(new SaslVerdict.Failed("temporary-auth-failure"));
        }
    }

    private void judged(SaslVerdict verdict) {
        judging = false;
        attempt++;
        if (verdict instanceof SaslVerdict.Accepted) {
            phase = Phase.SECOND_HEADER;
            decoder.restart(limits.afterLogin());
            line.send("<success xmlns=\"" + SASL + "\"/>");
        } else if (verdict instanceof SaslVerdict.Failed failed) {
            failed(failed);
        } else {
            challenge();
        }
    }

    private void failed(SaslVerdict.Failed failed) {
        phase = Phase.LOGIN;
        judging = false;
        attempt++;
        Element.Builder condition = Element.named(failed.condition());
        failed.detail()
                .ifPresent(detail -> condition.child(Element.named("error")
                        .attribute("code", detail.error().code())
                        .attribute("domain", detail.error().domain())
                        .text(detail.text())
                        .build()));
        Frame failure = XmlEncoder.frame(Element.named("failure")
                .attribute("xmlns", SASL)
                .child(condition.build())
                .build());
        line.send(failure.toString());
        failure.release();
        failures++;
        if (failures >= limits.failedLogins()) {
            line.violated("policy-violation", "The client failed to log in " + failures + " times");
        }
    }

    /** Unlike the protocol, {@link Base64} does not insist on padding. */
    private static byte[] decode(String base64) {
        if (base64.length() % 4 != 0) {
            throw new IllegalArgumentException("The padding is missing");
        }
        return Base64.getDecoder().decode(base64);
    }
}
