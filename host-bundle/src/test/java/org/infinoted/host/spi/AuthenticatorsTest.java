// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.infinoted.auth.Authenticator;
import org.infinoted.auth.Login;
import org.infinoted.auth.LoginVerdict;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.host.stream.SaslVerdict;
import org.infinoted.protocol.AuthenticationDetailError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AuthenticatorsTest {
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final SaslVerdict ACCEPTED = new SaslVerdict.Accepted();
    private static final SaslVerdict TEMPORARY = new SaslVerdict.Failed("temporary-auth-failure");

    private final SpiFixture fixture = new SpiFixture();
    private final Authenticators authenticators = new Authenticators(TIME, fixture.runtime, new CallLimits(1, 10));
    private final FakeLink link = new FakeLink(new ManualLoop(), 1, "127.0.0.1:1");
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        fixture.close();
    }

    private void add(long id, int ranking, String name, LoginVerdict verdict) {
        authenticators.add(SpiFixture.reference(id, Map.of("service.ranking", ranking)), login -> {
            asked.add(name);
            return verdict;
        });
    }

    private CompletableFuture<SaslVerdict> judge() {
        var verdict = new CompletableFuture<SaslVerdict>();
        authenticators.judge(link, "ANONYMOUS", "ann", verdict::complete);
        return verdict;
    }

    private static SaslVerdict refusal(String reason) {
        return new SaslVerdict.Failed(
                "not-authorized",
                Optional.of(new SaslVerdict.Detail(AuthenticationDetailError.USER_NOT_AUTHORIZED, reason)));
    }

    @Test
    void whereNobodyDecidesEverybodyIsLetInAtOnce() {
        assertEquals(ACCEPTED, judge().getNow(null));
    }

    @Test
    void allAreAskedInTheOrderOfTheServicesAndWhoHasNoOpinionLetsIn() throws Exception {
        add(7, 0, "old", LoginVerdict.undecided());
        add(9, 5, "high", LoginVerdict.allow());
        add(8, 0, "new", LoginVerdict.undecided());

        assertEquals(ACCEPTED, SpiFixture.result(judge()));
        assertEquals(List.of("high", "old", "new"), asked);
    }

    @Test
    void theFirstThatRefusesDecidesWhateverOthersAllow() throws Exception {
        add(1, 3, "allows", LoginVerdict.allow());
        add(2, 2, "refuses", LoginVerdict.refuse("no\nroom"));
        add(3, 1, "last", LoginVerdict.allow());

        assertEquals(refusal("no\\u000aroom"), SpiFixture.result(judge()));
        assertEquals(List.of("allows", "refuses"), asked);
        assertTrue(fixture.log.hasPart("was refused by the authenticator of \"org.example/1.0.0\": no\\u000aroom"));
    }

    @Test
    void anAuthenticatorSeesWhoWantsToLogInAndHow() throws Exception {
        var seen = new CompletableFuture<Login>();
        authenticators.add(SpiFixture.reference(1, Map.of()), login -> {
            seen.complete(login);
            return LoginVerdict.undecided();
        });

        judge();

        Login login = SpiFixture.result(seen);
        assertSame(link, login.connection());
        assertEquals("ANONYMOUS", login.mechanism());
        assertEquals("ann", login.name());
        assertEquals(List.of(), login.certificates());
    }

    @Test
    void anExceptionRefusesForTheMoment() throws Exception {
        authenticators.add(SpiFixture.reference(1, Map.of()), login -> {
            throw new IllegalStateException("no directory");
        });

        assertEquals(TEMPORARY, SpiFixture.result(judge()));
        assertTrue(fixture.log.hasPart("has thrown java.lang.IllegalStateException: no directory"));
    }

    @Test
    void nullRefusesForTheMoment() throws Exception {
        authenticators.add(SpiFixture.reference(1, Map.of()), login -> null);

        assertEquals(TEMPORARY, SpiFixture.result(judge()));
    }

    @Test
    void oneThatNeverReturnsRefusesForTheMomentWhenTheTimeOfAllTogetherIsOver() throws Exception {
        add(1, 9, "first", LoginVerdict.allow());
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        authenticators.add(SpiFixture.reference(2, Map.of()), login -> {
            begun.countDown();
            SpiFixture.awaitStubbornly(release);
            return LoginVerdict.allow();
        });
        CompletableFuture<SaslVerdict> verdict = judge();
        SpiFixture.await(begun);

        fixture.advance(TIME);

        assertEquals(TEMPORARY, SpiFixture.result(verdict));
        CompletableFuture<SaslVerdict> next = judge();
        assertEquals(TEMPORARY, SpiFixture.result(next), "it was asked while it had not returned");
        release.countDown();
    }

    @Test
    void oneThatHasGoneIsNotAskedAnyMore() throws Exception {
        var reference = SpiFixture.<Authenticator>reference(1, Map.of());
        authenticators.add(reference, login -> LoginVerdict.refuse("no"));
        assertEquals(refusal("no"), SpiFixture.result(judge()));

        authenticators.remove(reference);

        assertEquals(ACCEPTED, judge().getNow(null));
    }

    @Test
    void aChangedRankingChangesTheOrder() throws Exception {
        Map<String, Object> properties = new java.util.HashMap<>(Map.of("service.id", 1L, "service.ranking", 0));
        var reference = SpiFixture.<Authenticator>reference(properties);
        authenticators.add(reference, login -> {
            asked.add("changing");
            return LoginVerdict.undecided();
        });
        add(2, 5, "fixed", LoginVerdict.undecided());

        properties.put("service.ranking", 9);
        authenticators.modified(reference);

        SpiFixture.result(judge());
        assertEquals(List.of("changing", "fixed"), asked);
    }
}
