// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.util.List;
import java.util.function.IntFunction;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.order.Sequence;
import org.infinoted.notetext.relay.Concurrency;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.TotalOrder;
import org.infinoted.notetext.relay.VerbatimOrder;
import org.infinoted.notetext.wire.Fields;
import org.infinoted.notetext.wire.RequestReader;
import org.infinoted.protocol.AdoptedSessionError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.UserError;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/** What a document begins with: it was stored, is uploaded, or comes from the note that had it before. And in what order it goes on. */
final class InitialContent {
    /** State vectors count up to 2^32. */
    private static final long LARGEST_HISTORY = 1L << 31;

    private final TextSettings settings;
    private final EngineBuilder content;
    private Order order;
    private @Nullable List<Element> handover; // null if there was no other note

    /** Begins with what was stored; more can be added. */
    InitialContent(TextDocument stored, List<Participant> authors, TextSettings settings) {
        this.settings = settings;
        this.order = settings.order();
        this.content = new EngineBuilder(settings.verbatim()).append(stored.text());
        authors.forEach(content::user);
    }

    /**
     * The document comes from another note, and goes on in the order that it had there.
     *
     * @param before what that note has handed over. Nothing if it was in verbatim order, or of a version that knew no other
     */
    void replaces(List<Element> before) {
        order = before.isEmpty() ? Order.VERBATIM : Order.TOTAL;
        handover = before;
    }

    void user(Participant participant) {
        content.user(participant);
    }

    /**
     * Reads a message of a synchronisation.
     *
     * @return whether there are such messages
     */
    boolean read(Element message) throws ProtocolException {
        switch (message.name()) {
            case "sync-request" -> {
                var request = RequestReader.logged(message);
                known(request.user());
                try {
                    content.request(request);
                } catch (AdoptedException e) {
                    throw new ProtocolException(e.error(), e.getMessage());
                }
            }
            case "sync-segment" -> {
                int author = Fields.user(message, "author");
                if (author != 0) {
                    known(author);
                }
                content.append(RequestReader.segment(message));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void known(int user) throws ProtocolException {
        if (!content.knows(user)) {
            throw new ProtocolException(UserError.NO_SUCH_USER, "There is no user " + Integer.toUnsignedString(user));
        }
    }

    /**
     * The document is complete, and its order begins. Called once.
     *
     * @param hues the colours of users, as they are sent
     * @throws AdoptedException if a user's state and log do not agree; not for a stored document
     */
    Concurrency begin(NoteContext context, IntFunction<String> hues) throws AdoptedException {
        TextEngine complete = content.build();
        if (complete.current().total() > LARGEST_HISTORY) {
            throw new AdoptedException(
                    AdoptedSessionError.INVALID_REQUEST,
                    "the users have made " + complete.current().total() + " requests; more than " + LARGEST_HISTORY
                            + " leave no room to count further ones");
        }
        if (order == Order.VERBATIM) {
            return new VerbatimOrder(context, complete);
        }
        if (handover == null) {
            boolean history = complete.participants().stream()
                    .anyMatch(user -> !complete.log(user.id()).isEmpty());
            return begin(context, complete, history, hues);
        }
        try {
            return TotalOrder.resume(context, settings.total(), settings.colours(), complete, handover, hues);
        } catch (IllegalArgumentException e) {
            // no client can go on there; all of them will be made to subscribe again
            return begin(context, complete, false, hues);
        }
    }

    private TotalOrder begin(
            NoteContext context, TextEngine complete, boolean historyUploaded, IntFunction<String> hues) {
        return new TotalOrder(
                context,
                settings.total(),
                settings.colours(),
                new Sequence(complete.text(), complete.current()),
                complete.participants(),
                historyUploaded,
                hues);
    }
}
