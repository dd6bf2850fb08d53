// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.infinoted.directory.Node;
import org.infinoted.host.group.FakeDirectoryEndpoint;
import org.infinoted.host.group.Switchboard;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.rate.ClientRates;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;

/** All that a session needs around it, on three loops: the home of sessions, and two more on which clients may live. */
final class SessionFixture {
    static final Duration IDLE_TIME = Duration.ofSeconds(60);
    static final String GROUP = "InfSession_2";
    static final UploadLimits UPLOAD = new UploadLimits(1 << 20, Duration.ofHours(1), Duration.ofMinutes(5));

    final ManualLoop home = new ManualLoop();
    final ManualLoop left = new ManualLoop();
    final ManualLoop right = new ManualLoop();

    final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    final Switchboard switchboard;
    final Registry<Session> registry = new Registry<>();
    final SessionEnvironment environment;
    MemoryBudget budget;
    final Sessions sessions;
    final TestNote note = new TestNote(home);
    final FakeSaver saver = new FakeSaver();
    final FakeOwner owner = new FakeOwner(home);
    final NoteTypes.Named type = new NoteTypes.Named("InfTest", new TestType());
    final Node node = new Node(2, "/folder/test", "InfTest");
    final SessionDocument document = SessionDocument.of(node, type, saver);
    /** What listeners of the session were told. */
    final List<String> events = new ArrayList<>();

    OpenSession session;
    private int connections;

    SessionFixture() {
        this(new SessionLimits(IDLE_TIME, Duration.ofHours(1), 5, 100, 256, 3));
    }

    SessionFixture(SessionLimits limits) {
        this(limits, RequestFilterChain.OPEN);
    }

    /** @param gate judges clients' messages */
    SessionFixture(RequestFilterChain gate) {
        this(new SessionLimits(IDLE_TIME, Duration.ofHours(1), 5, 100, 256, 3), gate);
    }

    /** @param rates what each client may ask for */
    SessionFixture(ClientRates rates) {
        this(
                new SessionLimits(IDLE_TIME, Duration.ofHours(1), 5, 100, 256, 3),
                RequestFilterChain.OPEN,
                rates,
                MemoryBudget.unlimited());
    }

    /** @param memory what the session and its clients take is part of this budget */
    SessionFixture(MemoryBudget memory) {
        this(
                new SessionLimits(IDLE_TIME, Duration.ofHours(1), 5, 100, 256, 3),
                RequestFilterChain.OPEN,
                ClientRates.UNLIMITED,
                memory);
    }

    private SessionFixture(SessionLimits limits, RequestFilterChain gate) {
        this(limits, gate, ClientRates.UNLIMITED, MemoryBudget.unlimited());
    }

    private SessionFixture(SessionLimits limits, RequestFilterChain gate, ClientRates rates, MemoryBudget memory) {
        budget = memory;
        switchboard = new Switchboard(directory, new Registry<>(), rates);
        environment = new SessionEnvironment(registry, limits, home.clock(), new Random(1), gate, memory);
        sessions = new Sessions(() -> home, environment);
    }

    /** Opens a session on the note. */
    SessionFixture open() {
        session = sessions.open(document, note, owner);
        run();
        environment.observe(session.view(), (view, event) -> events.add(describe(event)));
        return this;
    }

    /** Opens a session on the note for a client that has created the document. Completes when its messages will reach the session. */
    CompletionStage<Void> create(GroupClient creator) {
        SessionOpener.CreatedSession created = sessions.create(document, note, owner, creator.client);
        session = created.session();
        return created.entered();
    }

    /** A connection that has logged in. */
    GroupClient connect(ManualLoop loop, String group) {
        var link = new FakeLink(loop, ++connections, "127.0.0.1:" + connections)
                .in(budget)
                .connect(switchboard)
                .open();
        return new GroupClient(link, directory.latest, group);
    }

    GroupClient connect(ManualLoop loop) {
        return connect(loop, GROUP);
    }

    /** A client that is subscribed without synchronisation, as one that has just created the document. */
    GroupClient creator(ManualLoop loop) {
        GroupClient client = connect(loop);
        home.call(() -> ((HostSession) session).subscribeCreator(client.client, () -> {}));
        run();
        return client;
    }

    /** A client that has subscribed and got the content, but not acknowledged it. */
    GroupClient synchronizing(ManualLoop loop) {
        GroupClient client = connect(loop);
        session.subscribe(client.client);
        run();
        return client;
    }

    /** A client that has subscribed, got the content and acknowledged it, of which nothing is left to look at. */
    GroupClient subscriber(ManualLoop loop) {
        GroupClient client = synchronizing(loop);
        send(client, "<sync-ack/>");
        client.take();
        return client;
    }

    /** The client sends, and everything is handled. */
    void send(GroupClient client, String... messages) {
        client.send(messages);
        run();
    }

    /** A user joins, and everybody's answers are taken away. */
    void join(GroupClient client, String name, GroupClient... others) {
        send(client, "<user-join name='" + name + "' time='' caret='0'/>");
        client.take();
        for (GroupClient other : others) {
            other.take();
        }
    }

    void run() {
        ManualLoop.runAll(home, left, right);
    }

    /** Lets time pass. */
    void advance(Duration time) {
        home.advance(time);
        run();
    }

    /** The users as plugins see them: {@code 1 alice active}. */
    List<String> users() {
        return users(session.view());
    }

    static List<String> users(Session view) {
        return view.users().stream()
                .map(user -> user.id() + " " + user.name() + " " + user.status().word())
                .toList();
    }

    /** Ends the session, so that nothing is left of it. */
    void end() {
        if (session != null) {
            session.close(false);
            run();
        }
    }

    private static String describe(SessionEvent event) {
        if (event instanceof SessionEvent.UserJoined joined) {
            return "joined: " + joined.user();
        }
        if (event instanceof SessionEvent.UserLeft left) {
            return "left: " + left.user();
        }
        if (event instanceof SessionEvent.UserChanged changed) {
            return "changed: " + changed.user();
        }
        if (event instanceof SessionEvent.Failed failed) {
            return "failed: " + failed.origin().map(Object::toString).orElse("nobody") + ": " + failed.message();
        }
        return event.toString();
    }

    private final class TestType implements NoteType {
        @Override
        public List<String> sessionTypes() {
            return List.of("InfTestSession", "InfSession");
        }

        @Override
        public Note create() {
            return note;
        }

        @Override
        public Note read(InputStream stored) {
            return note;
        }
    }
}
