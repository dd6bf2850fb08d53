// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of running a case.
 *
 * @param problems why it fails; none if it passes
 * @param remarks what is worth telling all the same
 */
record Verdict(List<String> problems, List<String> remarks) {
    Verdict() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    void problem(String problem) {
        problems.add(problem);
    }

    void remark(String remark) {
        remarks.add(remark);
    }

    boolean passed() {
        return problems.isEmpty();
    }
}
