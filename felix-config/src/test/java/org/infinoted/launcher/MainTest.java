// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ExitStatus run(String... words) {
        var streams = new StandardStreams(out, err);
        ExitStatus status = Main.run(words, Map.of(), streams);
        streams.drain();
        return status;
    }

    @Test
    void helpNamesEveryAvailableOption() {
        assertEquals(ExitStatus.OK, run("-h"));
        for (var option : Option.values()) {
            assertEquals(
                    option.instead().isEmpty(),
                    out.toString(StandardCharsets.UTF_8)
                            .contains(option.longName() + (option.takesValue() ? "=" : " ")),
                    option.longName());
        }
    }

    @Test
    void versionNamesTheProgram() {
        assertEquals(ExitStatus.OK, run("--version"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("infinoted "));
    }

    @Test
    void refusalListsEveryErrorOnStandardError() {
        assertEquals(ExitStatus.USAGE, run("--bogus", "--port=0"));
        assertEquals("""
                infinoted: unknown option --bogus
                infinoted: --port=0 is not valid: port numbers range from 1 to 65535
                Try "infinoted --help".
                """, err.toString(StandardCharsets.UTF_8));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }
}
