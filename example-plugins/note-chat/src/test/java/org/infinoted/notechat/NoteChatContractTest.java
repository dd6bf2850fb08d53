// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import org.infinoted.testkit.PluginContractTest;

/** The rules that every plugin keeps. */
class NoteChatContractTest extends PluginContractTest {
    NoteChatContractTest() {
        super(NoteChat.class);
    }
}
