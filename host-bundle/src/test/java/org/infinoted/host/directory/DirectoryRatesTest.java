// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.IntFunction;
import org.infinoted.host.rate.ClientRates;
import org.infinoted.host.rate.RateLimit;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the directory charges its clients for, with the rates that the server has by default, and how clients take turns. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class DirectoryRatesTest {
    @AutoClose
    private final DirectoryFixture server =
            new DirectoryFixture(new MemoryStore(), DirectoryLimits.DEFAULT, ClientRates.DEFAULT);

    private final DirectoryClient client = server.connect();

    private static String folder(String name) {
        return "<add-node parent='0' type='InfSubdirectory' name='" + name + "'/>";
    }

    /** Has a client make a folder. Returns how many changes the store made until that was told, its own among them. */
    private int changesUntilMade(DirectoryClient creator) {
        creator.post("<add-node seq='1' parent='0' type='InfSubdirectory' name='mine'/>");
        server.settleLoops();
        int changes = 0;
        while (creator.take().stream().noneMatch(message -> message.contains("mine"))) {
            server.writer.run(0);
            server.settleLoops();
            changes++;
            assertTrue(changes < 1000, "it is never made");
        }
        return changes;
    }

    /** Sends as fast as the server reads until it disconnects. Returns how many messages it has read. */
    private int sendUntilDisconnected(IntFunction<String> message) {
        int sent = 0;
        while (client.endReason().isEmpty() && sent < 10_000) {
            while (!client.isReadingPaused() && client.endReason().isEmpty() && sent < 10_000) {
                client.send(message.apply(sent));
                client.takeRaw();
                sent++;
            }
            server.network.advance(Duration.ofMillis(10));
        }
        return sent;
    }

    @Test
    void requestsThatFailEndTheStreamWhenTheyGoOn() {
        int sent = sendUntilDisconnected(i -> "<remove-node/>");
        assertTrue(client.endReason().contains("errors-per-second"), client.endReason());
        assertEquals(200 + 20 * 30, sent, 10);
    }

    @Test
    void unknownMessagesAreFailures() {
        sendUntilDisconnected(i -> "<what-" + i + "/>");
        assertTrue(client.endReason().contains("errors-per-second"), client.endReason());
    }

    @Test
    void foldersAndDocumentsThatAreMadeEndTheStreamWhenTheyGoOn() {
        int sent = sendUntilDisconnected(i -> folder("f" + i));
        assertTrue(client.endReason().contains("nodes-per-second"), client.endReason());
        assertEquals(500 + 20 * 30, sent, 10);
    }

    @Test
    void subscriptionsEndTheStreamWhenTheyGoOn() {
        client.send("<add-node parent='0' type='InfText' name='doc'/>");
        int sent = sendUntilDisconnected(i -> i % 2 == 0 ? "<subscribe-session id='1'/>" : "<subscribe-nack id='1'/>");
        assertTrue(client.endReason().contains("joins-per-second"), client.endReason());
        assertEquals(2 * (1000 + 50 * 30), sent, 10);
    }

    @ParameterizedTest
    @CsvSource({
        "joins-per-second, <explore-node id='0'/>, <explore-node id='1'/>",
        "joins-per-second, <subscribe-session id='2'/>, <subscribe-chat/>",
        "nodes-per-second, <remove-node id='3'/>, <remove-node id='2'/>",
        "nodes-per-second, <save-session id='2'/>, <save-session id='2'/>"
    })
    void eachRequestThatMakesTheServerDoMuchIsCharged(String limit, String first, String second) {
        RateLimit none = RateLimit.none("any");
        RateLimit one = new RateLimit(limit, 1, 1);
        boolean joins = limit.startsWith("joins");
        var strict = new ClientRates(none, none, joins ? one : none, joins ? none : one, Duration.ofSeconds(30));
        var store = new MemoryStore()
                .withFolder("/a")
                .withDocument("/b", "InfText", "x")
                .withFolder("/c");
        try (var limited = new DirectoryFixture(store, DirectoryLimits.DEFAULT, strict)) {
            limited.connect().send("<explore-node id='0'/>");
            DirectoryClient careful = limited.connect();
            careful.send(first);
            assertFalse(careful.isReadingPaused());
            careful.send(second);
            assertTrue(careful.isReadingPaused());
        }
    }

    @Test
    void aScriptThatMakesFourHundredFoldersInARowIsNotTouched() {
        for (int i = 0; i < 400; i++) {
            client.send(folder("f" + i));
            assertFalse(client.isReadingPaused());
        }
    }

    @Test
    void whoMakesOneDocumentDoesNotWaitForSixtyWhoMakeMany() {
        DirectoryClient[] creators = new DirectoryClient[60];
        for (int i = 0; i < creators.length; i++) {
            creators[i] = server.connect();
            creators[i].send("<explore-node id='0'/>");
        }
        DirectoryClient honest = server.connect();
        honest.send("<explore-node id='0'/>");
        for (int i = 0; i < creators.length; i++) {
            for (int n = 0; n < 100; n++) {
                creators[i].post(folder("f" + i + "-" + n));
            }
        }
        server.settleLoops();
        for (int change = 0; change < 300; change++) { // the store makes one at a time
            server.writer.run(0);
            server.settleLoops();
        }
        honest.takeRaw();

        int waited = changesUntilMade(honest);
        assertTrue(waited <= 4, "it waited for " + waited + " changes of others");
    }

    @Test
    void whoHasMadeOneNowAndThenIsNotPutOffForThat() {
        DirectoryClient steady = server.connect();
        steady.send("<explore-node id='0'/>");
        for (int n = 0; n < 20; n++) {
            steady.send(folder("earlier " + n));
        }
        steady.takeRaw();
        DirectoryClient[] creators = new DirectoryClient[60];
        for (int i = 0; i < creators.length; i++) {
            creators[i] = server.connect();
            creators[i].send("<explore-node id='0'/>");
        }
        for (int i = 0; i < creators.length; i++) {
            for (int n = 0; n < 10; n++) {
                creators[i].post(folder("f" + i + "-" + n));
            }
        }
        server.settleLoops();

        int waited = changesUntilMade(steady);
        assertTrue(waited <= 61, "it was made after " + waited + " changes: one of each of the others, and its own");
    }

    @Test
    void whoHasMadeManyIsServedWhenItWaits() {
        DirectoryClient other = server.connect();
        for (int n = 0; n < 50; n++) {
            client.post(folder("a" + n));
            other.post(folder("b" + n));
        }
        server.settle();
        client.send("<explore-node id='0'/>");
        assertEquals(
                100,
                client.take().stream()
                        .filter(message -> message.startsWith("<add-node"))
                        .count());
    }
}
