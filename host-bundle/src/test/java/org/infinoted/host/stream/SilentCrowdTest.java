// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.infinoted.host.loop.Faults;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.rate.RateLimit;
import org.infinoted.testdoubles.RandomRuns;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Clients log in as Gobby does while very many sockets say nothing: as many at a time as this process may have open, 10 000 in all
 * at full length, over loopback.
 */
@Tag("unit")
class SilentCrowdTest {
    private static final int CROWD = RandomRuns.count(1500, 10_000);
    /** Sockets that are kept open by this side; older ones are closed, if the server has not closed them. */
    private static final int OPEN = Math.min(CROWD, Descriptors.forConnections() / 3);

    private final Deque<SocketChannel> crowd = new ArrayDeque<>();
    private Loops loops;
    private StreamServer server;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws IOException {
        loops = new Loops(1, SocketTransport.best(), Faults.IGNORED);
        StreamLimits usual = StreamLimits.DEFAULT;
        AdmissionLimits many = usual.admission();
        // they come faster than one address may connect, which is another limit
        var few = new AdmissionLimits(
                200, 50, RateLimit.none("connects"), many.logins(), many.failedLogin(), many.loginDelay());
        server = new StreamServer(
                loops,
                "srv.example",
                new AnonymousMechanism(LoginPolicy.EVERYBODY),
                new StreamLimits(
                        usual.beforeLogin(),
                        usual.afterLogin(),
                        usual.login(),
                        usual.stall(),
                        usual.farewell(),
                        usual.waitingBytes(),
                        usual.connections(),
                        usual.connectionsPerAddress(),
                        usual.failedLogins(),
                        few,
                        usual.input()),
                MemoryBudget.unlimited(),
                Instant::now,
                Echo::new);
        address = server.listen("127.0.0.1", 0);
    }

    @AfterEach
    void end() throws IOException {
        server.stopListening();
        loops.close();
        for (SocketChannel socket : crowd) {
            socket.close();
        }
    }

    private record Echo(Link link) implements LinkHandler {
        @Override
        public void opened() {}

        @Override
        public void received(Element element) {
            Frame frame = XmlEncoder.frame(element);
            link.write(frame);
            frame.release();
        }

        @Override
        public void closed() {}
    }

    /** One more that says nothing. */
    private void join(InetAddress from) throws IOException {
        if (crowd.size() == OPEN) {
            crowd.remove().close();
        }
        SocketChannel socket = SocketChannel.open();
        crowd.add(socket);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(address);
    }

    /** An address of this machine that nobody else uses. */
    private static InetAddress local(int number) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 1, (byte) (number / 250), (byte) (1 + number % 250)});
    }

    private void logInAndTalk() throws IOException {
        try (SocketClient client = new SocketClient(address)) {
            client.logIn();
            client.say("<echo/>");
            assertEquals("<echo/>", client.hear("<echo/>"));
        }
    }

    @Test
    void clientsLogInWhileVeryManyOfTheirNeighboursSayNothing() throws IOException {
        for (int i = 0; i < CROWD; i++) {
            join(address.getAddress());
            if (i % (CROWD / 10) == 0) {
                logInAndTalk();
            }
        }
        logInAndTalk();
    }

    @Test
    @EnabledOnOs(OS.LINUX) // elsewhere a machine has one address of this kind
    void clientsLogInWhileVeryManyFromEverywhereSayNothing() throws IOException {
        try (SocketClient before = new SocketClient(address)) {
            before.logIn();
            for (int i = 0; i < CROWD; i++) {
                join(local(i / 2));
                if (i % (CROWD / 10) == 0) {
                    logInAndTalk();
                }
            }
            logInAndTalk();
            before.say("<echo/>");
            assertEquals("<echo/>", before.hear("<echo/>"));
        }
    }
}
