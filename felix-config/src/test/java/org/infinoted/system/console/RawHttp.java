// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Requests with every byte as the test wants it, which clients for HTTP do not allow. */
final class RawHttp {
    private static final int PATIENCE_MS = 60_000;

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    /**
     * What was answered.
     *
     * @param headers by their names in small letters
     * @param body each byte a character
     */
    record Answer(int status, Map<String, String> headers, String body) {}

    String host() {
        return "127.0.0.1:" + port;
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(ISO_8859_1));
    }

    /** @param headers {@code Host} is the console's if it is not given */
    Answer ask(String method, String path, Map<String, String> headers, String body) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        if (!headers.containsKey("Host")) {
            request.append("Host: ").append(host()).append("\r\n");
        }
        headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        if (!body.isEmpty()) {
            request.append("Content-Length: " + body.length() + "\r\n");
        }
        try (Socket socket = open(request + "\r\n" + body)) {
            return answer(socket);
        }
    }

    /** Sends something, and leaves the connection open. */
    Socket open(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        try {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        } catch (IOException e) {
            // it has been refused before its end, and the answer is there all the same
        }
        return socket;
    }

    private static Answer answer(Socket socket) throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] buffer = new byte[65_536];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                all.append(new String(buffer, 0, n, ISO_8859_1));
            }
        } catch (SocketException e) {
            // reset, since it does not want to read the rest of the request
        }
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, Map.of(), "");
        }
        String[] lines = all.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(": ?", 2);
            headers.merge(parts[0].toLowerCase(Locale.ROOT), parts[1], (one, other) -> one + "\n" + other);
        }
        String body = all.substring(end + 4);
        return new Answer(
                Integer.parseInt(lines[0].split(" ")[1]),
                headers,
                "chunked".equals(headers.get("transfer-encoding")) ? unchunked(body) : body);
    }

    private static String unchunked(String body) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < body.length()) {
            int line = body.indexOf("\r\n", at);
            int length = Integer.parseInt(body.substring(at, line).strip(), 16);
            text.append(body, line + 2, line + 2 + length);
            at = line + 2 + length + 2;
        }
        return text.toString();
    }
}
