// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * What running a case came to.
 *
 * @param problems why it fails; none if it passes
 * @param notes what is worth telling all the same
 */
record Verdict(List<String> problems, List<String> notes) {
    Verdict() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    void problem(String problem) {
        problems.add(problem);
    }

    void note(String note) {
        notes.add(note);
    }

    boolean passed() {
        return problems.isEmpty();
    }
}
