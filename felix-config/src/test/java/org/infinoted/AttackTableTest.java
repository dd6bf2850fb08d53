// SPDX-License-Identifier: Apache-2.0
package org.infinoted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.infinoted.architecture.MarkdownTable;
import org.infinoted.architecture.Repository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each attack that docs/attacks.md lists has a test, and the tests that it names are there. */
@Tag("unit")
class AttackTableTest {
    private static final Path DOCUMENT = Repository.file("docs/attacks.md");
    /** How many attacks are numbered. */
    private static final int NUMBERED = 28;

    @Test
    void eachAttackHasATest() {
        List<String> numbers = new ArrayList<>();
        for (MarkdownTable table : MarkdownTable.in(DOCUMENT)) {
            for (List<String> row : table.rows()) {
                if (table.header().contains("#")) {
                    numbers.add(row.get(table.column("#")));
                }
                assertFalse(tests(table, row).isEmpty(), () -> table.place() + ": no test for " + row);
            }
        }
        assertEquals(
                IntStream.rangeClosed(1, NUMBERED).mapToObj(String::valueOf).toList(), numbers);
    }

    @Test
    void eachTestThatIsNamedIsThere() {
        Map<String, String> sources = new HashMap<>();
        Repository.files(".java")
                .forEach(file -> sources.put(String.valueOf(file.getFileName()), Repository.read(file)));
        List<String> missing = new ArrayList<>();
        for (MarkdownTable table : MarkdownTable.in(DOCUMENT)) {
            for (List<String> row : table.rows()) {
                for (String test : tests(table, row)) {
                    String[] name = test.split("\\.");
                    String source = sources.getOrDefault(name[0] + ".java", "");
                    if (name.length != 2 || !isTest(name[0], source, name[1])) {
                        missing.add(test);
                    }
                }
            }
        }
        assertEquals(List.of(), missing, "tests that docs/attacks.md names and that are not there");
    }

    private static List<String> tests(MarkdownTable table, List<String> row) {
        return MarkdownTable.names(row.get(table.column("tests")));
    }

    /** A fuzzer's tests are those of its base class. */
    private static boolean isTest(String className, String source, String method) {
        if (className.endsWith("FuzzTest")) {
            return source.contains(" void " + method + "(");
        }
        return Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest|FuzzTest)\\b[^;{}]*\\bvoid "
                        + Pattern.quote(method) + "\\(")
                .matcher(withoutBraces(source))
                .find();
    }

    /** Annotations between the kind of test and its name may have braces and semicolons in strings. */
    private static String withoutBraces(String source) {
        return source.replaceAll("\"(?:\\\\.|[^\"\\\\\n])*\"", "\"\"").replaceAll("\\{[^{};]*\\}", "");
    }
}
