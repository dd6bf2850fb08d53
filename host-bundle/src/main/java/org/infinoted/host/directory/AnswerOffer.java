// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.infinoted.host.group.Attributes;
import org.infinoted.protocol.ProtocolException;

/** {@code subscribe-ack} and {@code subscribe-nack}: accepts or refuses an offer that the client has got. */
final class AnswerOffer implements RequestHandler {
    private final Function<Offer, CompletionStage<Void>> answer;

    private AnswerOffer(Function<Offer, CompletionStage<Void>> answer) {
        this.answer = answer;
    }

    static AnswerOffer acknowledge() {
        return new AnswerOffer(Offer::acknowledged);
    }

    static AnswerOffer refuse() {
        return new AnswerOffer(Offer::withdrawn);
    }

    @Override
    public CompletionStage<Void> handle(Request request) throws ProtocolException {
        Optional<Integer> id = Attributes.optionalNumber(request.message(), "id");
        return answer.apply(
                request.from().offers().take(id.map(Integer::toUnsignedLong).orElse(PendingOffers.CHAT)));
    }
}
