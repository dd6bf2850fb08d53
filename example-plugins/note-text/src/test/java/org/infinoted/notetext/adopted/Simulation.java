// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.infinoted.notetext.rope.AuthoredText;

/**
 * A server and clients that edit at random over links which keep the order of messages but delay them at will. Everything
 * follows from the seed. Each host has an engine of its own; clients execute what they do at once.
 */
final class Simulation {
    /** What travels over a link. */
    sealed interface Message permits Asked, Joined, Left {}

    /** @param deleted what the sender saw itself delete; null if it did something else */
    record Asked(int user, StateVector diff, long count, Request.Type type, Operation operation, AuthoredText deleted)
            implements Message {}

    /** A user came; {@code client} recognises its own. */
    record Joined(Participant participant, Client client) implements Message {}

    /** A user went. */
    record Left(int user) implements Message {}

    /** A host with one user. */
    static final class Client {
        final TextEngine engine;
        final Deque<Message> toServer = new ArrayDeque<>();
        final Deque<Message> toClient = new ArrayDeque<>();
        int user;
        boolean stalled;

        Client(TextEngine engine) {
            this.engine = engine;
        }

        boolean hasJoined() {
            return user != 0 && engine.participant(user).status() != Status.UNAVAILABLE;
        }
    }

    /**
     * What a simulated session is like.
     *
     * @param clients how many there are at first
     * @param most how many there can be at a time
     * @param churn whether users leave, rejoin, and come through new connections
     */
    record Style(int clients, int most, boolean churn, int steps, Limits limits) {}

    private static final int LONG_TEXT = 200;

    final TextEngine server;
    final List<Client> clients = new ArrayList<>();

    /** Has no user and receives what the server receives, in its order. */
    final Client observer;

    /** All requests in the order in which the server got them. */
    final List<Asked> history = new ArrayList<>();

    /** Why requests failed at the server. */
    final List<Failure> failures = new ArrayList<>();

    /** How many requests waited at the server, added up over all messages. */
    int waited;

    private final Style style;
    private final Random random;

    Simulation(long seed, Style style) {
        this.random = new Random(seed);
        this.style = style;
        try {
            server = new EngineBuilder(style.limits())
                    .append(AuthoredText.of(0, "abcdefghij"))
                    .build();
        } catch (AdoptedException e) {
            throw new IllegalStateException(e);
        }
        observer = new Client(copy(server, style.limits()));
        for (int i = 0; i < style.clients(); i++) {
            connect();
        }
        settle();
    }

    /** An engine made from what a synchronisation transports. */
    static TextEngine copy(TextEngine engine, Limits limits) {
        try {
            var builder = new EngineBuilder(limits).append(engine.text());
            for (var participant : engine.participants()) {
                builder.user(participant);
            }
            for (var participant : engine.participants()) {
                for (var request : engine.log(participant.id())) {
                    builder.request(request);
                }
            }
            return builder.build();
        } catch (AdoptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void run() {
        for (int step = 0; step < style.steps(); step++) {
            step();
        }
        settle();
    }

    private void step() {
        var client = clients.get(random.nextInt(clients.size()));
        if (random.nextInt(40) == 0) {
            client.stalled = !client.stalled;
        }
        int dice = random.nextInt(100);
        if (dice < 40) {
            if (client.hasJoined()) {
                act(client);
            }
        } else if (dice < 65) {
            if (!client.stalled) {
                serve(client);
            }
        } else if (dice < 96) {
            if (!client.stalled) {
                deliver(client);
            }
        } else if (style.churn()) {
            churn(client);
        }
    }

    /** Delivers everything that is on its way. */
    void settle() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (var client : List.copyOf(clients)) {
                busy |= serve(client);
                busy |= deliver(client);
            }
        }
        while (deliver(observer)) {
            // all of it
        }
    }

    private void churn(Client client) {
        switch (random.nextInt(4)) {
            case 0 -> {
                if (clients.size() < style.most()) {
                    connect();
                }
            }
            case 1 -> {
                if (client.hasJoined()) {
                    client.engine.setStatus(client.user, Status.UNAVAILABLE);
                    client.toServer.add(new Left(client.user));
                }
            }
            case 2 -> {
                if (client.user != 0 && !client.hasJoined()) {
                    client.toServer.add(joining(client));
                }
            }
            default -> {
                if (clients.size() > 2 || random.nextBoolean()) {
                    reconnect(client);
                }
            }
        }
    }

    private Joined joining(Client client) {
        return new Joined(new Participant(client.user, Status.ACTIVE, client.engine.current(), 0, 0), client);
    }

    private void connect() {
        var client = new Client(copy(server, style.limits()));
        clients.add(client);
        client.toServer.add(joining(client));
    }

    /** The connection breaks, what was on its way is lost, and the user comes back through a new one. */
    private void reconnect(Client client) {
        clients.remove(client);
        if (client.user != 0 && server.participant(client.user).status() != Status.UNAVAILABLE) {
            server.setStatus(client.user, Status.UNAVAILABLE);
            broadcast(new Left(client.user), client);
        }
        var next = new Client(copy(server, style.limits()));
        next.user = client.user;
        clients.add(next);
        next.toServer.add(joining(next));
    }

    private void broadcast(Message message, Client sender) {
        observer.toClient.add(message);
        for (var client : clients) {
            if (client != sender) {
                client.toClient.add(message);
            }
        }
    }

    /** The server handles one message. */
    private boolean serve(Client client) {
        var message = client.toServer.poll();
        if (message == null) {
            return false;
        }
        if (message instanceof Joined joined) {
            join(joined, client);
        } else if (message instanceof Left left) {
            server.setStatus(left.user(), Status.UNAVAILABLE);
            broadcast(left, client);
        } else {
            serve((Asked) message, client);
        }
        return true;
    }

    private void serve(Asked asked, Client client) {
        if (server.participant(asked.user()).status() == Status.UNAVAILABLE) {
            return;
        }
        history.add(asked);
        var outcome = receive(server, asked);
        broadcast(asked, client);
        waited += server.pending();
        switch (outcome.disposition()) {
            case EXECUTED -> checkDeleted(asked);
            case FAILED -> {
                failures.add(outcome.failure());
                reconnect(client);
            }
            default -> throw new IllegalStateException(outcome.toString());
        }
    }

    private void join(Joined joined, Client client) {
        var wanted = joined.participant();
        if (wanted.id() != 0 && server.participant(wanted.id()).status() != Status.UNAVAILABLE) {
            return;
        }
        int id = wanted.id() == 0 ? server.nextUserId() : wanted.id();
        var participant = new Participant(id, wanted.status(), wanted.vector(), wanted.caret(), wanted.selection());
        try {
            server.join(participant);
        } catch (AdoptedException e) {
            reconnect(client);
            return;
        }
        broadcast(new Joined(participant, client), null);
    }

    /** A client, or the observer, handles one message. */
    private boolean deliver(Client client) {
        var message = client.toClient.poll();
        if (message == null) {
            return false;
        }
        if (message instanceof Joined joined) {
            try {
                client.engine.join(joined.participant());
            } catch (AdoptedException e) {
                if (client == observer || style.most() == 2) {
                    throw new IllegalStateException(e);
                }
                reconnect(client); // with three users a client can have come to differ so far that it misses requests
            }
            if (joined.client() == client) {
                client.user = joined.participant().id();
            }
        } else if (message instanceof Left left) {
            client.engine.setStatus(left.user(), Status.UNAVAILABLE);
        } else {
            receive(client.engine, (Asked) message);
        }
        return true;
    }

    static Outcome receive(TextEngine engine, Asked asked) {
        var vector = engine.participant(asked.user()).vector().plus(asked.diff());
        return engine.receive(new Request(asked.user(), asked.type(), vector, asked.operation()), asked.count());
    }

    private void act(Client client) {
        int dice = random.nextInt(100);
        if (dice < 14) {
            takeBack(client, Request.Type.UNDO);
        } else if (dice < 24) {
            takeBack(client, Request.Type.REDO);
        } else if (dice < 27) {
            send(client, NoOp.INSTANCE, random.nextInt(2));
        } else if (dice < 34) {
            send(client, move(client.engine.text().length()), 1);
        } else {
            edit(client);
        }
    }

    private Move move(int length) {
        int caret = random.nextInt(length + 1);
        return new Move(caret, random.nextInt(length + 1) - caret);
    }

    private void edit(Client client) {
        int length = client.engine.text().length();
        // Half of all edits meet in one place.
        int position = random.nextBoolean() ? Math.min(length, 5) : random.nextInt(length + 1);
        if (length < LONG_TEXT && (length < 5 || random.nextInt(5) < 3)) {
            var letters = new StringBuilder();
            for (int i = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(3); i > 0; i--) {
                letters.appendCodePoint(random.nextInt(10) == 0 ? 0x1F431 : 'A' + random.nextInt(26));
            }
            send(client, new Insert(position, AuthoredText.of(client.user, letters.toString())), 1);
        } else {
            int count = Math.min(length - position, random.nextInt(random.nextInt(4) == 0 ? 30 : 4));
            send(client, new RemoteDelete(position, count), 1);
        }
    }

    /** Whether something can be taken back depends on what the others know of this user, so it tells them first. */
    private void takeBack(Client client, Request.Type type) {
        send(client, NoOp.INSTANCE, 1);
        if (type == Request.Type.UNDO ? client.engine.canUndo(client.user) : client.engine.canRedo(client.user)) {
            send(client, type, null, 1);
        }
    }

    private void send(Client client, Operation operation, long count) {
        send(client, Request.Type.DO, operation, count);
    }

    private void send(Client client, Request.Type type, Operation operation, long count) {
        var engine = client.engine;
        var vector = engine.current();
        var diff = vector.minus(engine.participant(client.user).vector());
        AuthoredText deleted = null;
        if (operation instanceof RemoteDelete delete) {
            deleted = engine.text().slice((int) delete.position(), (int) delete.length());
        }
        var outcome = engine.receive(new Request(client.user, type, vector, operation), count);
        if (outcome.failure() != null) {
            throw new IllegalStateException(outcome.toString());
        }
        client.toServer.add(new Asked(client.user, diff, count, type, operation, deleted));
    }

    /** With two users everyone agrees on every text, so a deletion takes out for the server what it did for its sender. */
    private void checkDeleted(Asked asked) {
        if (asked.deleted() != null && style.most() == 2) {
            var log = server.log(asked.user());
            if (log.isEmpty()) {
                return;
            }
            var logged = ((Delete) log.get(log.size() - 1).operation()).chunk();
            if (!logged.equals(asked.deleted())) {
                throw new IllegalStateException("deleted " + asked.deleted() + ", logged " + logged);
            }
        }
    }
}
