// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the limits that the server has by default. */
@Tag("unit")
class RatedLoginsTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<String> users = new ArrayList<>();

    @Test
    void loginOfAnAddressThatHasTriedTooManyWaits() {
        Place place = new Admission(StreamLimits.DEFAULT, 1000, () -> 0).enter("a");
        for (int i = 0; i < 2000; i++) {
            place.login();
        }
        FakeLink link = new FakeLink(loop, 1, "127.0.0.1:1");
        new RatedLogins(new AnonymousMechanism(LoginPolicy.EVERYBODY), place, loop)
                .judge(link, new byte[] {'u'}, verdict -> users.add(verdict.toString()));
        assertEquals(List.of(), users);
        loop.advance(Duration.ofMillis(10));
        assertEquals(1, users.size());
    }
}
