// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.infinoted.store.AclSheet;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;

/** Writes ACL files as the original does: in ASCII, indented by two spaces. */
final class AclWriter {
    private final List<String> permissions;

    /** @param permissions the names of all permissions, in the order in which they are written */
    AclWriter(List<String> permissions) {
        this.permissions = permissions;
    }

    /** The content of the file, all ASCII. Empty sheets are left out. */
    String write(List<AclSheet> sheets) throws StoreException {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\"?>\n<inf-acl>\n");
        for (AclSheet sheet : sheets) {
            if (!sheet.permissions().isEmpty()) {
                write(sheet, out);
            }
        }
        return out.append("</inf-acl>\n").toString();
    }

    private void write(AclSheet sheet, StringBuilder out) throws StoreException {
        if (!Set.copyOf(permissions).containsAll(sheet.permissions().keySet())) {
            throw new IllegalArgumentException("There are only the permissions " + permissions + ", not "
                    + sheet.permissions().keySet());
        }
        out.append("  <sheet account=\"");
        escape(sheet.account(), out);
        for (String permission : permissions) {
            Map<String, Boolean> given = sheet.permissions();
            if (given.containsKey(permission)) {
                out.append("\" ").append(permission).append("=\"").append(given.get(permission) ? "yes" : "no");
            }
        }
        out.append("\"/>\n");
    }

    private static void escape(String value, StringBuilder out) throws StoreException {
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\t' -> out.append("&#9;");
                case '\n' -> out.append("&#10;");
                case '\r' -> out.append("&#13;");
                default -> {
                    if (c >= ' ' && c < 0x80) {
                        out.append((char) c);
                    } else if (isXmlCharacter(c)) {
                        out.append(String.format("&#x%X;", c));
                    } else {
                        throw new StoreException(
                                Reason.BAD_NAME,
                                "The account " + FileNames.quote(value) + " cannot be stored: its id contains "
                                        + String.format("U+%04X", c) + ", which XML cannot carry");
                    }
                }
            }
        }
    }

    private static boolean isXmlCharacter(int c) {
        return (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }
}
