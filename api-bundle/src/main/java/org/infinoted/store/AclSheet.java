// SPDX-License-Identifier: Apache-2.0
package org.infinoted.store;

import java.util.Map;
import java.util.Objects;

/**
 * What one account may and may not do at one node.
 *
 * @param account the id of the account; {@code default} for everybody who has none
 * @param permissions by the names of the protocol, such as {@code can-add-document}: true grants, false denies, absent inherits
 */
public record AclSheet(String account, Map<String, Boolean> permissions) {
    /** The account of everybody who has no other. */
    public static final String DEFAULT_ACCOUNT = "default";

    public AclSheet {
        Objects.requireNonNull(account);
        permissions = Map.copyOf(permissions);
    }
}
