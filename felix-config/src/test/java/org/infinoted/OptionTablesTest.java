// SPDX-License-Identifier: Apache-2.0
package org.infinoted;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.infinoted.architecture.MarkdownTable;
import org.infinoted.architecture.Repository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tables of options in the documents list exactly the options that the bundles declare. Each table with a column
 * {@code key} counts; the heading above it names the configuration's file, or a column names the plugin.
 */
@Tag("unit")
class OptionTablesTest {
    private static final Pattern FILE = Pattern.compile("\\Q`etc/\\E([\\w.]+)\\Q.cfg`\\E");

    @Test
    void theTablesSayWhatIsDeclared() throws IOException {
        List<DeclaredOption> documented = new ArrayList<>();
        for (Path document : Repository.files(".md")) {
            for (MarkdownTable table : MarkdownTable.in(document)) {
                if (table.header().contains("key")) {
                    documented.addAll(options(table));
                }
            }
        }
        List<DeclaredOption> declared = DeclaredOption.all();
        List<DeclaredOption> said = documented.stream()
                .map(option -> withoutWords(option, declared))
                .toList();
        assertEquals(List.of(), without(declared, said), "options that no table lists like this");
        assertEquals(List.of(), without(said, declared), "options in tables that are not declared like this");
        assertEquals(declared.size(), said.size(), "rows: an option stands in one table");
    }

    private static List<DeclaredOption> without(List<DeclaredOption> all, List<DeclaredOption> those) {
        return all.stream().filter(option -> !those.contains(option)).toList();
    }

    /** Where nothing is declared, as for the default of a required option, the document may say something in words. */
    private static DeclaredOption withoutWords(DeclaredOption documented, List<DeclaredOption> declared) {
        return declared.stream()
                .filter(option ->
                        option.pid().equals(documented.pid()) && option.key().equals(documented.key()))
                .findFirst()
                .map(option -> new DeclaredOption(
                        option.pid(),
                        option.key(),
                        option.defaultValue().isEmpty() ? "" : documented.defaultValue(),
                        option.allowed().isEmpty() ? "" : documented.allowed()))
                .orElse(documented);
    }

    private static List<DeclaredOption> options(MarkdownTable table) {
        Optional<String> pid = pid(table);
        return table.rows().stream()
                .map(row -> new DeclaredOption(
                        pid.orElseGet(() -> "org.infinoted.plugin." + row.get(table.column("plugin"))),
                        plain(row.get(table.column("key"))),
                        plain(row.get(table.column("default"))),
                        plain(row.get(table.column("allowed")))))
                .toList();
    }

    private static Optional<String> pid(MarkdownTable table) {
        Matcher file = FILE.matcher(table.heading());
        return file.find() ? Optional.of(file.group(1)) : Optional.empty();
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }
}
