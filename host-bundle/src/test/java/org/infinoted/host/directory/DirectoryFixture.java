// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.time.Duration;
import java.util.Random;
import org.infinoted.host.access.Acl;
import org.infinoted.host.access.RootAcl;
import org.infinoted.host.group.Switchboard;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.rate.ClientRates;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.RequestFilterChain;
import org.infinoted.host.session.SessionEnvironment;
import org.infinoted.host.session.SessionLimits;
import org.infinoted.host.session.Sessions;
import org.infinoted.host.store.StoreExecutor;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.testdoubles.ManualExecutor;
import org.infinoted.testdoubles.MemoryStore;

/**
 * A directory with real sessions and clients, whose loops and store threads stand still until the test moves them. The store is in
 * memory.
 */
final class DirectoryFixture implements AutoCloseable {
    final ManualLoop home = new ManualLoop();
    final ManualLoop sessionLoop = new ManualLoop();
    final ManualLoop network = new ManualLoop();
    final ManualExecutor readers = new ManualExecutor();
    final ManualExecutor writer = new ManualExecutor();
    final ManualExecutor saver = new ManualExecutor();
    final MemoryStore store;
    final NoteTypes types = new NoteTypes();
    final LineNotes texts = new LineNotes();
    final LineNotes chats = new LineNotes();
    final DirectoryHost directory;
    private final Switchboard switchboard;
    private int connections;

    DirectoryFixture() {
        this(new MemoryStore(), DirectoryLimits.DEFAULT);
    }

    DirectoryFixture(MemoryStore store) {
        this(store, DirectoryLimits.DEFAULT);
    }

    DirectoryFixture(MemoryStore store, DirectoryLimits limits) {
        this(store, limits, ClientRates.UNLIMITED);
    }

    DirectoryFixture(MemoryStore store, DirectoryLimits limits, ClientRates rates) {
        this.store = store;
        Acl rootSheets = RootAcl.load(store);
        store.calls().clear();
        types.add(1, "InfText", texts);
        types.add(2, "InfChat", chats);
        var environment = new SessionEnvironment(
                new Registry<>(),
                SessionLimits.DEFAULT,
                sessionLoop.clock(),
                new Random(1),
                RequestFilterChain.OPEN,
                MemoryBudget.unlimited());
        directory = new DirectoryHost(
                home,
                new StoreExecutor(store, readers, writer, saver, thrown -> {}),
                rootSheets,
                types,
                new Sessions(() -> sessionLoop, environment),
                limits);
        switchboard = new Switchboard(directory, new Registry<>(), rates);
    }

    /** Ends all sessions, so that none keeps what it has encoded. */
    @Override
    public void close() {
        directory.close();
        settle();
    }

    /** A client that has logged in and has been welcomed. */
    DirectoryClient connect() {
        DirectoryClient client = accept();
        client.open();
        client.take();
        return client;
    }

    /** A client that has not logged in. */
    DirectoryClient accept() {
        return new DirectoryClient(this, switchboard, ++connections);
    }

    /** Lets everybody do what there is to do. */
    void settle() {
        boolean any = true;
        while (any) {
            settleLoops();
            any = readers.runAll();
            any |= writer.runAll();
            any |= saver.runAll();
        }
    }

    /** Lets everybody but the store do what there is to do. */
    void settleLoops() {
        ManualLoop.runAll(network, home, sessionLoop);
    }

    /** Lets time pass. */
    void advance(Duration time) {
        settle();
        home.advance(time);
        sessionLoop.advance(time);
        settle();
    }
}
