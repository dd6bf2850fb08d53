// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayList;
import java.util.List;

/** Operational transformation: changes an operation so that it can follow another made on the same text. */
public final class Transformation {
    private Transformation() {}

    /**
     * Transforms {@code operation} so that it can follow {@code other}.
     *
     * @param other an insert, deletion or split
     * @param stays whether {@code operation} keeps its position if both insert at the same place
     */
    public static Operation transform(Operation operation, Operation other, boolean stays) {
        if (operation instanceof Elementary one && other instanceof Elementary two) {
            return one.after(two, stays);
        }
        if (operation instanceof NoOp) {
            return operation;
        }
        Operation result = operation;
        for (Elementary part : Split.partsOf(other)) {
            if (result instanceof Move move) {
                result = move.after(part, false);
            } else if (result instanceof Split split) {
                result = new Split(transform(split.parts(), part, stays));
            } else {
                result = ((Elementary) result).after(part, stays);
            }
        }
        return result;
    }

    /**
     * Each part follows {@code other} as that looks after the parts before it. Parts of an insert stay single, only deletions
     * fall apart; so either {@code other} or a part splits, and no cell of the two loops needs a deeper one.
     */
    private static List<Elementary> transform(List<Elementary> parts, Elementary other, boolean stays) {
        var result = new ArrayList<Elementary>(parts.size() + 1);
        List<Elementary> others = List.of(other);
        for (Elementary part : parts) {
            if (others.size() == 1) {
                Elementary single = others.get(0);
                result.addAll(Split.partsOf(part.after(single, stays)));
                others = Split.partsOf(single.after(part, !stays));
                continue;
            }
            Elementary here = part;
            var next = new ArrayList<Elementary>(others.size() + 1);
            for (Elementary single : others) {
                next.addAll(Split.partsOf(single.after(here, !stays)));
                here = (Elementary) here.after(single, stays);
            }
            result.add(here);
            others = next;
        }
        return result;
    }

    /** A measure of what {@link #transform} costs: how many pieces of one operation meet how many of the other. */
    public static int cost(Operation operation, Operation other) {
        return size(operation) * size(other);
    }

    private static int size(Operation operation) {
        if (operation instanceof Split split) {
            return split.parts().size();
        }
        return operation instanceof RemoteDelete deletion ? deletion.pieces().size() : 1;
    }
}
