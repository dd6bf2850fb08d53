// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.access;

import java.util.Optional;
import java.util.Set;

/**
 * What one account may and may not do at one node: each permission is granted, denied, or left to the folder above. Immutable.
 *
 * @param granted the bits of the permissions granted
 * @param denied the bits of the permissions denied
 */
public record Rights(int granted, int denied) {
    private static final int ALL = (1 << Permission.values().length) - 1;
    private static final int USUALLY_GRANTED = 0x00ff;

    /** Leaves everything to the folder above. */
    public static final Rights INHERITED = new Rights(0, 0);

    /** Denies everything. */
    public static final Rights NOTHING = new Rights(0, ALL);

    /** What everybody may do on a server where nothing else was set: everything but seeing and changing accounts and permissions. */
    public static final Rights DEFAULT = new Rights(USUALLY_GRANTED, ALL & ~USUALLY_GRANTED);

    public Rights {
        if ((granted & denied) != 0 || ((granted | denied) & ~ALL) != 0) {
            throw new IllegalArgumentException(
                    "Granted and denied are no separate permissions: " + granted + ", " + denied);
        }
    }

    /** Whether the permission is granted or denied, or empty if that is left to the folder above. */
    public Optional<Boolean> decides(Permission permission) {
        if ((granted & permission.bit()) != 0) {
            return Optional.of(true);
        }
        return (denied & permission.bit()) != 0 ? Optional.of(false) : Optional.empty();
    }

    /** The same with one permission granted or denied. */
    public Rights with(Permission permission, boolean grant) {
        int bit = permission.bit();
        return grant ? new Rights(granted | bit, denied & ~bit) : new Rights(granted & ~bit, denied | bit);
    }

    /** The same, but of the given permissions those that are granted here are denied. */
    Rights denying(Set<Permission> permissions) {
        Rights result = this;
        for (Permission permission : permissions) {
            if (decides(permission).orElse(false)) {
                result = result.with(permission, false);
            }
        }
        return result;
    }

    /** The same, but what is left open here is decided by the other. */
    Rights orElse(Rights other) {
        int open = ~(granted | denied);
        return new Rights(granted | (other.granted & open), denied | (other.denied & open));
    }

    /** Whether everything is left to the folder above. */
    public boolean isEmpty() {
        return granted == 0 && denied == 0;
    }

    /** Whether everything is decided here. */
    public boolean isComplete() {
        return (granted | denied) == ALL;
    }
}
