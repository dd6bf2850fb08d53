// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.access;

import java.util.Optional;
import java.util.Set;
import org.infinoted.store.AclSheet;
import org.jspecify.annotations.Nullable;

/**
 * What permissions at a node depend on: its own sheets, and the folder that it is in. Thread-safe: implementations keep
 * what changes in volatile fields. A decision made while sheets change uses the old or the new sheets of each node.
 */
public interface AclScope {
    /** The sheets given at this node. */
    Acl sheets();

    /** The folder that this node is in, or null for the root. */
    @Nullable
    AclScope parent();

    /**
     * Whether an account has a permission here. The nearest node that grants or denies it decides; at each node the
     * account's own sheet comes before the default sheet. If no node decides, the permission is denied.
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
