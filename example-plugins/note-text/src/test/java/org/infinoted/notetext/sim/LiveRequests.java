// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Move;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;

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
        if (operation instanceof Insert insert) {
            Element.Builder element = Element.named("insert-caret").attribute("pos", insert.position());
            return ProtocolText.append(element, insert.chunk().text()).build();
        }
        if (operation instanceof RemoteDelete delete) {
            return Element.named("delete-caret")
                    .attribute("pos", delete.position())
                    .attribute("len", delete.length())
                    .build();
        }
        if (operation instanceof Move move) {
            return Element.named("move")
                    .attribute("caret", move.caret())
                    .attribute("selection", move.selection())
                    .build();
        }
        if (operation == NoOp.INSTANCE) {
            return Element.empty("no-op");
        }
        throw new IllegalArgumentException("No client sends " + operation);
    }

    static Element takingBack(Request.Type type) {
        return Element.empty(type == Request.Type.UNDO ? "undo-caret" : "redo-caret");
    }
}
