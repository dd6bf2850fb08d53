// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ConformanceRunnerTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private boolean run(Path... places) throws IOException {
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new ConformanceRunner(out, 1).run(List.of(places));
    }

    private static Path cases(String folder) {
        try {
            return Path.of(ConformanceRunnerTest.class
                            .getResource("/conformance")
                            .toURI())
                    .resolve(folder);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void assertPrinted(String text) {
        assertTrue(output().contains(text), this::output);
    }

    @Test
    void goodCasesOfAllKindsPass() throws IOException {
        assertTrue(run(cases("good")), this::output);
        assertTrue(output().endsWith("5 passed, 0 failed" + System.lineSeparator()), this::output);
    }

    @Test
    void recordingIsSummedUp() throws IOException {
        run(cases("good"));
        assertPrinted("recorded.xml: 2 code points, 2 runs, SHA-256 8f312be923170667");
    }

    @Test
    void historiesAreRunInTotalOrderToo() throws IOException {
        run(cases("good"));
        assertPrinted("in total order: 3 of kind session" + System.lineSeparator());
        assertPrinted("not in total order: recorded.xml: user 1 takes back what was done before the beginning");
    }

    @Test
    void twoUsersMustComeToTheTextOfTheFileInTotalOrderToo() throws IOException {
        run(cases("wrong").resolve("wrong-text.xml"));
        assertPrinted("  in total order: expected ac, actual ab");
    }

    @Test
    void differenceInAuthorsAloneIsANote() throws IOException {
        run(cases("good"));
        assertPrinted("other-author.xml: authors differ: expected [0]a[2]b, actual [0]a[1]b");
    }

    @Test
    void wrongCasesFailByName() throws IOException {
        assertFalse(run(cases("wrong")));
        assertPrinted("FAILED " + cases("wrong").resolve("wrong-text.xml") + " (seed 1)");
        assertPrinted("expected [0]a[1]c, actual [0]a[1]b");
        assertPrinted("expected [0]ab, actual [0]a[1]b");
        assertPrinted("after request 1: log-size of user 1 expected 0, actual 1");
        assertPrinted("after request 1: can-undo of user 1 expected 0, actual 1");
        assertPrinted("request 2: expected success, actual nothing to take back");
        assertPrinted(
                "expected 0 code points, 0 runs, SHA-256 e3b0c44298fc1c14, actual 1 code points, 1 runs, SHA-256 ");
        assertTrue(output().endsWith("0 passed, 4 failed" + System.lineSeparator()), this::output);
    }

    @Test
    void oneWrongCaseAmongGoodOnesIsEnough() throws IOException {
        assertFalse(run(cases("good"), cases("wrong").resolve("wrong-text.xml")));
        assertPrinted("5 passed, 1 failed");
    }

    @Test
    void whatCannotBeReadFails() throws IOException {
        assertFalse(run(cases("broken")));
        assertPrinted("unknown kind of case <other>");
        assertPrinted("0 passed, 2 failed");
    }

    @Test
    void noFileAtAllFails(@TempDir Path empty) throws IOException {
        assertFalse(run(empty));
        assertPrinted("no file ends in .xml below [" + empty + "]");
        assertEquals(2, output().lines().count());
    }
}
