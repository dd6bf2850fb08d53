// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PermissionTest {
    @Test
    void namesAreInTheProtocolsOrder() {
        assertEquals(
                List.of(
                        "can-add-subdirectory",
                        "can-add-document",
                        "can-sync-in",
                        "can-remove-node",
                        "can-explore-node",
                        "can-subscribe-chat",
                        "can-subscribe-session",
                        "can-join-user",
                        "can-query-account-list",
                        "can-create-account",
                        "can-override-account",
                        "can-remove-account",
                        "can-query-acl",
                        "can-set-acl"),
                Permission.attributes());
    }

    @Test
    void bitsAreInTheSameOrder() {
        int bit = 1;
        for (Permission permission : Permission.values()) {
            assertEquals(bit, permission.bit());
            bit <<= 1;
        }
        assertEquals(0x4000, bit);
    }
}
