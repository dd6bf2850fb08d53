// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.output;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds back the body of an answer that may hold secrets. Scripts, images and dumps of memory pass as they are. */
final class HeldResponse extends HttpServletResponseWrapper {
    private static final Set<String> PASSING = Set.of(
            "text/css",
            "text/javascript",
            "application/javascript",
            "application/x-javascript",
            "application/octet-stream");

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private @Nullable PrintWriter writer;
    private @Nullable ServletOutputStream stream;

    HeldResponse(HttpServletResponse response) {
        super(response);
    }

    private boolean passes() {
        String type = type();
        return type.startsWith("image/") || PASSING.contains(type);
    }

    private String type() {
        String type = getContentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    boolean isHtml() {
        return type().equals("text/html");
    }

    boolean isZip() {
        return type().contains("zip");
    }

    Charset charset() {
        return Charset.forName(getCharacterEncoding());
    }

    /** Whether there is a body that was held back. */
    boolean isHeld() {
        return writer != null || stream != null;
    }

    byte[] held() {
        if (writer != null) {
            writer.flush();
        }
        return held.toByteArray();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            if (stream == null && passes()) {
                return super.getWriter();
            }
            writer = new PrintWriter(new OutputStreamWriter(held, charset()));
        }
        return writer;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            if (writer == null && passes()) {
                return super.getOutputStream();
            }
            stream = new Stream(held);
        }
        return stream;
    }

    @Override
    public void setContentLength(int length) {
        if (passes()) {
            super.setContentLength(length);
        }
    }

    @Override
    public void setContentLengthLong(long length) {
        if (passes()) {
            super.setContentLengthLong(length);
        }
    }

    @Override
    public void flushBuffer() throws IOException {
        if (!isHeld()) {
            super.flushBuffer();
        }
    }

    @Override
    public void resetBuffer() {
        held.reset();
        super.resetBuffer();
    }

    private static final class Stream extends ServletOutputStream {
        private final ByteArrayOutputStream held;

        private Stream(ByteArrayOutputStream held) {
            this.held = held;
        }

        @Override
        public void write(int b) {
            held.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            held.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("pages of the console are written at once");
        }
    }
}
