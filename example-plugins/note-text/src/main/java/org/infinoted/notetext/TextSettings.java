// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.util.Locale;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.OrderLimits;

/**
 * How a document is handled from its opening on.
 *
 * @param order in what order its requests are executed
 * @param colours whose colour restored text gets, in total order
 * @param verbatim the limits in verbatim order, and of histories that are uploaded
 * @param total the limits in total order
 * @param edits the limits of local users
 * @param longestLag how many requests a present user may leave unacknowledged. All of them must be kept until then, so one client that
 *     stays silent would cost ever more memory; it is made to subscribe again instead. Clients acknowledge after 30 s at the latest
 */
record TextSettings(
        Order order, Colours colours, Limits verbatim, OrderLimits total, EditLimits edits, long longestLag) {
    /** The options' defaults. No request has to wait for others: all are executed in the order of their arrival. */
    static final TextSettings DEFAULTS = new TextSettings(
            Order.TOTAL,
            Colours.EXACT,
            Limits.DEFAULTS.withPending(0),
            OrderLimits.DEFAULTS,
            EditLimits.DEFAULTS,
            50_000);

    static TextSettings of(NoteText.Options options) {
        OrderLimits total = new OrderLimits(
                DEFAULTS.total().log(),
                DEFAULTS.total().repetitions(),
                options.work$_$per$_$message(),
                options.work$_$per$_$second(),
                options.kept$_$results());
        return new TextSettings(
                Order.valueOf(options.order().toUpperCase(Locale.ROOT)),
                Colours.valueOf(options.colours().toUpperCase(Locale.ROOT)),
                DEFAULTS.verbatim(),
                total,
                DEFAULTS.edits(),
                options.unacknowledged());
    }
}
