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
 * @param uploads the limits of what is uploaded, besides the size of the text
 */
record TextSettings(
        Order order,
        Colours colours,
        Limits verbatim,
        OrderLimits total,
        EditLimits edits,
        long longestLag,
        UploadLimits uploads) {
    private static final long MIB = 1 << 20;

    /** The options' defaults. No request has to wait for others: all are executed in the order of their arrival. */
    static final TextSettings DEFAULTS = new TextSettings(
            Order.TOTAL,
            Colours.EXACT,
            Limits.DEFAULTS.withPending(0).withSize(32 * MIB),
            OrderLimits.DEFAULTS.withSizes(32 * MIB, 32 * MIB),
            EditLimits.DEFAULTS,
            50_000,
            UploadLimits.DEFAULTS);

    static TextSettings of(NoteText.Options options) {
        OrderLimits total = new OrderLimits(
                DEFAULTS.total().log(),
                options.repetitions(),
                options.work$_$per$_$message(),
                options.work$_$per$_$second(),
                options.kept$_$results(),
                options.document$_$size(),
                options.history$_$size());
        Limits usual = DEFAULTS.verbatim();
        Limits verbatim = new Limits(
                usual.log(),
                options.repetitions(),
                usual.pending(),
                usual.distance(),
                usual.steps(),
                usual.cache(),
                usual.kept(),
                options.document$_$size());
        return new TextSettings(
                Order.valueOf(options.order().toUpperCase(Locale.ROOT)),
                Colours.valueOf(options.colours().toUpperCase(Locale.ROOT)),
                verbatim,
                total,
                DEFAULTS.edits(),
                options.unacknowledged(),
                new UploadLimits(
                        options.uploaded$_$requests(), options.history$_$size(), options.uploaded$_$vector$_$users()));
    }

    /** Beyond how many bytes of UTF-8 the text may not grow. */
    long size() {
        return total.size();
    }
}
