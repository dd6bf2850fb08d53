// SPDX-License-Identifier: Apache-2.0
package org.infinoted.store;

import java.util.Objects;

/**
 * A folder or document as the store has it.
 *
 * @param name the name in its folder, without the type
 * @param type {@link org.infinoted.directory.Node#FOLDER} or a note type, known or not
 */
public record StoredNode(String name, String type) {
    public StoredNode {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
    }
}
