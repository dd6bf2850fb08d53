// SPDX-License-Identifier: Apache-2.0
package org.infinoted.visits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.infinoted.plugin.PluginException;
import org.infinoted.testkit.TestHost;
import org.infinoted.testkit.TestPlugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class VisitsTest {
    private final TestHost host = TestHost.start();
    private TestPlugin visits;

    @BeforeEach
    void install() {
        visits = host.install(new Visits(5, host.clock()));
    }

    @Test
    void visitOfTheMinimumIsLogged() {
        var ann = host.connect("ann");
        host.advance(Duration.ofSeconds(5));
        ann.close();

        assertEquals(List.of("INFO 127.0.0.1:40001 stayed for 5 s"), visits.log());
    }

    @Test
    void shorterVisitIsNotLogged() {
        var ann = host.connect("ann");
        host.advance(Duration.ofMillis(4_999));
        ann.close();

        assertEquals(List.of(), visits.log());
    }

    @Test
    void nothingIsLoggedOfAClientThatStaysWhenThePluginGoes() {
        host.connect("ann");
        host.advance(Duration.ofSeconds(60));
        visits.uninstall();

        assertEquals(List.of(), visits.log());
    }

    @Test
    void negativeMinimumIsRefusedByName() {
        var refusal = assertThrows(PluginException.class, () -> host.install(Visits.class, Map.of("minimum", -1)));

        assertEquals("The option minimum is \"-1\"; it must be a whole number, 0 or more", refusal.getMessage());
    }
}
