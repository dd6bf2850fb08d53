// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.infinoted.store.AclSheet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AclScopeTest {
    private record Scope(AclScope parent, Acl sheets) implements AclScope {}

    private static final Scope ROOT = new Scope(null, Acl.EMPTY.completed());

    private static Acl sheet(String account, Permission permission, boolean grant) {
        return Acl.of(List.of(new AclSheet(account, Map.of(permission.attribute(), grant))));
    }

    @Test
    void rootDecidesWhatNobodyElseDoes() {
        var document = new Scope(new Scope(ROOT, Acl.EMPTY), Acl.EMPTY);
        for (Permission permission : Permission.values()) {
            assertEquals(
                    Rights.DEFAULT.decides(permission).orElseThrow(),
                    document.allows("alice", permission),
                    permission.attribute());
        }
    }

    @Test
    void ownSheetBeatsTheDefaultOneOfTheSameNode() {
        var node = new Scope(
                ROOT, sheet("default", Permission.SET_ACL, false).with(sheet("alice", Permission.SET_ACL, true)));
        assertTrue(node.allows("alice", Permission.SET_ACL));
        assertFalse(node.allows("bob", Permission.SET_ACL));
        assertFalse(node.allows("default", Permission.SET_ACL));
    }

    @Test
    void defaultSheetOfANearerFolderBeatsTheOwnOneFartherUp() {
        var folder = new Scope(ROOT, sheet("alice", Permission.SET_ACL, true));
        var nearer = new Scope(folder, sheet("default", Permission.SET_ACL, false));
        assertTrue(folder.allows("alice", Permission.SET_ACL));
        assertFalse(nearer.allows("alice", Permission.SET_ACL));
    }

    @Test
    void sheetThatSaysNothingOnThePermissionIsPassedOver() {
        var folder = new Scope(ROOT, sheet("default", Permission.JOIN_USER, false));
        var nearer = new Scope(folder, sheet("alice", Permission.SET_ACL, true));
        assertFalse(nearer.allows("alice", Permission.JOIN_USER));
    }

    @Test
    void whatNobodyDecidesIsDenied() {
        assertFalse(new Scope(null, Acl.EMPTY).allows("default", Permission.EXPLORE_NODE));
    }

    @Test
    void nodeWhoseSheetsCannotBeReadAllowsNothingToAnybody() {
        var node = new Scope(new Scope(ROOT, sheet("alice", Permission.SET_ACL, true)), Acl.NOTHING);
        for (Permission permission : Permission.values()) {
            assertFalse(node.allows("alice", permission));
            assertFalse(node.allows("default", permission));
        }
    }

    @Test
    void severalPermissionsAreAllNeeded() {
        assertTrue(ROOT.allowsAll("alice", EnumSet.of(Permission.ADD_DOCUMENT, Permission.SYNC_IN)));
        assertFalse(ROOT.allowsAll("alice", EnumSet.of(Permission.ADD_DOCUMENT, Permission.SET_ACL)));
        assertTrue(ROOT.allowsAll("alice", EnumSet.noneOf(Permission.class)));
    }
}
