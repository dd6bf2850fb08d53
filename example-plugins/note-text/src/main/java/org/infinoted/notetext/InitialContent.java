// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.util.List;
import java.util.function.IntFunction;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.adopted.Failure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.adopted.TextSize;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.order.Sequence;
import org.infinoted.notetext.relay.Concurrency;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.TotalOrder;
import org.infinoted.notetext.relay.VerbatimOrder;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.wire.Fields;
import org.infinoted.notetext.wire.RequestReader;
import org.infinoted.protocol.AdoptedSessionError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.SessionSyncError;
import org.infinoted.protocol.UserError;
import org.infinoted.session.User;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/** What a document begins with: it was stored, is uploaded, or comes from the note that had it before. And in what order it goes on. */
final class InitialContent {
    /** State vectors count up to 2^32. */
    private static final long LARGEST_HISTORY = 1L << 31;

    /** What a request of a history takes, besides its text and the components of its state vector. */
    private static final long BYTES_OF_REQUEST = 200;

    private static final long BYTES_OF_COMPONENT = 8;

    private final TextSettings settings;
    private final EngineBuilder content;
    private Order order;
    private @Nullable List<Element> handover; // null if there was no other note
    private UploadLimits limits;
    private int requests;
    private long historySize;

    /** Begins with what was stored; more can be added. */
    InitialContent(TextDocument stored, List<Participant> authors, TextSettings settings) {
        this.settings = settings;
        this.order = settings.order();
        this.limits = settings.uploads();
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
        limits = UploadLimits.NONE; // what the server has had open it does not lose
    }

    /** How much memory the content takes, roughly. */
    long memory() {
        return content.text().memory() + TextSize.memory(historySize);
    }

    /** How many users a state vector of the content may name. */
    int vectorUsers() {
        return limits.vectorUsers();
    }

    void user(Participant participant) throws ProtocolException {
        historySize +=
                BYTES_OF_REQUEST + BYTES_OF_COMPONENT * participant.vector().size();
        checkHistory();
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
                var request = RequestReader.logged(message, limits.vectorUsers());
                known(request.user());
                countHistory(request);
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
                AuthoredText segment = RequestReader.segment(message);
                countText(segment);
                content.append(segment);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void countHistory(Request request) throws ProtocolException {
        requests++;
        historySize += BYTES_OF_REQUEST + BYTES_OF_COMPONENT * request.vector().size();
        if (request.operation() instanceof Insert insert) {
            historySize += insert.chunk().bytes();
        } else if (request.operation() instanceof Delete delete) {
            historySize += delete.chunk().bytes();
        }
        if (requests > limits.requests()) {
            throw tooMuch("The history has more than " + limits.requests() + " requests");
        }
        checkHistory();
    }

    private void checkHistory() throws ProtocolException {
        if (historySize > limits.history()) {
            throw tooMuch("The history takes more than " + limits.history() + " bytes");
        }
    }

    private void countText(AuthoredText segment) throws ProtocolException {
        if (handover != null) {
            return;
        }
        if (content.text().bytes() + (long) segment.bytes() > settings.size()) {
            throw tooMuch("The text has more than " + settings.size() + " bytes");
        }
        Failure parts = TextSize.checkParts(content.text(), settings.size());
        if (parts != null) {
            throw new ProtocolException(SessionSyncError.FAILED, parts.reason());
        }
    }

    private static ProtocolException tooMuch(String what) {
        return new ProtocolException(SessionSyncError.FAILED, what + ", which is what a document here may have");
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

    /** The document goes on with the text that it has in an order that has failed. Its users are those that the session has. */
    Concurrency restart(Concurrency failed, NoteContext context, IntFunction<String> hues) {
        EngineBuilder present = new EngineBuilder(settings.verbatim()).append(failed.text());
        for (User user : context.users()) {
            Status status = user.isPresent() ? Status.ACTIVE : Status.UNAVAILABLE;
            present.user(new Participant(user.id(), status, failed.current(), 0, 0));
        }
        try {
            TextEngine complete = present.build();
            return order == Order.VERBATIM
                    ? new VerbatimOrder(context, complete)
                    : begin(context, complete, false, hues);
        } catch (AdoptedException e) {
            throw new IllegalStateException("A document without a history has none that could be wrong", e);
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
