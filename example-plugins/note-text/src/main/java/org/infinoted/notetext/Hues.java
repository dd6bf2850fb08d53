// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.infinoted.notetext.file.Author;
import org.infinoted.notetext.file.Hue;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.TextSessionError;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/** The colours of the users of one document. */
final class Hues {
    private final Map<Integer, Double> byUser = new ConcurrentHashMap<>(); // as a last resort read by any thread

    Hues(List<Author> authors) {
        authors.forEach(author -> byUser.put(author.id(), author.hue()));
    }

    void put(int user, double hue) {
        byUser.put(user, hue);
    }

    /** The colour of a user who has joined once. */
    double of(int user) {
        return Objects.requireNonNull(byUser.get(user), "a user who has joined has a hue");
    }

    /** As it is sent; null for a user who has never joined. */
    @Nullable
    String printed(int user) {
        Double hue = byUser.get(user);
        return hue == null ? null : Hue.print(hue);
    }

    /** The colour in the description of a user; a random one if there is none. */
    static double in(Element description, RandomGenerator random) {
        String hue = description.attribute("hue");
        return hue == null ? random.nextDouble() : Hue.orZero(parse(hue, 0));
    }

    /** The colour that a user wants to have from now on. */
    static double wanted(Element change) throws ProtocolException {
        String hue = change.attribute("hue");
        double value = hue == null ? -1 : parse(hue, -1);
        if (value != Hue.orZero(value)) {
            throw new ProtocolException(TextSessionError.INVALID_HUE, "The hue \"" + hue + "\" is not from 0 to 1");
        }
        return value;
    }

    private static double parse(String hue, double otherwise) {
        try {
            return Hue.parse(hue);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
