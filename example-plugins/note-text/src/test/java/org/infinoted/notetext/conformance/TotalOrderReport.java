// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Runs files in total order, too, and tells how many of each kind could be run so, and why others could not. */
final class TotalOrderReport {
    private static final class Count {
        private int run;
        private final List<String> otherText = new ArrayList<>();
    }

    /**
     * Files of two users in which an undo comes to something else in total order, where the other one is told of what it has done. In the
     * first two, both restore text at once that stands in one place. In the last, what one has restored is not the other's insert any more.
     */
    private static final Set<String> OTHER_UNDO = Set.of("test-34.xml", "test-38.xml", "test-42.xml");

    private final Map<String, Count> counts = new TreeMap<>();
    private final List<String> left = new ArrayList<>();

    /**
     * Adds what is wrong with a file in total order to the verdict on it.
     *
     * @param after the text in the end
     */
    Verdict add(String kind, String fileName, History history, String after, Verdict verdict) {
        TotalOrderCase.Result result = TotalOrderCase.run(history, after, OTHER_UNDO.contains(fileName));
        Count count = counts.computeIfAbsent(kind, key -> new Count());
        if (result.hindrance() != null) {
            left.add("not in total order: " + fileName + ": " + result.hindrance());
            return verdict;
        }
        count.run++;
        if (!result.asInFile()) {
            count.otherText.add(fileName);
        }
        result.problems().forEach(problem -> verdict.problem("in total order: " + problem));
        return verdict;
    }

    List<String> lines() {
        var lines = new ArrayList<>(left);
        counts.forEach((kind, count) -> lines.add("in total order: " + count.run + " of kind " + kind
                + (count.otherText.isEmpty() ? "" : ", with another text than the file's: " + count.otherText)));
        return lines;
    }
}
