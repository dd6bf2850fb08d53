// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.infinoted.host.store.FileStore;
import org.infinoted.host.store.GroupAccess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class RootAclTest {
    /** What the original writes at its first start. */
    private static final String FIRST_START = """
            <?xml version="1.0"?>
            <inf-acl>
              <sheet account="default" can-add-subdirectory="yes" can-add-document="yes" can-sync-in="yes" \
            can-remove-node="yes" can-explore-node="yes" can-subscribe-chat="yes" can-subscribe-session="yes" \
            can-join-user="yes" can-query-account-list="no" can-create-account="no" can-override-account="no" \
            can-remove-account="no" can-query-acl="no" can-set-acl="no"/>
            </inf-acl>
            """;

    @TempDir
    Path root;

    private Acl load() throws IOException {
        try (FileStore store =
                FileStore.open(root, Permission.attributes(), FileStore.Limits.DEFAULT, GroupAccess.NONE)) {
            return RootAcl.load(store);
        }
    }

    private Path file() {
        return root.resolve("global-acl.xml");
    }

    @Test
    void firstStartWritesTheSameBytesAsTheOriginal() throws IOException {
        assertEquals(Rights.DEFAULT, load().rightsOf("default"));
        assertEquals(FIRST_START, Files.readString(file()));
        assertEquals(396, Files.size(file()));
    }

    @Test
    void gapsAreFilledAndWritten() throws IOException {
        Files.writeString(
                file(),
                "<inf-acl><sheet account='alice' can-set-acl='yes'/><sheet account='default' can-set-acl='yes'/></inf-acl>");
        Acl loaded = load();
        assertEquals(Rights.DEFAULT.with(Permission.SET_ACL, true), loaded.rightsOf("default"));
        assertEquals(Rights.INHERITED.with(Permission.SET_ACL, true), loaded.rightsOf("alice"));
        assertEquals(loaded, load());
        assertEquals(4, Files.readAllLines(file()).size() - 1);
    }

    @Test
    void completeFileIsNotRewritten() throws IOException {
        String own =
                FIRST_START.replace("  <", "<!-- mine -->\n  <").replace("can-set-acl=\"no\"", "can-set-acl=\"yes\"");
        Files.writeString(file(), own);
        assertEquals(Rights.DEFAULT.with(Permission.SET_ACL, true), load().rightsOf("default"));
        assertEquals(own, Files.readString(file()));
    }

    @Test
    void configuredValueOfWhatIsUnsupportedStaysInTheFile() throws IOException {
        String own = FIRST_START.replace("can-create-account=\"no\"", "can-create-account=\"yes\"");
        Files.writeString(file(), own);
        load();
        assertEquals(own, Files.readString(file()));
    }

    @Test
    void damagedFileDeniesEverythingAndIsNotTouched() throws IOException {
        Files.writeString(file(), "<inf-acl><sheet");
        assertEquals(Acl.NOTHING, load());
        assertEquals("<inf-acl><sheet", Files.readString(file()));
    }

    @Test
    void directoryInPlaceOfTheFileDeniesEverything() throws IOException {
        Files.createDirectory(file());
        assertEquals(Acl.NOTHING, load());
        assertFalse(Files.isRegularFile(file()));
    }
}
