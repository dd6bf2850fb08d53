// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.loop.Loop;
import org.infinoted.xml.Element;

/** An endpoint that records what it is told. */
class FakeEndpoint implements Endpoint {
    static final String GONE = "gone";

    final List<String> events = new ArrayList<>();
    private final String group;
    private final Loop home;

    FakeEndpoint(String group, Loop home) {
        this.group = group;
        this.home = home;
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public Loop home() {
        return home;
    }

    @Override
    public void received(Client from, Element message) {
        assertTrue(home.inLoop(), "messages are handed over on the home loop");
        events.add(message.name());
    }

    @Override
    public void gone(Client client) {
        assertTrue(home.inLoop(), "the end is told on the home loop");
        events.add(GONE);
    }
}
