// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.group.Client;
import org.infinoted.host.loop.Loop;

/** Opens sessions and uploads in place of the directory. */
final class FakeOwner implements Upload.Owner {
    /** What it was told. */
    final List<String> events = new ArrayList<>();

    boolean mayJoin = true;
    OpenSession completed;

    private final Loop home;

    FakeOwner(Loop home) {
        this.home = home;
    }

    @Override
    public void idle(OpenSession session) {
        happened("idle");
    }

    @Override
    public boolean mayJoin(Client client) {
        assertTrue(home.inLoop());
        return mayJoin;
    }

    @Override
    public void completed(OpenSession session) {
        happened("completed");
        completed = session;
    }

    @Override
    public void grown(long bytes) {
        happened("grown");
    }

    @Override
    public void failed() {
        happened("failed");
    }

    private void happened(String event) {
        assertTrue(home.inLoop(), "the owner is told on the home loop");
        events.add(event);
    }
}
