// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.stream.LinkHandler;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class VirtualLinkTest {
    private final VirtualTime time = new VirtualTime();
    private final VirtualLink link = new VirtualLink(new VirtualLoop(time), 1, "127.0.0.1:40001", VirtualTime.START);
    private final List<String> received = new ArrayList<>();

    private void open() {
        link.accept(accepted -> new LinkHandler() {
            @Override
            public void opened() {
                received.add("opened");
            }

            @Override
            public void received(Element element) {
                received.add(element.name());
                if (element.name().equals("pause")) {
                    accepted.pauseReading(true);
                }
            }

            @Override
            public void closed() {
                received.add("closed");
            }
        });
        link.login();
    }

    private void receive(String... names) {
        for (String name : names) {
            link.receive(Element.empty(name));
        }
    }

    @Test
    void whatIsSentWhileTheServerDoesNotReadIsReadLater() {
        open();

        receive("a", "pause", "b", "pause", "c");
        assertEquals(List.of("opened", "a", "pause"), received);
        link.pauseReading(false);
        assertEquals(List.of("opened", "a", "pause"), received, "never in the middle of something else");
        time.runNext();
        assertEquals(List.of("opened", "a", "pause", "b", "pause"), received);
        link.pauseReading(false);
        time.runNext();

        assertEquals(List.of("opened", "a", "pause", "b", "pause", "c"), received);
    }

    @Test
    void whatWasNotReadWhenTheClientVanishesIsLost() {
        open();
        receive("pause", "a");

        link.vanish();
        link.pauseReading(false);
        time.runNext();

        assertEquals(List.of("opened", "pause", "closed"), received);
    }
}
