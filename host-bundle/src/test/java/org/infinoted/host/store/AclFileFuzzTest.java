// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.infinoted.fuzz.Markup;
import org.infinoted.store.AclSheet;
import org.infinoted.store.StoreException;
import org.junit.jupiter.api.Tag;

/** Any file with permissions is read or refused, and what was read is the same when it was written. */
@Tag("random")
class AclFileFuzzTest extends FuzzTest {
    private static final List<String> PERMISSIONS = List.of("can-explore-node", "can-add-document", "can-set-acl");

    private final AclReader reader = new AclReader(PERMISSIONS);
    private final AclWriter writer = new AclWriter(PERMISSIONS);

    @Override
    protected void fuzz(byte[] input) throws Exception {
        List<AclSheet> sheets;
        try {
            sheets = reader.read(file(input));
        } catch (XMLStreamException e) {
            return; // it says where
        }
        String written;
        try {
            written = writer.write(sheets);
        } catch (StoreException e) {
            return; // an account that can only be in a file of XML 1.1
        }
        assertEquals(sheets, reader.read(written.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] file(byte[] input) {
        Choices choices = new Choices(input);
        return choices.below(256) != 0
                ? input
                : Markup.document(
                        choices,
                        List.of("inf-acl", "sheet", "sheet", "sheet", "odd", "x:sheet"),
                        List.of("account", "can-explore-node", "can-add-document", "can-set-acl", "odd"),
                        List.of("yes", "no", "yes", "no", "default", "maybe"));
    }
}
