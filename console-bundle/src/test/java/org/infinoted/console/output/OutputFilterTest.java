// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OutputFilterTest {
    private static final byte[] TEXT = "before hunter22 after".getBytes(StandardCharsets.UTF_8);
    private static final String MASKED = "before " + Mask.STARS + " after";

    private final Sent sent = new Sent();

    private byte[] filtered(String type, FilterChain page) throws Exception {
        var request = answering(HttpServletRequest.class, Map.of("getServletPath", "/status"));
        var response = answering(
                HttpServletResponse.class,
                Map.of(
                        "getContentType",
                        type,
                        "getCharacterEncoding",
                        "UTF-8",
                        "isCommitted",
                        false,
                        "getOutputStream",
                        sent));
        new OutputFilter(() -> Set.of("hunter22")).doFilter(request, response, page);
        return sent.bytes.toByteArray();
    }

    @Test
    void secretsInAPageAreMasked() throws Exception {
        byte[] page = filtered(
                "text/plain", (request, response) -> response.getOutputStream().write(TEXT));
        assertEquals(MASKED, new String(page, StandardCharsets.UTF_8));
    }

    @Test
    void secretsInAnArchiveAreMaskedInItsEntries() throws Exception {
        byte[] archive = filtered("application/zip", (request, response) -> {
            try (var out = new ZipOutputStream(response.getOutputStream())) {
                out.putNextEntry(new ZipEntry("a.txt"));
                out.write(TEXT);
            }
        });
        try (var in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            assertEquals("a.txt", in.getNextEntry().getName());
            assertEquals(MASKED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static final class Sent extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    }

    /** Answers calls of these methods, whatever the arguments, and none of the others. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                OutputFilterTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> answers.get(called.getName())));
    }
}
