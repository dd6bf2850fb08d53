// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.store.AclSheet;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AclTest {
    private static Element sheet(String... attributes) {
        Element.Builder sheet = Element.named("sheet");
        for (int i = 0; i < attributes.length; i += 2) {
            sheet.attribute(attributes[i], attributes[i + 1]);
        }
        return sheet.build();
    }

    private static Element acl(Element... sheets) {
        Element.Builder acl = Element.named("acl");
        for (Element sheet : sheets) {
            acl.child(sheet);
        }
        return acl.build();
    }

    private static Acl parsed(Element... sheets) throws ProtocolException {
        return Acl.parse(acl(sheets), Set.of("alice", "bob")::contains);
    }

    private static void assertRefused(String domain, int code, Element... sheets) {
        ProtocolException refused = assertThrows(ProtocolException.class, () -> parsed(sheets));
        assertEquals(domain, refused.error().domain());
        assertEquals(code, refused.error().code());
    }

    @Test
    void messageIsRead() throws ProtocolException {
        Acl acl = parsed(
                sheet("id", "default", "can-join-user", "no"),
                sheet("id", "alice", "can-join-user", "yes", "can-set-acl", "no", "can-fly", "maybe"));
        assertEquals(Set.of("default", "alice"), acl.accounts());
        assertEquals(Rights.INHERITED.with(Permission.JOIN_USER, false), acl.rightsOf("default"));
        assertEquals(
                Rights.INHERITED.with(Permission.JOIN_USER, true).with(Permission.SET_ACL, false),
                acl.rightsOf("alice"));
        assertEquals(Rights.INHERITED, acl.rightsOf("bob"));
    }

    @Test
    void otherElementsAndTextAreIgnored() throws ProtocolException {
        Element acl = Element.named("acl")
                .text(" ")
                .child(Element.empty("comment"))
                .child(sheet("id", "default", "can-set-acl", "no"))
                .build();
        assertEquals(Set.of("default"), Acl.parse(acl, account -> false).accounts());
    }

    @Test
    void sheetWithoutIdIsRefused() {
        assertRefused("INF_REQUEST_ERROR", 3, sheet("can-set-acl", "no"));
    }

    @Test
    void valueOtherThanYesAndNoIsRefused() {
        assertRefused("INF_REQUEST_ERROR", 4, sheet("id", "default", "can-set-acl", "YES"));
        assertRefused("INF_REQUEST_ERROR", 4, sheet("id", "default", "can-set-acl", ""));
    }

    @Test
    void secondSheetOfAnAccountIsRefused() {
        assertRefused("INF_REQUEST_ERROR", 4, sheet("id", "alice", "can-set-acl", "no"), sheet("id", "alice"));
    }

    @Test
    void unknownAccountIsRefused() {
        assertRefused("INF_DIRECTORY_ERROR", 30, sheet("id", "mallory", "can-set-acl", "no"));
    }

    @Test
    void messageIsWrittenInTheProtocolsOrder() throws ProtocolException {
        assertEquals(
                acl(sheet("id", "default", "can-explore-node", "yes", "can-set-acl", "no"), sheet("id", "alice")),
                parsed(sheet("can-set-acl", "no", "can-explore-node", "yes", "id", "default"), sheet("id", "alice"))
                        .toElement());
    }

    @Test
    void storedSheetsComeBack() {
        var stored = List.of(
                new AclSheet("default", Map.of("can-set-acl", true, "can-join-user", false)),
                new AclSheet("alice", Map.of("can-explore-node", true)));
        assertEquals(stored, Acl.of(stored).toStore());
    }

    @Test
    void storedPermissionsThatDoNotExistAreLeftOut() {
        assertEquals(
                List.of(new AclSheet("default", Map.of())),
                Acl.of(List.of(new AclSheet("default", Map.of("can-fly", true))))
                        .toStore());
    }

    @Test
    void changedSheetReplacesTheOldOneAsAWhole() throws ProtocolException {
        Acl before = parsed(
                sheet("id", "default", "can-set-acl", "no", "can-join-user", "no"),
                sheet("id", "alice", "can-set-acl", "yes"));
        Acl after = before.with(parsed(sheet("id", "default", "can-explore-node", "no")));
        assertEquals(
                acl(sheet("id", "default", "can-explore-node", "no"), sheet("id", "alice", "can-set-acl", "yes")),
                after.toElement());
    }

    @Test
    void emptySheetTakesTheOldOneAway() throws ProtocolException {
        Acl before = parsed(sheet("id", "default", "can-set-acl", "no"), sheet("id", "alice", "can-set-acl", "yes"));
        assertEquals(
                Set.of("alice"), before.with(parsed(sheet("id", "default"))).accounts());
        assertTrue(Acl.EMPTY.with(parsed(sheet("id", "default"))).isEmpty());
    }

    @Test
    void onlyDefaultAndOwnSheetAreVisible() throws ProtocolException {
        Acl acl = parsed(
                sheet("id", "bob", "can-set-acl", "yes"),
                sheet("id", "alice", "can-set-acl", "yes"),
                sheet("id", "default", "can-set-acl", "no"));
        assertEquals(Set.of("default", "alice"), acl.visibleTo("alice").accounts());
        assertEquals(Set.of("default"), acl.visibleTo("default").accounts());
        assertTrue(parsed(sheet("id", "bob")).visibleTo("alice").isEmpty());
    }

    @Test
    void rootWithoutSheetsIsCompletedWithTheDefaults() {
        assertEquals(Rights.DEFAULT, Acl.EMPTY.completed().rightsOf("default"));
    }

    @Test
    void completingKeepsWhatIsDecidedAndOtherSheets() throws ProtocolException {
        Acl completed = parsed(sheet("id", "alice", "can-set-acl", "yes"), sheet("id", "default", "can-set-acl", "yes"))
                .completed();
        assertEquals(Rights.DEFAULT.with(Permission.SET_ACL, true), completed.rightsOf("default"));
        assertEquals(Rights.INHERITED.with(Permission.SET_ACL, true), completed.rightsOf("alice"));
    }

    @Test
    void welcomeShowsTheRootWithWhatIsUnsupportedDenied() throws ProtocolException {
        Acl root = parsed(
                        sheet("id", "default", "can-create-account", "yes"),
                        sheet("id", "alice", "can-create-account", "yes", "can-set-acl", "yes"),
                        sheet("id", "bob", "can-set-acl", "yes"))
                .completed();
        assertEquals(
                acl(
                        sheet(
                                "id",
                                "default",
                                "can-add-subdirectory",
                                "yes",
                                "can-add-document",
                                "yes",
                                "can-sync-in",
                                "yes",
                                "can-remove-node",
                                "yes",
                                "can-explore-node",
                                "yes",
                                "can-subscribe-chat",
                                "yes",
                                "can-subscribe-session",
                                "yes",
                                "can-join-user",
                                "yes",
                                "can-query-account-list",
                                "no",
                                "can-create-account",
                                "no",
                                "can-override-account",
                                "no",
                                "can-remove-account",
                                "no",
                                "can-query-acl",
                                "no",
                                "can-set-acl",
                                "no"),
                        sheet("id", "alice", "can-create-account", "no", "can-set-acl", "yes")),
                root.visibleTo("alice").denying(Permission.UNSUPPORTED).toElement());
    }

    @Test
    void grantingWhatIsUnsupportedIsRefused() throws ProtocolException {
        Acl granting = parsed(sheet("id", "alice", "can-create-account", "yes"));
        ProtocolException refused =
                assertThrows(ProtocolException.class, () -> granting.requireNoneOf(Permission.UNSUPPORTED));
        assertEquals("INF_DIRECTORY_ERROR", refused.error().domain());
        assertEquals(21, refused.error().code());
        parsed(sheet("id", "alice", "can-create-account", "no")).requireNoneOf(Permission.UNSUPPORTED);
    }
}
