// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import org.infinoted.testkit.PluginContractTest;
import org.junit.jupiter.api.Tag;

/** The rules that every plugin keeps. */
@Tag("unit")
class NoteChatContractTest extends PluginContractTest {
    NoteChatContractTest() {
        super(NoteChat.class);
    }
}
