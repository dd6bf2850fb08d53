// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.infinoted.connection.Connection;
import org.infinoted.session.RequestFilter;
import org.infinoted.session.RequestVerdict;
import org.infinoted.session.Session;
import org.infinoted.session.SessionRequest;
import org.infinoted.session.User;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RequestFiltersTest {
    private final SpiFixture fixture = new SpiFixture();
    private final RequestFilters filters = new RequestFilters(fixture.runtime, new CallLimits(4, 10));
    private final CountDownLatch release = new CountDownLatch(1);

    private record Request(Session session, Connection connection, Optional<User> user, Element message)
            implements SessionRequest {}

    @AfterEach
    void end() {
        release.countDown();
        fixture.close();
    }

    private void add(long id, Map<String, Object> properties, RequestFilter filter) {
        filters.add(SpiFixture.reference(id, properties), filter);
    }

    private CompletableFuture<Optional<String>> judge() {
        var verdict = new CompletableFuture<Optional<String>>();
        filters.judge(new Request(null, null, Optional.empty(), Element.empty("request")), verdict::complete);
        return verdict;
    }

    @Test
    void theGateIsOpenUnlessThereIsAFilter() {
        assertTrue(filters.isOpen());
        var reference = SpiFixture.<RequestFilter>reference(1, Map.of());
        filters.add(reference, request -> RequestVerdict.accept());
        assertFalse(filters.isOpen());
        filters.remove(reference);
        assertTrue(filters.isOpen());
    }

    @Test
    void allAreAskedUntilOneRefuses() throws Exception {
        add(1, Map.of(), request -> RequestVerdict.accept());
        assertEquals(Optional.empty(), SpiFixture.result(judge()));

        add(
                2,
                Map.of(),
                request -> RequestVerdict.refuse("not \"" + request.message().name() + '"'));
        add(3, Map.of(), request -> {
            throw new AssertionError("asked after a refusal");
        });
        assertEquals(Optional.of("not \"request\""), SpiFixture.result(judge()));
        assertFalse(fixture.log.hasPart("WARN"), fixture.log::toString);
    }

    @Test
    void aFilterThatThrowsRefusesUnlessItsServiceSaysOtherwise() throws Exception {
        RequestFilter faulty = request -> {
            throw new IllegalStateException("broken");
        };
        var reference = SpiFixture.<RequestFilter>reference(1, Map.of());
        filters.add(reference, faulty);
        assertEquals(
                Optional.of("The request filter of \"org.example/1.0.0\" has thrown"
                        + " java.lang.IllegalStateException: broken"),
                SpiFixture.result(judge()));
        filters.remove(reference);

        add(2, Map.of(RequestFilter.FALLBACK, RequestFilter.ACCEPT), faulty);
        assertEquals(Optional.empty(), SpiFixture.result(judge()));
        add(3, Map.of(RequestFilter.FALLBACK, RequestFilter.ACCEPT), request -> null);
        assertEquals(Optional.empty(), SpiFixture.result(judge()));
    }

    @Test
    void aFilterThatHangsGivesItsStatedAnswerWhenItsOwnTimeIsOver() throws Exception {
        var begun = new CountDownLatch(2);
        RequestFilter hanging = request -> {
            begun.countDown();
            SpiFixture.awaitStubbornly(release);
            return RequestVerdict.accept();
        };
        var reference = SpiFixture.<RequestFilter>reference(1, Map.of(RequestFilter.TIMEOUT, 300));
        filters.add(reference, hanging);
        CompletableFuture<Optional<String>> refused = judge();
        filters.remove(reference);
        add(2, Map.of(RequestFilter.TIMEOUT, 300, RequestFilter.FALLBACK, RequestFilter.ACCEPT), hanging);
        CompletableFuture<Optional<String>> accepted = judge();
        fixture.time.awaitScheduled(1);

        fixture.advance(Duration.ofMillis(299));
        assertFalse(accepted.isDone());
        fixture.advance(Duration.ofMillis(1));

        assertEquals(Optional.empty(), SpiFixture.result(accepted));
        assertEquals(Optional.of("The request filter of \"org.example/1.0.0\" has gone"), SpiFixture.result(refused));
    }

    @Test
    void propertiesThatMakeNoSenseAreSaidAndTheDefaultsTaken() {
        add(1, Map.of(RequestFilter.TIMEOUT, "long"), request -> RequestVerdict.accept());
        add(2, Map.of(RequestFilter.FALLBACK, "perhaps"), request -> RequestVerdict.accept());

        assertTrue(fixture.log.hasPart("infinoted.filter.timeout must be a number of milliseconds from 1 to 60000, not"
                + " long; 1000 is taken"));
        assertTrue(fixture.log.hasPart(
                "infinoted.filter.fallback must be \"refuse\" or \"accept\", not perhaps; \"refuse\" is taken"));
        FilterTerms terms = FilterTerms.of(SpiFixture.reference(3, Map.of(RequestFilter.TIMEOUT, 0)));
        assertEquals(Duration.ofSeconds(1), terms.time());
        assertFalse(terms.accepts());
    }
}
