// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.Erasure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Split;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.order.Piece;
import org.infinoted.notetext.order.SavedView;
import org.infinoted.notetext.relay.Subscriber.StandIn;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;

/** Reads what {@link HandoverWriter} writes. Everything else is an {@link IllegalArgumentException}. */
final class HandoverReader {
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Element> subscribers = new ArrayList<>();
    private long begin;

    private HandoverReader() {}

    static Handover read(List<Element> elements) {
        return new HandoverReader().readAll(elements);
    }

    private Handover readAll(List<Element> elements) {
        Element all = elements.get(0);
        if (!all.name().equals("total-order") || !required(all, "version").equals(HandoverWriter.VERSION)) {
            throw new IllegalArgumentException("a handover of another version begins with " + all);
        }
        for (Element element : elements.subList(1, elements.size())) {
            switch (element.name()) {
                case "piece" -> pieces.add(piece(element));
                case "subscriber" -> subscribers.add(element);
                default -> throw unknown(element);
            }
        }
        StateVector state = state(all, "state");
        begin = state.total() - pieces.size();
        List<Handover.Saved> saved = subscribers.stream().map(this::subscriber).toList();
        return new Handover(state, pieces, (int) number(all, "last-number"), saved);
    }

    private static Piece piece(Element element) {
        List<Elementary> parts = parts(element);
        if (parts.size() != 1) {
            throw new IllegalArgumentException("a piece has " + parts.size() + " parts");
        }
        return new Piece(user(element, "user"), (int) number(element, "origin"), parts.get(0));
    }

    private Handover.Saved subscriber(Element element) {
        Map<Integer, Long> skew = new HashMap<>();
        Map<Long, Integer> exceptions = new HashMap<>();
        Map<Long, Operation> told = new HashMap<>();
        List<SavedView.User> users = new ArrayList<>();
        List<SavedView.Cell> cells = new ArrayList<>();
        Map<Integer, StateVector> bases = new HashMap<>();
        Map<Integer, StandIn> standIns = new HashMap<>();
        for (Element child : element.children()) {
            switch (child.name()) {
                case "skew" -> skew.put(user(child, "user"), number(child, "more"));
                case "exception" -> exceptions.put(number(child, "piece"), user(child, "user"));
                case "told" -> {
                    long piece = number(child, "piece");
                    told.put(piece, operation(child, piece));
                }
                case "user" -> users.add(user(child));
                case "cell" -> cells.add(cell(child));
                case "base" -> bases.put(user(child, "user"), state(child, "state"));
                case "stand-in" ->
                    standIns.put(user(child, "user"), new StandIn(user(child, "id"), required(child, "name")));
                default -> throw unknown(child);
            }
        }
        var view = new SavedView(
                (int) number(element, "number"),
                number(element, "log-from"),
                number(element, "known"),
                state(element, "known-state"),
                skew,
                exceptions,
                told,
                users,
                cells);
        return new Handover.Saved(number(element, "connection"), view, bases, standIns);
    }

    private SavedView.User user(Element element) {
        List<SavedView.Request> undo = new ArrayList<>();
        List<SavedView.Request> redo = new ArrayList<>();
        for (Element child : element.children()) {
            switch (child.name()) {
                case "undo" -> undo.add(request(child));
                case "redo" -> redo.add(request(child));
                default -> throw unknown(child);
            }
        }
        return new SavedView.User(
                user(element, "id"),
                Boolean.parseBoolean(required(element, "present")),
                state(element, "state"),
                number(element, "joined-at"),
                number(element, "absent-from"),
                number(element, "requests-end"),
                undo,
                redo);
    }

    private SavedView.Request request(Element element) {
        long firstPiece = number(element, "first-piece");
        return new SavedView.Request(
                firstPiece,
                (int) number(element, "pieces"),
                number(element, "executed-at"),
                number(element, "made-at"),
                (int) number(element, "depth"),
                operation(element, firstPiece));
    }

    private SavedView.Cell cell(Element element) {
        long piece = number(element, "piece");
        return new SavedView.Cell(
                piece, number(element, "latest"), (int) number(element, "depth"), operation(element, piece));
    }

    private Operation operation(Element element, long piece) {
        if (element.attribute("pos") != null) {
            return moved(piece, number(element, "pos"));
        }
        List<Elementary> parts = parts(element);
        return parts.size() == 1 ? parts.get(0) : new Split(parts);
    }

    private Operation moved(long piece, long position) {
        if (piece < begin || piece - begin >= pieces.size()) {
            throw new IllegalArgumentException("there is no piece " + piece);
        }
        Elementary change = pieces.get((int) (piece - begin)).change();
        if (change.position() == position) {
            return change;
        }
        return change instanceof Insert insert ? new Insert(position, insert.chunk()) : ((Delete) change).at(position);
    }

    private static List<Elementary> parts(Element element) {
        List<Elementary> parts = new ArrayList<>(1);
        for (Element child : element.children()) {
            long position = number(child, "pos");
            switch (child.name()) {
                case "insert" -> parts.add(new Insert(position, chunk(child)));
                case "delete" -> parts.add(new Delete(position, chunk(child)));
                case "erase" -> parts.add(new Erasure(position, number(child, "len")));
                default -> throw unknown(child);
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("nothing was done by " + element);
        }
        return parts;
    }

    private static AuthoredText chunk(Element element) {
        if (element.attribute("author") != null) {
            return AuthoredText.of(user(element, "author"), ProtocolText.of(element));
        }
        AuthoredText chunk = AuthoredText.empty();
        for (Element text : element.children()) {
            chunk = chunk.concat(AuthoredText.of(user(text, "author"), ProtocolText.of(text)));
        }
        return chunk;
    }

    private static StateVector state(Element element, String attribute) {
        return StateVector.parse(required(element, attribute));
    }

    private static long number(Element element, String attribute) {
        return Long.parseLong(required(element, attribute));
    }

    private static int user(Element element, String attribute) {
        return Integer.parseUnsignedInt(required(element, attribute));
    }

    private static String required(Element element, String attribute) {
        String value = element.attribute(attribute);
        if (value == null) {
            throw new IllegalArgumentException("no " + attribute + " in " + element);
        }
        return value;
    }

    private static IllegalArgumentException unknown(Element element) {
        return new IllegalArgumentException("there is no <" + element.name() + "> in a handover");
    }
}
