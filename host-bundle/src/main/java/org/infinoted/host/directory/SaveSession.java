// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.Charge;
import org.infinoted.host.session.OpenSession;
import org.infinoted.protocol.ProtocolException;

/** {@code save-session}: writes a document that the client is subscribed to. */
final class SaveSession implements RequestHandler {
    private final DirectoryLoop loop;
    private final Tree tree;

    SaveSession(DirectoryLoop loop, Tree tree) {
        this.loop = loop;
        this.tree = tree;
    }

    @Override
    public CompletionStage<Void> handle(Request request) throws ProtocolException {
        request.from().client().charge(Charge.NODE);
        DocumentNode document = tree.documentNamed(request.message(), "id");
        OpenSession session = document.session().ifOpen().orElseThrow(Failures::unsubscribed);
        return loop.then(session.isSubscribed(request.from().client()), subscribed -> {
            if (!subscribed) {
                throw Failures.unsubscribed();
            }
            request.seq().check();
            return loop.whenDone(session.save(), (saved, failure) -> {
                if (failure instanceof IllegalStateException) {
                    throw Failures.unsubscribed(); // it has ended meanwhile
                }
                if (failure != null) {
                    return DirectoryLoop.failed(failure);
                }
                request.reply(DirectoryMessages.savedSession(document, request.seq()));
                return DirectoryLoop.done();
            });
        });
    }
}
