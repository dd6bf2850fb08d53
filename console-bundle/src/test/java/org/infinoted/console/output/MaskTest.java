// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class MaskTest {
    private static final String SECRET = "a<b>&\"c\"'d\\e/f";

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                "a&lt;b&gt;&amp;&quot;c&quot;&#39;d\\e/f",
                "a&lt;b&gt;&amp;&#34;c&#34;&#39;d\\e/f",
                "a&lt;b&gt;&amp;&quot;c&quot;&apos;d\\e/f",
                "a&lt;b&gt;&amp;\"c\"'d\\e/f",
                "a&lt;b&gt;&amp;\\&quot;c\\&quot;&#39;d\\\\e/f",
                "a<b>&\\\"c\\\"'d\\\\e/f",
                "a<b>&\\\"c\\\"'d\\\\e\\/f",
                "a\\u003cb\\u003e\\u0026\\u0022c\\u0022\\u0027d\\u005ce/f"
            })
    void secretIsMaskedInEveryFormThatAPageGivesIt(String form) {
        assertEquals(
                "key=" + Mask.STARS + ";",
                new Mask(List.of(SECRET)).text("key=" + form + ";"),
                "what else there is stays");
    }

    @Test
    void secretWithinASecretDoesNotUncoverTheRest() {
        assertEquals(Mask.STARS + " " + Mask.STARS, new Mask(List.of("hunter", "hunter22")).text("hunter22 hunter"));
    }

    @Test
    void archiveIsMaskedEntryByEntry() throws IOException {
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            for (String name : List.of("a.txt", "b/c.json")) {
                out.putNextEntry(new ZipEntry(name));
                out.write("before hunter22 after".getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        byte[] masked = new Mask(List.of("hunter22")).zip(zip.toByteArray());
        try (var in = new ZipInputStream(new ByteArrayInputStream(masked))) {
            for (String name : List.of("a.txt", "b/c.json")) {
                assertEquals(name, in.getNextEntry().getName());
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertFalse(text.contains("hunter22"));
                assertEquals("before " + Mask.STARS + " after", text);
            }
        }
    }
}
