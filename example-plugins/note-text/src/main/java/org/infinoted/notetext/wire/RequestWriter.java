// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.wire;

import org.infinoted.notetext.adopted.Deletion;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Move;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;

/** Writes live requests, as a client sends them. */
public final class RequestWriter {
    private RequestWriter() {}

    /**
     * Writes a request.
     *
     * @param time the state in which it is made, relative to the one that the user is known to have reached
     * @param operation elementary, a move or a no-op
     */
    public static Element write(int user, StateVector time, Operation operation) {
        return Element.named("request")
                .attribute("user", Integer.toUnsignedString(user))
                .attribute("time", time.toString())
                .child(operation(operation))
                .build();
    }

    /**
     * Writes what a client is told whose request was not executed.
     *
     * @param current the present state
     * @param reason for a person
     */
    public static Element invalid(Request request, StateVector current, String reason) {
        return Element.named("invalid-request")
                .attribute("request", request.vector().toString())
                .attribute("state", current.toString())
                .attribute("user", Integer.toUnsignedString(request.user()))
                .child(ProtocolText.append(Element.named("reason"), reason).build())
                .build();
    }

    private static Element operation(Operation operation) {
        if (operation instanceof Insert insert) {
            Element.Builder element = Element.named("insert-caret").attribute("pos", insert.position());
            return ProtocolText.append(element, insert.chunk().text()).build();
        }
        if (operation instanceof Deletion deletion) {
            return Element.named("delete-caret")
                    .attribute("pos", deletion.position())
                    .attribute("len", deletion.length())
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
        throw new IllegalArgumentException("Not one request: " + operation);
    }
}
