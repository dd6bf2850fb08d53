// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.wire.RequestWriter;
import org.infinoted.xml.Element;

/** Writes requests as libinfinity's clients do. */
final class LiveRequests {
    private LiveRequests() {}

    /** @param diff what the sender has reached since its last message */
    static Element request(int user, StateVector diff, Element operation, int count) {
        Element.Builder request = Element.named("request")
                .attribute("user", Integer.toUnsignedString(user))
                .attribute("time", diff.toString());
        if (count != 1) {
            request.attribute("num", count);
        }
        return request.child(operation).build();
    }

    static Element operation(Operation operation) {
        return RequestWriter.write(0, StateVector.EMPTY, operation).firstChild().orElseThrow();
    }

    static Element takingBack(Request.Type type) {
        return Element.empty(type == Request.Type.UNDO ? "undo-caret" : "redo-caret");
    }
}
