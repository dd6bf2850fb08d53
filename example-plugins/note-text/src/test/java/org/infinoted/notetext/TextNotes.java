// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import org.infinoted.note.Note;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.OrderLimits;

/** Makes notes for tests in other packages. */
public final class TextNotes {
    private static final long LONGEST_LAG = 1_000_000;

    private TextNotes() {}

    /** A note that relays requests as they came. */
    public static Note verbatim(TextDocument stored, Limits limits) {
        return note(stored, limits, Order.VERBATIM, Colours.EXACT);
    }

    /** A note that relays what the requests did, in one order. */
    public static Note total(TextDocument stored, Limits limits) {
        return note(stored, limits, Order.TOTAL, Colours.EXACT);
    }

    /** The same, in which text of a client's own user comes back in the colour of the user who restores it. */
    public static Note totalWithoutStandIns(TextDocument stored, Limits limits) {
        return note(stored, limits, Order.TOTAL, Colours.ABSENT);
    }

    /** The same, in which text of absent users comes back so, too. */
    public static Note totalPlain(TextDocument stored, Limits limits) {
        return note(stored, limits, Order.TOTAL, Colours.PLAIN);
    }

    private static Note note(TextDocument stored, Limits limits, Order order, Colours colours) {
        OrderLimits defaults = OrderLimits.DEFAULTS;
        var total = new OrderLimits(
                limits.log(), defaults.repetitions(), defaults.work(), defaults.workPerSecond(), defaults.results());
        return new TextNote(
                stored,
                new TextSettings(
                        order, colours, limits, total, EditLimits.DEFAULTS, LONGEST_LAG, UploadLimits.DEFAULTS));
    }
}
