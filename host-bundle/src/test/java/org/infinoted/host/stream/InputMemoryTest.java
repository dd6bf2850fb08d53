// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.loop.Faults;
import org.infinoted.host.memory.MemoryBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What has come of an element that is not complete is part of the budget. */
@Tag("unit")
class InputMemoryTest {
    private static final int KIB = 1024;
    private static final String LOGIN =
            "<stream:stream><auth mechanism='ANONYMOUS'/><response>dXNlcg==</response><stream:stream>";

    private final MemoryBudget budget = new MemoryBudget(4096 * KIB);
    private final List<Client> clients = new ArrayList<>();

    private final class Client {
        private final TestChannel channel = new TestChannel();
        private final SocketLink link;

        Client() {
            link = new SocketLink(
                    clients.size(),
                    channel,
                    new NettyLoop(channel.eventLoop(), Faults.IGNORED),
                    Instant.EPOCH,
                    StreamProtocol.header("srv.example"),
                    new AnonymousMechanism(LoginPolicy.EVERYBODY),
                    StreamLimits.DEFAULT,
                    budget);
            channel.pipeline()
                    .addLast(new SocketHandler(
                            context -> {
                                link.begin(accepted -> RefusedLinkHandler.INSTANCE);
                                return link;
                            },
                            Faults.IGNORED));
            channel.pipeline().fireChannelActive();
            channel.say(LOGIN);
            channel.heard();
            clients.add(this);
        }

        boolean isOpen() {
            channel.runPendingTasks();
            return channel.isOpen();
        }
    }

    @AfterEach
    void nothingIsLeftWhenAllAreGone() {
        for (Client client : clients) {
            client.channel.close();
            client.channel.runPendingTasks();
            assertFalse(client.channel.finish());
        }
        assertEquals(0, budget.used());
    }

    @Test
    void anIncompleteElementIsChargedUntilItIsComplete() {
        Client client = new Client();
        client.channel.say("<m>" + "x".repeat(100 * KIB));
        assertTrue(budget.used() >= 200 * KIB, "text may take two bytes for each that has come");
        client.channel.say("x".repeat(100 * KIB));
        assertTrue(budget.used() >= 400 * KIB && budget.used() < 410 * KIB, budget.used() + " bytes");
        client.channel.say("</m>");
        assertEquals(0, budget.used());
    }

    @Test
    void manySmallElementsInOneAreChargedMoreThanTheirBytes() {
        Client client = new Client();
        client.channel.say("<m>" + "<a/>".repeat(1000));
        assertTrue(budget.used() >= 1000 * XmlLimits.ELEMENT_COST, budget.used() + " bytes");
    }

    @Test
    void completeElementsAndShortBeginningsCostNothing() {
        Client client = new Client();
        client.channel.say("<m>text</m>".repeat(10_000) + "<m>te");
        assertEquals(0, budget.used());
    }

    @Test
    void ofManyThatNeverCompleteTheirElementsTheGreediestAreDropped() {
        Client honest = new Client();
        honest.channel.say("<m>" + "x".repeat(50 * KIB)); // pastes
        List<Client> attackers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            attackers.add(new Client());
        }
        for (int piece = 0; piece < 20; piece++) {
            for (Client attacker : attackers) {
                if (attacker.isOpen()) {
                    attacker.channel.say((piece == 0 ? "<m>" : "") + "x".repeat(100 * KIB));
                }
            }
        }
        assertTrue(budget.used() <= budget.limit(), budget.used() + " bytes");
        assertTrue(attackers.stream().filter(client -> !client.isOpen()).count() > 25);
        assertTrue(honest.isOpen());
        honest.channel.say("</m>");
        assertTrue(honest.isOpen());
    }

    @Test
    void whatADroppedClientHasSentIsFreeBeforeOthersSendMore() {
        Client greedy = new Client();
        Client other = new Client();
        other.channel.say("<m>" + "x".repeat(1000 * KIB));
        greedy.channel.say("<m>" + "x".repeat(1010 * KIB));
        greedy.channel.inTurn(() -> {
            greedy.link.received(Unpooled.copiedBuffer("x".repeat(100 * KIB), StandardCharsets.UTF_8));
            other.link.received(Unpooled.copiedBuffer("x".repeat(200 * KIB), StandardCharsets.UTF_8));
            assertTrue(budget.used() <= budget.limit(), budget.used() + " bytes");
        });
        assertFalse(greedy.isOpen());
        assertTrue(other.isOpen());
    }

    @Test
    void whatAClientHasSentIsForgottenWithIt() {
        Client client = new Client();
        client.channel.say("<m>" + "x".repeat(100 * KIB));
        client.link.close("enough");
        assertEquals(0, budget.used());
    }
}
