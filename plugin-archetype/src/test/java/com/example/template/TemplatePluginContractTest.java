// SPDX-License-Identifier: Apache-2.0
package com.example.template;

import java.util.List;
import org.infinoted.notetext.NoteText;
import org.infinoted.testkit.PluginContractTest;

/** The rules that every plugin keeps. */
class TemplatePluginContractTest extends PluginContractTest {
    TemplatePluginContractTest() {
        super(TemplatePlugin.class);
    }

    @Override
    protected List<Class<?>> noteTypes() {
        return List.of(NoteText.class);
    }
}
