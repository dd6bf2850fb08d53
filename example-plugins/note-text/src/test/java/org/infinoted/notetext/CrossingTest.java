// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.infinoted.notetext.LocalUserFixture.Client;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Requests that cross edits of one other client are told to that one as they were made. So two people have in total order just what they
 * have with the original, undo included.
 */
@Tag("random")
class CrossingTest {
    private static final Limits LIMITS = Limits.DEFAULTS.withPending(0);

    private static LocalUserFixture start(Order order, int clients) throws ProtocolException, AdoptedException {
        var fixture = new LocalUserFixture(order, LIMITS, EditLimits.DEFAULTS);
        for (int i = 0; i < clients; i++) {
            fixture.join();
        }
        fixture.settle();
        insert(fixture.clients.get(0), 0, "abcdefgh");
        fixture.settle();
        return fixture;
    }

    private static void insert(Client client, int position, String text) {
        client.act(Request.Type.DO, new Insert(position, AuthoredText.of(client.user, text)));
    }

    private static void delete(Client client, int position, int length) {
        client.act(Request.Type.DO, new RemoteDelete(position, length));
    }

    private static void undo(Client client) {
        client.act(Request.Type.UNDO, null);
    }

    private static void assertSettled(LocalUserFixture fixture) throws ProtocolException, AdoptedException {
        fixture.settle();
        for (Client client : fixture.clients) {
            assertEquals(fixture.text(), LocalUserFixture.textOf(client));
        }
    }

    private static String text(LocalUserFixture fixture) {
        return fixture.text().text();
    }

    @Test
    void whatWasInsertedIntoADeletionIsInItsPlaceWhenThatIsUndone() throws ProtocolException, AdoptedException {
        LocalUserFixture two = start(Order.TOTAL, 2);
        delete(two.clients.get(0), 1, 6);
        insert(two.clients.get(1), 4, "X");
        assertSettled(two);
        assertEquals("aXh", text(two));
        undo(two.clients.get(0));
        assertSettled(two);
        assertEquals("abcdXefgh", text(two));
    }

    @Test
    void severalRequestsCrossSeveralEdits() throws ProtocolException, AdoptedException {
        LocalUserFixture two = start(Order.TOTAL, 2);
        Client a = two.clients.get(0);
        Client b = two.clients.get(1);
        delete(a, 0, 3);
        delete(a, 2, 2);
        insert(b, 2, "X");
        insert(b, 7, "Y");
        insert(a, 1, "Z");
        assertSettled(two);
        for (int i = 0; i < 3; i++) {
            undo(a);
            assertSettled(two);
        }
        assertEquals("abXcdefYgh", text(two).replace("Z", ""));
    }

    @Test
    void ifAThirdHasWrittenSinceAllAreStillToldTheSameText() throws ProtocolException, AdoptedException {
        LocalUserFixture three = start(Order.TOTAL, 3);
        delete(three.clients.get(0), 1, 6);
        insert(three.clients.get(2), 0, "T");
        insert(three.clients.get(1), 4, "X");
        for (Client client : List.of(three.clients.get(0), three.clients.get(2), three.clients.get(1))) {
            client.serveOne();
        }
        assertSettled(three);
        undo(three.clients.get(0));
        assertSettled(three);
    }

    /**
     * One edits and deletes, the other one only inserts; then the first undoes everything. What the original does differently, and why, is
     * in decision 15.
     */
    @Test
    void twoPeopleHaveWhatTheyHaveWithTheOriginal() throws ProtocolException, AdoptedException {
        for (long seed = 0; seed < RandomRuns.count(400, 20_000); seed++) {
            String total = play(seed, Order.TOTAL);
            assertEquals(play(seed, Order.VERBATIM), total, "seed " + seed);
        }
    }

    /** All texts from when the edits have arrived everywhere on. */
    private static String play(long seed, Order order) throws ProtocolException, AdoptedException {
        LocalUserFixture fixture = start(order, 2);
        var random = new Random(seed);
        int undos = 0;
        for (int i = 0; i < 30; i++) {
            int who = random.nextInt(2);
            Client client = fixture.clients.get(who);
            switch (random.nextInt(3)) {
                case 0 -> {
                    edit(client, random, who == 0);
                    undos += 1 - who;
                }
                case 1 -> client.serveOne();
                default -> deliver(client);
            }
        }
        assertSettled(fixture);
        var history = new StringBuilder(text(fixture));
        for (int i = 0; i < undos; i++) {
            undo(fixture.clients.get(0));
            assertSettled(fixture);
            history.append('|').append(text(fixture));
        }
        return history.toString();
    }

    /** All at once, since one request can come to several in total order. */
    private static void deliver(Client client) throws ProtocolException, AdoptedException {
        while (!client.toClient.isEmpty()) {
            client.deliverOne();
        }
    }

    private static void edit(Client client, Random random, boolean deletes) {
        int length = client.engine.text().length();
        int position = random.nextInt(length + 1);
        if (deletes && random.nextBoolean()) {
            delete(client, position, Math.min(length - position, 1 + random.nextInt(5)));
        } else {
            insert(client, position, client.user == 1 ? "x" : "YZ");
        }
    }
}
