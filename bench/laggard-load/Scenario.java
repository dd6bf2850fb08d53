// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.util.Locale;

/** One run's load. kind: null without laggards. */
record Scenario(String name, int laggards, Kind kind, int seconds) {

    static Scenario quiet(String name, int seconds) {
        return new Scenario(name, 0, null, seconds);
    }

    static Scenario of(int laggards, Kind kind, int seconds) {
        return new Scenario(laggards + " " + kind.name().toLowerCase(Locale.ROOT), laggards, kind, seconds);
    }
}
