// SPDX-License-Identifier: Apache-2.0
package org.infinoted.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of a document.
 *
 * @param place the document and the line of the table's header, for messages
 * @param heading the last one above it
 * @param header the cells of the first row
 * @param rows the cells of the others
 */
public record MarkdownTable(String place, String heading, List<String> header, List<List<String>> rows) {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");

    public MarkdownTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** All tables of a document, in their order. */
    public static List<MarkdownTable> in(Path document) {
        List<MarkdownTable> tables = new ArrayList<>();
        List<String> lines = Repository.read(document).lines().toList();
        String heading = "";
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("#")) {
                heading = lines.get(i);
            }
            if (isRow(lines, i)) {
                int header = i;
                List<List<String>> rows = new ArrayList<>();
                for (i += 2; isRow(lines, i); i++) { // past the line of dashes
                    rows.add(cells(lines.get(i)));
                }
                String place = Repository.name(document) + ":" + (header + 1);
                tables.add(new MarkdownTable(place, heading, cells(lines.get(header)), rows));
            }
        }
        return tables;
    }

    /** The names in backticks in a cell. */
    public static List<String> names(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    /** The number of the column with this title. */
    public int column(String title) {
        int column = header.indexOf(title);
        if (column < 0) {
            throw new AssertionError(place + ": the table has no column \"" + title + "\"");
        }
        return column;
    }

    private static boolean isRow(List<String> lines, int line) {
        return line < lines.size() && lines.get(line).startsWith("|");
    }

    private static List<String> cells(String line) {
        Matcher end = CELL_END.matcher(line);
        String inner = line.substring(
                1, end.results().reduce((a, b) -> b).orElseThrow().start());
        return Arrays.stream(CELL_END.split(inner, -1)).map(String::strip).toList();
    }
}
