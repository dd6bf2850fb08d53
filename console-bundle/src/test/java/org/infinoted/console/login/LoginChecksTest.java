// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinoted.console.login.LoginChecks.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LoginChecksTest {
    private static final String RIGHT = "admin:right";
    private static final String HERE = "127.0.0.1";

    private final ManualThreads threads = new ManualThreads();
    private final RememberedLogins remembered =
            new RememberedLogins(new SecureRandom(), threads, Duration.ofMinutes(10));
    private final List<String> compared = new ArrayList<>();
    private final LoginChecks checks = new LoginChecks(this::compare, remembered, new LoginDelays(threads), threads);
    private final List<Verdict> verdicts = new ArrayList<>();

    private boolean compare(String credential) {
        compared.add(credential);
        return credential.equals(RIGHT);
    }

    private void guess(int number) {
        checks.check(HERE, "admin:guess" + number, verdicts::add);
    }

    @Test
    void answerToEachWrongOneTakesTwiceAsLongAsTheOneBefore() {
        Duration delay = Duration.ofMillis(250);
        for (int i = 0; i < 8; i++) {
            guess(i);
            threads.advance(delay.minusMillis(1));
            assertEquals(i, verdicts.size(), "after " + delay);
            threads.advance(Duration.ofMillis(1));
            assertEquals(i + 1, verdicts.size(), "after " + delay);
            Duration twice = delay.multipliedBy(2);
            delay = twice.compareTo(Duration.ofSeconds(15)) > 0 ? Duration.ofSeconds(15) : twice;
        }
        assertEquals(List.of(Verdict.WRONG), verdicts.stream().distinct().toList());
    }

    @Test
    void delayIsForgottenAfterAWhile() {
        for (int i = 0; i < 8; i++) {
            guess(i);
            threads.advance(Duration.ofSeconds(15));
        }
        threads.advance(Duration.ofMinutes(11));
        guess(8);
        threads.advance(Duration.ofMillis(250));
        assertEquals(9, verdicts.size());
    }

    @Test
    void manyAddressesGuessNoFasterThanOne() {
        for (int i = 0; i < 40; i++) {
            checks.check("10.0.0." + i, "admin:guess" + i, verdicts::add);
            threads.advance(Duration.ofSeconds(15));
        }
        verdicts.clear();
        checks.check("10.0.1.1", "admin:guess", verdicts::add);
        threads.advance(Duration.ofMillis(14_999));
        assertEquals(List.of(), verdicts);
        threads.advance(Duration.ofMillis(1));
        assertEquals(List.of(Verdict.WRONG), verdicts);
    }

    @Test
    void rightOneIsAnsweredAtOnceAfterManyWrongOnesFromItsAddress() {
        for (int i = 0; i < 20; i++) {
            guess(i);
        }
        while (threads.step()) {}
        assertEquals(List.of(), verdicts, "The wrong ones still wait");
        checks.check(HERE, RIGHT, verdicts::add);
        while (threads.step()) {}
        assertEquals(List.of(Verdict.RIGHT), verdicts);
    }

    @Test
    void crowdOfGuessesThatWaitsDoesNotHoldUpWhoComesAfterIt() {
        for (int i = 0; i < 300; i++) {
            guess(i);
        }
        compared.clear();
        verdicts.clear();
        checks.check(HERE, RIGHT, verdicts::add);
        threads.step();
        threads.step();
        assertEquals(List.of("admin:guess0", RIGHT), compared, "The one that was under way, and then the right one");
        assertTrue(verdicts.contains(Verdict.RIGHT));
    }

    @Test
    void whatWasRightBeforeWaitsForNoGuessEvenWhenItIsNoLongerRemembered() {
        checks.check(HERE, RIGHT, verdicts::add);
        threads.advance(Duration.ofMinutes(11));
        for (int i = 0; i < 10; i++) {
            guess(i);
        }
        verdicts.clear();
        // Two tasks are due, that of the guess under way and that of the right one; a stuck guess is left alone.
        checks.check(HERE, RIGHT, verdicts::add);
        assertEquals(2, threads.due());
        threads.step();
        threads.step();
        assertEquals(List.of(Verdict.RIGHT), verdicts);
    }

    @Test
    void oneGuessIsComparedAtATimeAndThereIsAnEndToThoseThatWait() {
        for (int i = 0; i < 1000; i++) {
            guess(i);
            assertTrue(threads.due() <= 1);
        }
        assertEquals(1000 - LoginChecks.WAITING - 1, verdicts.size());
        assertEquals(List.of(Verdict.NOT_CHECKED), verdicts.stream().distinct().toList());
    }

    @Test
    void allThatWaitAreAnsweredAtTheEnd() {
        AtomicInteger answers = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            checks.check(HERE, "admin:guess" + i, verdict -> answers.incrementAndGet());
        }
        threads.step();
        checks.close();
        checks.check(HERE, RIGHT, verdict -> answers.incrementAndGet());
        assertEquals(11, answers.get());
    }

    @Test
    void wrongNameTakesTheWorkOfAWrongPassword() {
        AtomicInteger hashed = new AtomicInteger();
        Credentials credentials = new Credentials("admin", password -> {
            hashed.incrementAndGet();
            return password.equals("right");
        });
        for (String credential : List.of("admin:wrong", "root:wrong", "root:right", "nobody", ":", "admin:")) {
            assertEquals(false, credentials.match(credential), credential);
        }
        assertEquals(6, hashed.get());
        assertTrue(credentials.match("admin:right"));
    }
}
