// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import org.infinoted.xml.Element;

/** Requests as clients send them. */
final class Requests {
    private Requests() {}

    static Element request(int user, String time, Element operation) {
        return Element.named("request")
                .attribute("user", user)
                .attribute("time", time)
                .child(operation)
                .build();
    }

    /** Several of the same in one message. */
    static Element requests(int user, String time, long count, Element operation) {
        return request(user, time, operation).toBuilder()
                .attribute("num", Long.toString(count))
                .build();
    }

    static Element insert(int position, String text) {
        return Element.named("insert-caret")
                .attribute("pos", position)
                .text(text)
                .build();
    }

    static Element delete(int position, int length) {
        return Element.named("delete-caret")
                .attribute("pos", position)
                .attribute("len", length)
                .build();
    }

    static Element move(int caret, int selection) {
        return Element.named("move")
                .attribute("caret", caret)
                .attribute("selection", selection)
                .build();
    }

    static Element undo() {
        return Element.empty("undo-caret");
    }

    static Element redo() {
        return Element.empty("redo-caret");
    }

    static Element noOp() {
        return Element.empty("no-op");
    }
}
