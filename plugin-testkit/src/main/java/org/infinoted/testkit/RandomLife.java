// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.infinoted.connection.ConnectionState;
import org.infinoted.plugin.PluginState;
import org.infinoted.session.Session;
import org.infinoted.text.TextSession;
import org.infinoted.xml.Element;

/**
 * Makes clients come, work and go at random, and the plugin too; between any two callbacks anything may happen. The
 * same seed gives the same sequence.
 */
final class RandomLife {
    private static final int MOST_CLIENTS = 4;
    private static final int MOST_DOCUMENTS = 3;

    private final ContractScenario scenario;
    private final TestHost host;
    private final SplittableRandom random;
    private final List<TestClient> clients = new ArrayList<>();
    private final List<TestDocument> documents = new ArrayList<>();

    RandomLife(ContractScenario scenario, long seed) {
        this.scenario = scenario;
        this.host = scenario.host();
        this.random = new SplittableRandom(seed);
        scenario.types().forEach(type -> documents.add(scenario.document(type)));
        while (documents.size() < MOST_DOCUMENTS) {
            documents.add(scenario.document(
                    scenario.types().get(random.nextInt(scenario.types().size()))));
        }
    }

    /** Takes this many steps; in the end the plugin and all clients have gone. */
    void live(int steps) {
        host.hold();
        for (int i = 0; i < steps; i++) {
            step();
        }
        host.release();
        if (!scenario.isInstalled()) {
            scenario.install();
        }
        host.advance(Duration.ofMinutes(2));
        List.copyOf(clients).forEach(TestClient::close);
        host.advance(Duration.ofMinutes(2));
        scenario.uninstall();
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0 -> connect();
            case 1 -> any(clients).ifPresent(TestClient::login);
            case 2 -> any(clients).ifPresent(client -> client.fail("A random failure"));
            case 3 ->
                any(clients).ifPresent(client -> {
                    clients.remove(client);
                    client.close();
                });
            case 4 -> comeOrGo();
            case 5 -> advance(Duration.ofSeconds(random.nextInt(90)));
            case 6, 7 ->
                loggedIn().ifPresent(client -> work(client, any(documents).orElseThrow()));
            default -> host.step();
        }
    }

    /** The server's time limit for a plugin's end must not run out while its callbacks are held back. */
    private void advance(Duration time) {
        while (host.plugins().stream().anyMatch(status -> status.state() == PluginState.STOPPING)) {
            host.step();
        }
        host.advance(time);
    }

    private void connect() {
        if (clients.size() < MOST_CLIENTS) {
            clients.add(host.connect("client " + clients.size()));
        }
    }

    private void comeOrGo() {
        if (scenario.isInstalled()) {
            scenario.uninstall();
        } else if (!scenario.checker().isAlive()) { // one object lives one life at a time
            scenario.install();
        }
    }

    private void work(TestClient client, TestDocument document) {
        Session session = document.session().orElse(null);
        boolean joined = session != null && session.users().stream().anyMatch(user -> user.isVia(client.connection()));
        if (!joined) {
            client.join(document, "user " + client.connection().id());
        } else if (random.nextInt(4) == 0) {
            client.leave(document);
        } else if (!(session instanceof TextSession text)) {
            client.send(document, Element.empty("nobody-knows-this"));
        } else if (text.text().length() > 3 && random.nextBoolean()) {
            client.erase(document, random.nextInt(text.text().length() - 2), 2);
        } else {
            client.type(document, random.nextInt(text.text().length() + 1), "a\uD83D\uDE00b");
        }
    }

    private Optional<TestClient> loggedIn() {
        return any(clients.stream()
                .filter(client -> client.connection().state() == ConnectionState.OPEN)
                .toList());
    }

    private <T> Optional<T> any(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }
}
