// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RightsTest {
    @Test
    void defaultGrantsTheLowEightBits() {
        assertEquals(new Rights(0x00ff, 0x3f00), Rights.DEFAULT);
        assertTrue(Rights.DEFAULT.isComplete());
    }

    @Test
    void permissionIsGrantedDeniedOrOpen() {
        Rights rights = Rights.INHERITED.with(Permission.SET_ACL, true).with(Permission.JOIN_USER, false);
        assertEquals(Optional.of(true), rights.decides(Permission.SET_ACL));
        assertEquals(Optional.of(false), rights.decides(Permission.JOIN_USER));
        assertEquals(Optional.empty(), rights.decides(Permission.QUERY_ACL));
    }

    @Test
    void lastWordCounts() {
        Rights rights = Rights.INHERITED.with(Permission.SET_ACL, true).with(Permission.SET_ACL, false);
        assertEquals(new Rights(0, 0x2000), rights);
    }

    @Test
    void openPermissionsAreFilled() {
        Rights rights = new Rights(0x2000, 0x0001).orElse(Rights.DEFAULT);
        assertEquals(new Rights(0x20fe, 0x1f01), rights);
    }

    @Test
    void emptyAndCompleteAreTold() {
        assertTrue(Rights.INHERITED.isEmpty());
        assertFalse(Rights.INHERITED.isComplete());
        assertTrue(Rights.NOTHING.isComplete());
        assertFalse(new Rights(0x1fff, 0).isComplete());
    }

    @Test
    void contradictionIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Rights(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rights(0x4000, 0));
    }
}
