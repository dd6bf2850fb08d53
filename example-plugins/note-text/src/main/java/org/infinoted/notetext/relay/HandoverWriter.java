// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.Erasure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Split;
import org.infinoted.notetext.order.Piece;
import org.infinoted.notetext.order.SavedView;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.rope.Run;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;

/** Writes a handover as elements, which another version of this bundle can read: the classes of this one do not outlive it. */
final class HandoverWriter {
    /** To be raised when the form changes: a version that does not know it has its clients subscribe again. */
    static final String VERSION = "1";

    private final List<Piece> pieces;
    private final long begin;

    private HandoverWriter(Handover handover) {
        pieces = handover.pieces();
        begin = handover.begin();
    }

    /** First what concerns all; then the pieces, oldest first; then the subscribers. */
    static List<Element> write(Handover handover) {
        var writer = new HandoverWriter(handover);
        List<Element> elements = new ArrayList<>();
        elements.add(Element.named("total-order")
                .attribute("version", VERSION)
                .attribute("state", handover.state().toString())
                .attribute("last-number", handover.lastNumber())
                .build());
        handover.pieces().forEach(piece -> elements.add(piece(piece)));
        handover.subscribers().forEach(subscriber -> elements.add(writer.subscriber(subscriber)));
        return elements;
    }

    private static Element piece(Piece piece) {
        return Element.named("piece")
                .attribute("user", id(piece.user()))
                .attribute("origin", piece.origin())
                .child(part(piece.change()))
                .build();
    }

    private Element subscriber(Handover.Saved subscriber) {
        SavedView view = subscriber.view();
        Element.Builder element = Element.named("subscriber")
                .attribute("connection", subscriber.connection())
                .attribute("number", view.number())
                .attribute("log-from", view.logFrom())
                .attribute("known", view.known())
                .attribute("known-state", view.knownState().toString());
        view.skew()
                .forEach((user, more) -> element.child(Element.named("skew")
                        .attribute("user", id(user))
                        .attribute("more", more)
                        .build()));
        view.exceptions()
                .forEach((piece, user) -> element.child(Element.named("exception")
                        .attribute("piece", piece)
                        .attribute("user", id(user))
                        .build()));
        view.told()
                .forEach((piece, form) -> element.child(
                        operation(form, piece, Element.named("told").attribute("piece", piece))));
        view.users().forEach(user -> element.child(user(user)));
        view.cells().forEach(cell -> element.child(cell(cell)));
        subscriber
                .bases()
                .forEach((user, state) -> element.child(Element.named("base")
                        .attribute("user", id(user))
                        .attribute("state", state.toString())
                        .build()));
        subscriber
                .standIns()
                .forEach((user, standIn) -> element.child(Element.named("stand-in")
                        .attribute("user", id(user))
                        .attribute("id", id(standIn.id()))
                        .attribute("name", standIn.name())
                        .build()));
        return element.build();
    }

    private Element user(SavedView.User user) {
        Element.Builder element = Element.named("user")
                .attribute("id", id(user.id()))
                .attribute("present", Boolean.toString(user.present()))
                .attribute("state", user.vector().toString())
                .attribute("joined-at", user.joinedAt())
                .attribute("absent-from", user.absentFrom())
                .attribute("requests-end", user.requestsEnd());
        user.undo().forEach(request -> element.child(request("undo", request)));
        user.redo().forEach(request -> element.child(request("redo", request)));
        return element.build();
    }

    private Element request(String stack, SavedView.Request request) {
        Element.Builder element = Element.named(stack)
                .attribute("first-piece", request.firstPiece())
                .attribute("pieces", request.pieces())
                .attribute("executed-at", request.executedAt())
                .attribute("made-at", request.madeAt())
                .attribute("depth", request.depth());
        return operation(request.done(), request.firstPiece(), element);
    }

    private Element cell(SavedView.Cell cell) {
        Element.Builder element = Element.named("cell")
                .attribute("piece", cell.piece())
                .attribute("latest", cell.latest())
                .attribute("depth", cell.depth());
        return operation(cell.operation(), cell.piece(), element);
    }

    /** Nearly all operations are what a piece is, at another place perhaps: they do not repeat its text. */
    private Element operation(Operation operation, long piece, Element.Builder element) {
        if (operation instanceof Elementary one && isMoved(one, piece)) {
            return element.attribute("pos", one.position()).build();
        }
        Split.partsOf(operation).forEach(part -> element.child(part(part)));
        return element.build();
    }

    private boolean isMoved(Elementary operation, long piece) {
        if (piece < begin || piece - begin >= pieces.size()) {
            return false;
        }
        Elementary change = pieces.get((int) (piece - begin)).change();
        if (operation instanceof Insert insert) {
            return change instanceof Insert other && insert.chunk().equals(other.chunk());
        }
        return operation instanceof Delete delete
                && change instanceof Delete other
                && delete.chunk().equals(other.chunk());
    }

    private static Element part(Elementary part) {
        if (part instanceof Insert insert) {
            return part("insert", insert.position(), insert.chunk());
        }
        if (part instanceof Delete delete) {
            return part("delete", delete.position(), delete.chunk());
        }
        if (part instanceof Erasure) {
            return Element.named("erase")
                    .attribute("pos", part.position())
                    .attribute("len", part.length())
                    .build();
        }
        throw new IllegalArgumentException("not of a document in total order: " + part);
    }

    private static Element part(String name, long position, AuthoredText chunk) {
        Element.Builder element = Element.named(name).attribute("pos", position);
        Set<Integer> authors = chunk.authors();
        if (authors.size() == 1) {
            element.attribute("author", id(authors.iterator().next()));
            return ProtocolText.append(element, chunk.text()).build();
        }
        for (Run run : chunk) {
            Element.Builder text = Element.named("text").attribute("author", id(run.author()));
            element.child(ProtocolText.append(text, run.text()).build());
        }
        return element.build();
    }

    private static String id(int user) {
        return Integer.toUnsignedString(user);
    }
}
