// SPDX-License-Identifier: Apache-2.0
package com.example.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.infinoted.notetext.NoteText;
import org.infinoted.plugin.PluginException;
import org.infinoted.testkit.TestHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplatePluginTest {
    private final TestHost host = TestHost.start();

    @BeforeEach
    void addTexts() throws PluginException {
        host.install(NoteText.class);
    }

    @Test
    void clientThatLogsInIsLogged() throws PluginException {
        var plugin = host.install(TemplatePlugin.class);
        var ann = host.connect("ann");
        assertEquals(List.of(), plugin.log());

        ann.login();

        assertEquals(List.of("INFO 127.0.0.1:40001 has logged in"), plugin.log());
    }

    @Test
    void growthIsLoggedWhenTheTextIsClosed() throws PluginException {
        var ann = host.connect("ann").login();
        var plugin = host.install(TemplatePlugin.class);
        var todo = host.document("/notes/todo");
        ann.join(todo, "Ann").type(todo, 0, "hello").erase(todo, 0, 1).leave(todo);
        assertEquals(List.of(), plugin.log());

        host.advance(Duration.ofMinutes(2)); // nobody has it open any more

        assertEquals(List.of("INFO /notes/todo has grown by 4"), plugin.log());
    }

    @Test
    void smallerGrowthIsNotLogged() throws PluginException {
        var plugin = host.install(TemplatePlugin.class, Map.of("minimum", 6));
        var todo = host.document("/todo");
        host.connect("ann").login().join(todo, "Ann").type(todo, 0, "hello").close();
        host.advance(Duration.ofMinutes(2));

        assertEquals(List.of("INFO 127.0.0.1:40001 has logged in"), plugin.log());
    }

    @Test
    void negativeMinimumIsRefusedByName() {
        var refusal =
                assertThrows(PluginException.class, () -> host.install(TemplatePlugin.class, Map.of("minimum", -1)));

        assertEquals("The option minimum is \"-1\"; it must be a whole number, 0 or more", refusal.getMessage());
    }
}
