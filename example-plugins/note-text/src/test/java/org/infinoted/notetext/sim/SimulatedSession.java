// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.file.Author;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;

/** One session: people and plugins that edit one document. Everything follows from the seed. */
final class SimulatedSession {
    private static final int FIRST_AUTHOR = 1;

    private final Style style;
    private final NoteSource notes;
    private final Limits limits;
    private final Limits clientLimits;
    private final Random random;
    private final VirtualTime time = new VirtualTime();
    private final Findings findings = new Findings(time);
    private final SimulatedHost host;
    private final Faults faults;
    private final List<Typist> typists = new ArrayList<>();
    private final List<SimulatedClient> readers = new ArrayList<>();
    private final List<PluginTypist> plugins = new ArrayList<>();
    private int connections;
    private boolean ending;

    SimulatedSession(long seed, Style style, NoteSource notes) {
        this(seed, style, notes, Faults.NONE);
    }

    /** @param faults what the host fails at. Then it is no finding if it ends subscriptions */
    SimulatedSession(long seed, Style style, NoteSource notes, Faults faults) {
        this.faults = faults;
        this.style = style;
        this.notes = notes;
        limits = Limits.DEFAULTS.withPending(0).withLog(style.log());
        clientLimits = patient(limits);
        random = new Random(seed);
        host = new SimulatedHost(time, seed, findings, faults);
        host.open(notes.open(stored(), limits));
        try {
            begin();
        } catch (ProtocolException | AdoptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Clients have no limit of what a request may cost. */
    private static Limits patient(Limits limits) {
        return new Limits(
                limits.log(),
                limits.repetitions(),
                limits.pending(),
                limits.distance(),
                Long.MAX_VALUE,
                limits.cache(),
                limits.kept());
    }

    private TextDocument stored() {
        String text = style.typing().maxText() > 1000 ? "lorem ipsum dolor sit amet ".repeat(20) : "abcdefghij";
        return switch (style.start()) {
            case BY_NOBODY -> new TextDocument(List.of(), AuthoredText.of(0, text));
            case BY_ABSENT ->
                new TextDocument(List.of(new Author(FIRST_AUTHOR, "user 0", .5)), AuthoredText.of(FIRST_AUTHOR, text));
            case CREATED, UPLOADED, UPLOADED_WITH_LOG -> new TextDocument(List.of(), AuthoredText.empty());
        };
    }

    private void begin() throws ProtocolException, AdoptedException {
        for (int i = 0; i < style.users(); i++) {
            addTypist(i == 0 ? style.start() : Style.Start.BY_NOBODY);
        }
        for (int i = 0; i < style.life().readers(); i++) {
            addReader();
        }
        for (int i = 0; i < style.life().plugins(); i++) {
            var plugin = new PluginTypist("plugin " + i, host, findings, random);
            plugins.add(plugin);
            planPlugin(plugin);
        }
        for (int i = 1; i <= style.life().replacements(); i++) {
            time.at(style.seconds() * i / (style.life().replacements() + 1), this::replaceNote);
        }
    }

    private void addTypist(Style.Start start) throws ProtocolException, AdoptedException {
        var client = new SimulatedClient("user " + typists.size(), time, clientLimits, findings);
        expectFaults(client);
        var typist = new Typist(client, style.typing(), random);
        if (typists.size() < style.life().companions()) {
            typist.accompany("companion " + typists.size());
        }
        typists.add(typist);
        client.connect(connection(client));
        switch (start) {
            case CREATED -> {
                host.created(client.connection());
                client.begin(new EngineBuilder(clientLimits).build(), new Roster());
            }
            case UPLOADED -> upload(client, false);
            case UPLOADED_WITH_LOG -> upload(client, true);
            case BY_NOBODY, BY_ABSENT -> client.subscribe();
        }
        plan(typist);
    }

    private void expectFaults(SimulatedClient client) {
        if (faults.areOn()) {
            client.expectClose();
        }
    }

    private void upload(SimulatedClient client, boolean history) throws ProtocolException {
        var document = new Uploaded(client.own(), clientLimits, history);
        client.begin(document.engine(), document.roster());
        client.own().enter(document.present());
        if (history) {
            client.expectClose(); // the server may prefer a history of its own
        }
        host.uploaded(
                client.connection(), document.users(client.connection()), document.descriptions(), document.content());
    }

    private SimulatedClient addReader() {
        var reader = new SimulatedClient("reader " + readers.size(), time, clientLimits, findings);
        expectFaults(reader);
        reader.connect(connection(reader));
        reader.subscribe();
        readers.add(reader);
        return reader;
    }

    private SimulatedConnection connection(SimulatedClient client) {
        connections++;
        return new SimulatedConnection(connections, time, random, style.delays(), this::arrived, client::received);
    }

    private void arrived(SimulatedConnection from, Element message) {
        if (message.name().equals("connection-lost")) {
            host.lost(from);
        } else {
            host.received(from, message);
        }
    }

    private double pause() {
        return -Math.log(1 - random.nextDouble()) / style.typing().rate();
    }

    private void plan(Typist typist) {
        time.at(time.now() + pause(), () -> {
            if (!ending) {
                act(typist);
                plan(typist);
            }
        });
    }

    private void planPlugin(PluginTypist plugin) {
        time.at(time.now() + pause(), () -> {
            if (!ending) {
                plugin.act();
                planPlugin(plugin);
            }
        });
    }

    private void act(Typist typist) {
        SimulatedClient client = typist.client();
        if (random.nextDouble() < style.delays().stalls()) {
            client.connection().stall(random.nextDouble() * style.delays().stall());
        }
        if (client.isClosed()) {
            client.subscribe();
        } else if (client.hasCrashed()) {
            reconnect(client);
        } else if (random.nextDouble() < style.life().churn()) {
            comeOrGo(typist);
        } else {
            typist.act();
        }
    }

    private void comeOrGo(Typist typist) {
        switch (random.nextInt(7)) {
            case 0 -> {
                if (typists.size() < style.users() + style.life().newcomers()) {
                    try {
                        addTypist(Style.Start.BY_NOBODY);
                    } catch (ProtocolException | AdoptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            case 1 -> typist.goAway();
            case 2, 3 -> typist.comeBack();
            case 4 -> reconnect(typist.client());
            case 5 -> renew(typist.client());
            default -> takeOver(typist);
        }
    }

    /** Subscribes once more through the same connection. */
    private static void renew(SimulatedClient client) {
        if (client.isReady()) {
            client.unsubscribe();
            client.subscribe();
        }
    }

    /** The connection breaks. The server learns of it at once, or after all that was sent before. */
    private void reconnect(SimulatedClient client) {
        client.connection().cutToClient();
        if (random.nextBoolean()) {
            client.connection().sendToServer(Element.empty("connection-lost"));
        } else {
            client.connection().cutToServer();
            host.lost(client.connection());
        }
        client.connect(connection(client));
        client.subscribe();
    }

    /** Somebody without a user wants to be another one who is absent. */
    private void takeOver(Typist typist) {
        Typist other = typists.get(random.nextInt(typists.size()));
        if (other != typist && typist.isWithoutUser() && other.isWithoutUser()) {
            String name = typist.client().own().name();
            typist.client().own().rename(other.client().own().name());
            other.client().own().rename(name);
            typist.comeBack();
            renew(typist.client()); // what two users of one client did cannot be taken back by both
            renew(other.client());
        }
    }

    private void replaceNote() {
        SimulatedHost.Suspended suspended = host.suspend();
        plugins.forEach(PluginTypist::forget);
        time.at(
                time.now() + random.nextDouble(),
                () -> host.resume(notes.open(new TextDocument(List.of(), AuthoredText.empty()), limits), suspended));
    }

    /** Has everybody type, delivers what is on its way, and looks at what has come of it. */
    Findings run() {
        type();
        new SessionCheck(this).check();
        return findings;
    }

    /** Has everybody type, and then undo all that can be undone. Gives the text in the end. */
    String runAndUndo() {
        type();
        for (Typist typist : typists) {
            if (typist.client().hasJoined()) {
                typist.client().takeBack(Request.Type.UNDO, Integer.MAX_VALUE);
                settle();
            }
        }
        return host.context().text().toString();
    }

    private void type() {
        time.runUntil(style.seconds());
        ending = true;
        typists.forEach(typist -> typist.client().connection().endStall());
        time.runAll();
        if (faults.areOn()) {
            recover();
        }
    }

    /** The host fails no more. Everybody comes back and does one thing, so that what is left of a fault is put right. */
    private void recover() {
        faults.end();
        for (Typist typist : typists) {
            if (typist.client().isClosed()) {
                typist.client().subscribe();
                settle();
            }
            typist.join();
            settle();
            typist.act();
            settle();
        }
    }

    Findings findings() {
        return findings;
    }

    SimulatedHost host() {
        return host;
    }

    Style style() {
        return style;
    }

    Random random() {
        return random;
    }

    List<Typist> typists() {
        return typists;
    }

    /** All clients that have the content. */
    List<SimulatedClient> clients() {
        var clients = new ArrayList<SimulatedClient>();
        typists.forEach(typist -> clients.add(typist.client()));
        clients.addAll(readers);
        return clients;
    }

    /** Subscribes once more, and gets everything. */
    SimulatedClient lateReader() {
        SimulatedClient reader = addReader();
        time.runAll();
        return reader;
    }

    void settle() {
        time.runAll();
    }
}
