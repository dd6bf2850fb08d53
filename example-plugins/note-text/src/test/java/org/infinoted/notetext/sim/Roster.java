// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.HashMap;
import java.util.Map;
import org.infinoted.notetext.file.Hue;
import org.infinoted.xml.Element;

/** Names and colours of the users that a client knows. As in the original, neither ids nor names occur twice. */
final class Roster {
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, Double> hues = new HashMap<>();

    /** Enters a user from a message that describes it, or replaces what is known of it. */
    void put(int id, Element description) {
        String name = description.attribute("name");
        String hue = description.attribute("hue");
        if (name == null || hue == null) {
            throw new IllegalArgumentException("without a name or a hue: " + description);
        }
        names.forEach((other, taken) -> {
            if (other != id && taken.equals(name)) {
                throw new IllegalArgumentException("the name is that of user " + other + ": " + description);
            }
        });
        names.put(id, name);
        hues.put(id, Hue.parse(hue));
    }

    boolean knows(int id) {
        return names.containsKey(id);
    }

    void recolour(int id, String hue) {
        hues.put(id, Hue.parse(hue));
    }

    /** The colour of a user's text; -1 for that of nobody. */
    double hue(int id) {
        return id == 0 ? -1 : hues.get(id);
    }
}
