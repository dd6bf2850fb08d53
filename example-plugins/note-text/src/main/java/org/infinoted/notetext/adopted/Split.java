// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayList;
import java.util.List;

/**
 * Several changes one after the other, each made on the text that the ones before it left. The list is flat: nested
 * splits mean the same as the list of all their parts, and a list needs no recursion.
 */
public record Split(List<Elementary> parts) implements Operation {
    public Split {
        parts = List.copyOf(parts);
    }

    /** One operation followed by another. */
    public static Split of(Operation first, Operation second) {
        var all = new ArrayList<>(partsOf(first));
        all.addAll(partsOf(second));
        return new Split(all);
    }

    /** The elementary changes of an insert, deletion or split. */
    public static List<Elementary> partsOf(Operation operation) {
        if (operation instanceof Split split) {
            return split.parts;
        }
        if (operation instanceof Elementary one) {
            return List.of(one);
        }
        throw new IllegalArgumentException("a move or no-op has no parts: " + operation);
    }

    @Override
    public boolean affectsBuffer() {
        return true;
    }

    @Override
    public boolean isReversible() {
        return parts.stream().allMatch(Operation::isReversible);
    }

    @Override
    public Split reverse() {
        var reversed = new ArrayList<Elementary>(parts.size());
        for (int i = parts.size() - 1; i >= 0; i--) {
            reversed.add(parts.get(i).reverse());
        }
        return new Split(reversed);
    }
}
