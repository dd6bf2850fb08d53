// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.access;

import java.util.Optional;
import java.util.Set;
import org.infinoted.store.AclSheet;
import org.jspecify.annotations.Nullable;

/**
 * A node as permissions are concerned: its own sheets, and the folder that it is in. May be asked from any thread; whoever
 * implements it keeps what changes in volatile fields. A decision while sheets are being changed follows the old or the new ones of
 * each node.
 */
public interface AclScope {
    /** The sheets given at this node. */
    Acl sheets();

    /** The folder that this node is in, or null for the root. */
    @Nullable
    AclScope parent();

    /**
     * Whether an account has a permission here. The nearest node decides that says something on it; at each node the account's own
     * sheet is asked before the default one. What nobody decides is denied.
     */
    default boolean allows(String account, Permission permission) {
        for (AclScope node = this; node != null; node = node.parent()) {
            Acl sheets = node.sheets();
            Optional<Boolean> decision = sheets.rightsOf(account)
                    .decides(permission)
                    .or(() -> sheets.rightsOf(AclSheet.DEFAULT_ACCOUNT).decides(permission));
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        return false;
    }

    /** Whether an account has all of these permissions here. */
    default boolean allowsAll(String account, Set<Permission> permissions) {
        return permissions.stream().allMatch(permission -> allows(account, permission));
    }
}
