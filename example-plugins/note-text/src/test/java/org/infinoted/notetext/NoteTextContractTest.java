// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import org.infinoted.testkit.PluginContractTest;
import org.junit.jupiter.api.Tag;

/** The rules that every plugin keeps. */
@Tag("unit")
class NoteTextContractTest extends PluginContractTest {
    NoteTextContractTest() {
        super(NoteText.class);
    }
}
