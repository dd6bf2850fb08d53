// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.infinoted.directory.Node;
import org.infinoted.host.group.Client;
import org.infinoted.host.loop.Loop;
import org.infinoted.note.Note;

/** Opens sessions, each on a loop of its own choice. */
public final class Sessions implements SessionOpener {
    private final Supplier<Loop> loops;
    private final SessionEnvironment environment;

    /** @param loops gives the home of the next session */
    public Sessions(Supplier<Loop> loops, SessionEnvironment environment) {
        this.loops = loops;
        this.environment = environment;
    }

    @Override
    public boolean isMemoryShort() {
        environment.relieve();
        return environment.memory().isShort();
    }

    @Override
    public OpenSession open(SessionDocument document, Note note, OpenSession.Owner owner) {
        Loop home = loops.get();
        var session = new HostSession(document, note, owner, home, environment);
        home.run(session::begin);
        return session;
    }

    @Override
    public CreatedSession create(SessionDocument document, Note note, OpenSession.Owner owner, Client creator) {
        Loop home = loops.get();
        var session = new HostSession(document, note, owner, home, environment);
        var entered = new CompletableFuture<Void>();
        home.run(() -> {
            // plugins' users may join from now on, but only in a later turn
            session.begin();
            session.subscribeCreator(creator, () -> entered.complete(null));
        });
        return new CreatedSession(session, entered);
    }

    @Override
    public Upload upload(
            SessionDocument document, Client client, boolean subscribe, UploadLimits limits, Upload.Owner owner) {
        Node node = document.node().orElseThrow();
        String group = subscribe ? document.group() : "InfSession_SyncIn_" + Integer.toUnsignedString(node.id());
        Note note = document.type().type().create();
        var session = new HostSession(document, note, owner, loops.get(), environment);
        return new UploadSession(group, client, subscribe, session, limits, environment, owner);
    }
}
