// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
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
    public OpenSession open(
            String group, Optional<Node> node, NoteTypes.Named type, Note note, Saver saver, OpenSession.Owner owner) {
        Loop home = loops.get();
        var session = new HostSession(group, node, type, note, saver, owner, home, environment);
        home.run(session::begin);
        return session;
    }

    @Override
    public Upload upload(
            Node node, NoteTypes.Named type, Client client, boolean subscribe, Saver saver, Upload.Owner owner) {
        String sessionGroup = "InfSession_" + Integer.toUnsignedString(node.id());
        String uploadGroup = subscribe ? sessionGroup : "InfSession_SyncIn_" + Integer.toUnsignedString(node.id());
        var session = new HostSession(
                sessionGroup, Optional.of(node), type, type.type().create(), saver, owner, loops.get(), environment);
        return new UploadSession(uploadGroup, client, subscribe, session, owner);
    }
}
