// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import org.infinoted.notetext.LocalConvergenceTest.Style;
import org.infinoted.notetext.relay.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link LocalConvergenceTest}, with several people who undo: in verbatim order they would come to different texts. */
@Tag("random")
class LocalUndoConvergenceTest {
    @Test
    void allClientsThatUndoAgreeWithTheServerWhateverPluginsEdit() {
        new LocalConvergenceTest(Order.TOTAL).runSeeds(15, new Style(3, 2, true, true), true);
    }
}
