// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.wire.Fields;
import org.infinoted.notetext.wire.RequestReader;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;

/** What a client makes of the messages between {@code sync-begin} and {@code sync-end}. */
final class Synchronization {
    private final EngineBuilder builder;
    private final Roster roster = new Roster();
    private final long expected;
    private long received;
    private long requests;

    Synchronization(Limits limits, Element begin) throws ProtocolException {
        builder = new EngineBuilder(limits);
        expected = Fields.unsigned(begin, "num-messages");
    }

    void received(Element message) throws ProtocolException, AdoptedException {
        received++;
        switch (message.name()) {
            case "sync-user" -> {
                builder.user(Participants.of(message));
                roster.put(Fields.user(message, "id"), message);
            }
            case "sync-request" -> {
                requests++;
                builder.request(RequestReader.logged(message, Integer.MAX_VALUE));
            }
            case "sync-segment" -> {
                int author = Fields.user(message, "author");
                if (author != 0 && !roster.knows(author)) {
                    throw new IllegalStateException("an unknown author: " + message);
                }
                builder.append(RequestReader.segment(message));
            }
            default -> throw new IllegalStateException("in a synchronization: " + message);
        }
    }

    TextEngine end() throws AdoptedException {
        if (received != expected) {
            throw new IllegalStateException(received + " messages instead of " + expected);
        }
        return builder.build();
    }

    Roster roster() {
        return roster;
    }

    /** How long the log is. */
    long requests() {
        return requests;
    }
}
