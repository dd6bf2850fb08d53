// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the limits that the server has by default. */
@Tag("unit")
class AdmissionTest {
    private static final StreamLimits LIMITS = StreamLimits.DEFAULT;
    private static final int OF_ONE_ADDRESS = LIMITS.admission().loggingInPerAddress();
    private static final int IN_ALL = LIMITS.admission().loggingIn();

    private final List<Place> evicted = new ArrayList<>();
    private long now;
    private Admission admission = admission(Integer.MAX_VALUE);

    private Admission admission(int descriptors) {
        return new Admission(LIMITS, descriptors, () -> now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** A connection that says nothing; it is closed when it has to make room. */
    private Place silent(Object address) {
        Place place = admission.enter(address);
        place.onEviction(() -> {
            evicted.add(place);
            place.leave();
        });
        return place;
    }

    private Place speaking(Object address) {
        Place place = silent(address);
        place.spoke();
        return place;
    }

    private static void assertAdmitted(Place place) {
        assertEquals(Place.Decision.ADMITTED, place.decision());
    }

    @Test
    void silentSocketsDoNotLockOutTheirNeighbours() {
        for (int i = 0; i < 1200; i++) {
            silent("office");
        }
        for (int i = 0; i < 200; i++) {
            Place honest = speaking("office");
            assertAdmitted(honest);
            silent("office");
            assertTrue(honest.loggedIn());
            assertFalse(evicted.contains(honest));
        }
        assertAdmitted(speaking("elsewhere"));
        assertEquals(1400 - OF_ONE_ADDRESS, evicted.size(), 200);
    }

    @Test
    void theOldestThatHasSaidNothingMakesRoom() {
        Place first = speaking("a");
        Place second = silent("a");
        for (int i = 2; i < OF_ONE_ADDRESS; i++) {
            silent("a");
        }
        silent("a");
        assertEquals(List.of(second), evicted);
        assertTrue(first.loggedIn());
    }

    @Test
    void whoIsLoggingInMakesRoomOnlyIfThatTakesLong() {
        List<Place> all = new ArrayList<>();
        for (int i = 0; i < OF_ONE_ADDRESS; i++) {
            all.add(speaking("a"));
        }
        pass(Duration.ofSeconds(5));
        assertEquals(Place.Decision.REFUSED, silent("a").decision());
        assertAdmitted(silent("b"));
        pass(Duration.ofNanos(1));
        assertAdmitted(silent("a"));
        assertEquals(List.of(all.get(0)), evicted);
    }

    @Test
    void silentSocketsFromManyAddressesKeepNobodyOut() {
        for (int i = 0; i < 10_000; i++) {
            silent(i % 5000);
        }
        assertEquals(10_000 - IN_ALL, evicted.size());
        for (int i = 0; i < 200; i++) {
            Place honest = speaking("office");
            assertAdmitted(honest);
            silent(i);
            assertTrue(honest.loggedIn());
        }
    }

    @Test
    void whoAsksForMoreGivesUpAnOwnPlaceFirst() {
        silent(1);
        Place own = silent("a");
        for (int i = 2; i < IN_ALL; i++) {
            silent(i);
        }
        silent("a");
        assertEquals(List.of(own), evicted);
    }

    @Test
    void thoseWhoAreLoggedInAreCountedApart() {
        for (int i = 0; i < LIMITS.connectionsPerAddress(); i++) {
            assertTrue(speaking("office").loggedIn());
        }
        assertEquals(Place.Decision.REFUSED, speaking("office").decision());
        assertAdmitted(speaking("elsewhere"));
    }

    @Test
    void tooManyThatLogInAtTheSameMomentAreNoticedThen() {
        List<Place> all = new ArrayList<>();
        for (int i = 1; i < LIMITS.connectionsPerAddress(); i++) {
            assertTrue(speaking("office").loggedIn());
        }
        all.add(speaking("office"));
        all.add(speaking("office"));
        assertTrue(all.get(0).loggedIn());
        assertFalse(all.get(1).loggedIn());
        all.get(0).leave();
        assertTrue(all.get(1).loggedIn());
    }

    @Test
    void tooManyFromManyAddressesThatLogInAtTheSameMomentAreNoticedThen() {
        admission = admission(20); // 2 of them for those that are refused, 5 for those that log in
        for (int i = 1; i < 13; i++) {
            assertTrue(speaking(i).loggedIn());
        }
        Place last = speaking("a");
        Place tooMany = speaking("b");
        assertTrue(last.loggedIn());
        assertFalse(tooMany.loggedIn());
        last.leave();
        assertTrue(tooMany.loggedIn());
    }

    @Test
    void onlySomeAreToldThatThereAreTooMany() {
        for (int i = 0; i < LIMITS.connectionsPerAddress(); i++) {
            speaking("a").loggedIn();
        }
        List<Place> told = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            told.add(silent("a"));
            assertEquals(Place.Decision.REFUSED, told.get(i).decision());
        }
        assertEquals(Place.Decision.IGNORED, silent("a").decision());
        told.get(0).leave();
        assertEquals(Place.Decision.REFUSED, silent("a").decision());
    }

    @Test
    void oneAddressCannotComeAndGoAsOftenAsItLikes() {
        for (int i = 0; i < 5000; i++) {
            Place place = silent("a");
            assertAdmitted(place);
            place.leave();
        }
        assertEquals(Place.Decision.REFUSED, silent("a").decision());
        assertAdmitted(silent("b"));
        pass(Duration.ofSeconds(1));
        for (int i = 0; i < 500; i++) {
            assertAdmitted(silent("a"));
        }
        assertEquals(Place.Decision.REFUSED, silent("a").decision());
    }

    @Test
    void loginsOfOneAddressWaitAndAreRefusedInTheEnd() {
        Place place = silent("a");
        for (int i = 0; i < 2000; i++) {
            assertEquals(0, place.login());
        }
        assertEquals(Duration.ofMillis(10).toNanos(), place.login());
        for (int i = 1; i < 1000; i++) {
            assertTrue(place.login() > 0);
        }
        assertEquals(-1, place.login());
        assertEquals(-1, place.login());
        assertEquals(0, silent("b").login());
        pass(Duration.ofMillis(10));
        assertEquals(Duration.ofSeconds(10).toNanos(), place.login());
    }

    @Test
    void aFailedLoginCountsForMany() {
        int tried = 0;
        while (tried < 1000) {
            Place place = silent("a");
            if (place.login() != 0) {
                break;
            }
            place.loginFailed();
            place.leave(); // coming again does not help
            tried++;
        }
        assertEquals(2000 / 20, tried);
    }

    @Test
    void connectionsNeverTakeMoreDescriptorsThanThereAre() {
        admission = admission(1000);
        List<Place> open = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            Place place = admission.enter(i); // those that have to make room have not gone yet
            if (place.decision() == Place.Decision.IGNORED) {
                place.leave();
            } else {
                open.add(place);
            }
        }
        assertEquals(1000, open.size());
        open.forEach(Place::leave);
        assertAdmitted(admission.enter("a"));
    }

    @Test
    void manyAddressesLeaveNothingBehind() {
        for (int i = 0; i < 100_000; i++) {
            silent(i).leave();
        }
        assertTrue(admission.addresses() <= 10_000, "there are " + admission.addresses());
        pass(Duration.ofSeconds(1));
        silent("last").leave();
        assertEquals(1, admission.addresses());
    }
}
