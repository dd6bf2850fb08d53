// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.output;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Puts stars in place of secrets, also where they are written as HTML or JSON. */
final class Mask {
    static final String STARS = "********";

    private final List<String> forms;

    Mask(Collection<String> secrets) {
        Set<String> all = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        for (String secret : secrets) {
            String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
            all.add(secret);
            all.add(json);
            all.add(json.replace("/", "\\/"));
            all.add(unicode(secret));
            all.add(html(secret, "&quot;", "&#39;"));
            all.add(html(secret, "&#34;", "&#39;"));
            all.add(html(secret, "&quot;", "&apos;"));
            all.add(html(secret, "\"", "'"));
            all.add(html(json, "&quot;", "&#39;"));
        }
        forms = List.copyOf(all);
    }

    /** As our own pages write what could be markup, or is not ASCII. */
    private static String unicode(String text) {
        return text.chars()
                .mapToObj(c -> c >= ' ' && c < 0x7f && "\"\\<>&'$".indexOf(c) < 0
                        ? Character.toString(c)
                        : String.format("\\u%04x", c))
                .collect(Collectors.joining());
    }

    private static String html(String text, String quote, String apostrophe) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", quote)
                .replace("'", apostrophe);
    }

    /** The longest secret goes first, since a shorter one may be a part of it. */
    String text(String text) {
        String masked = text;
        for (String form : forms) {
            masked = masked.replace(form, STARS);
        }
        return masked;
    }

    byte[] text(byte[] text, Charset charset) {
        return text(new String(text, charset)).getBytes(charset);
    }

    /** An archive of texts. */
    byte[] zip(byte[] zip) throws IOException {
        var out = new ByteArrayOutputStream(zip.length);
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip));
                var masked = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                masked.putNextEntry(new ZipEntry(entry.getName()));
                masked.write(text(in.readAllBytes(), StandardCharsets.UTF_8));
                masked.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
