// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.wire;

import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;
import org.jspecify.annotations.Nullable;

/** Writes live requests, as a client sends them. */
public final class RequestWriter {
    private RequestWriter() {}

    /**
     * Writes an insertion, a deletion or a no-op.
     *
     * @param base the state that the user is known to have reached, which the request's state is written relative to
     */
    public static Element write(Request request, StateVector base) {
        return Element.named("request")
                .attribute("user", Integer.toUnsignedString(request.user()))
                .attribute("time", request.vector().minus(base).toString())
                .child(operation(request.operation()))
                .build();
    }

    private static Element operation(@Nullable Operation operation) {
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
        if (operation == NoOp.INSTANCE) {
            return Element.empty("no-op");
        }
        throw new IllegalArgumentException("No user of the server makes a request of this kind: " + operation);
    }
}
