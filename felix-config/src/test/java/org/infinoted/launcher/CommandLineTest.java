// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CommandLineTest {
    @Test
    void valueFollowsEqualsSignOrAsNextWord() {
        var line = new CommandLine("--port=17000", "-r", "/docs", "--home", "h");
        assertEquals(Optional.of("17000"), line.value(Option.PORT));
        assertEquals(Optional.of("/docs"), line.value(Option.ROOT_DIRECTORY));
        assertEquals(Optional.of("h"), line.value(Option.HOME));
        assertEquals(List.of(), line.errors());
    }

    @Test
    void repeatableOptionKeepsItsOrder() {
        var line = new CommandLine("--plugins=note-text", "--plugins", "note-chat");
        assertEquals(List.of("note-text", "note-chat"), line.all(Option.PLUGINS));
    }

    @Test
    void valueMayContainEqualsSigns() {
        var line = new CommandLine("--plugin-parameter=a:b:c=d");
        assertEquals(List.of("a:b:c=d"), line.all(Option.PLUGIN_PARAMETER));
    }

    @Test
    void shortAndLongNameCountAsTheSameOption() {
        assertEquals(List.of("--port can only be given once"), new CommandLine("-p", "1", "--port=2").errors());
    }

    @Test
    void flagMayBeRepeatedButTakesNoValue() {
        assertEquals(List.of(), new CommandLine("-h", "--help").errors());
        assertEquals(List.of("--help takes no value"), new CommandLine("--help=me").errors());
    }

    @Test
    void optionIsNotTakenForAMissingValue() {
        var line = new CommandLine("--port", "--help");
        assertEquals(List.of("--port needs a value"), line.errors());
        assertTrue(line.has(Option.HELP));
    }

    @Test
    void shortOptionGluedToItsValueIsRefused() {
        assertEquals(List.of("unknown option -p6523"), new CommandLine("-p6523").errors());
    }

    @Test
    void everythingWrongIsReportedAtOnce() {
        var errors = new CommandLine("--bogus=1", "word", "--port").errors();
        assertEquals(
                List.of(
                        "unknown option --bogus",
                        "unexpected argument \"word\": every value needs the name of its option",
                        "--port needs a value"),
                errors);
    }

    @Test
    void optionsOfTheOriginalThatAreMissingAreRefusedByNameWithoutTheirValue() {
        var errors = new CommandLine("-P", "secret", "--key-file=secret", "--daemonize", "--pwd", "secret").errors();
        assertEquals(4, errors.size());
        assertTrue(errors.get(0).startsWith("--password is not available in this version"), errors.get(0));
        assertTrue(errors.get(1).startsWith("--key-file is not available in this version"), errors.get(1));
        assertTrue(errors.get(2).startsWith("--daemonize is not available in this version"), errors.get(2));
        assertEquals("unknown option --pwd", errors.get(3));
        assertFalse(String.join("", errors).contains("secret"));
    }
}
