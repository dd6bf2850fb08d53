// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import org.infinoted.testkit.PluginContractTest;

/** The rules that every plugin keeps. */
class NoteTextContractTest extends PluginContractTest {
    NoteTextContractTest() {
        super(NoteText.class);
    }
}
