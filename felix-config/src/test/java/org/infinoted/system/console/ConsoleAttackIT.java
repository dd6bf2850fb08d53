// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.infinoted.system.PluginJar;
import org.infinoted.system.Poll;
import org.infinoted.system.RecordingPlugin;
import org.infinoted.system.TestServer;
import org.infinoted.system.console.RawHttp.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers try on the web console of the packaged server, without a browser. */
@Tag("system")
class ConsoleAttackIT {
    private static final String PASSWORD = "of-the-test";
    private static final String RIGHT = RawHttp.basic("admin", PASSWORD);
    private static final String BUNDLES = "/system/console/bundles";
    private static final List<String> HEADERS = List.of(
            "content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy", "cache-control");
    private static final Pattern LINK = Pattern.compile("href=['\"](/system/console/([^/'\"?#]+))['\"]");

    /** Secrets where pages of the console show them: in a configuration, and in a component and its service. */
    private static final String IN_CONFIGURATION = "hunter-in-configuration";

    private static final String IN_COMPONENT = "hunter<&\"in'component";
    private static final String IN_COMPONENT_XML = "hunter&lt;&amp;&quot;in&apos;component";

    @TempDir
    static Path home;

    private static TestServer server;
    private static RawHttp http;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/console-password"), PASSWORD);
        Files.writeString(home.resolve("etc/org.example.planted.cfg"), "api-token = " + IN_CONFIGURATION + "\n");
        port = TestServer.freePort();
        server = TestServer.start(home, "--console-port=" + port);
        http = new RawHttp(port);
        Poll.until(ConsoleAttackIT::isThere, () -> "The console is not there");
    }

    private static boolean isThere() {
        try {
            return get("/system/console", Map.of()).status() == 401;
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    private static Answer get(String path, Map<String, String> headers) throws IOException {
        return http.ask("GET", path, headers, "");
    }

    private static Answer page(String path) throws IOException {
        return get(path, Map.of("Authorization", RIGHT));
    }

    /** A change as a page of the console makes it, with other headers laid over. */
    private static Answer change(String path, String body, Map<String, String> headers) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "Authorization",
                RIGHT,
                "Cookie",
                cookie(),
                "Origin",
                "http://" + http.host(),
                "Content-Type",
                "application/x-www-form-urlencoded"));
        all.putAll(headers);
        return http.ask("POST", path, all, body);
    }

    private static String cookie() throws IOException {
        return page(BUNDLES)
                .headers()
                .get("set-cookie")
                .lines()
                .filter(line -> line.startsWith("infinoted-console-"))
                .map(line -> line.split(";")[0])
                .findFirst()
                .orElseThrow();
    }

    // requests for other hosts, and forged ones

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8181", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example"})
    void reboundHostIsRefusedOnEveryPathInSpiteOfTheCredential(String host) throws IOException {
        for (String path : List.of(BUNDLES, "/system/console/res/ui/bundles.js", "/", "/nosuch")) {
            Map<String, String> headers =
                    Map.of("Host", host, "Origin", "http://" + host, "Authorization", RIGHT, "Cookie", cookie());
            assertEquals(421, get(path, headers).status(), path);
            assertEquals(
                    421,
                    http.ask("POST", path, headers, "action=refreshPackages").status(),
                    path);
        }
    }

    @Test
    void hostInTheRequestLineIsTheOneThatCounts() throws IOException {
        for (String host : List.of("evil.example", http.host())) {
            int status = get("http://evil.example" + BUNDLES, Map.of("Host", host, "Authorization", RIGHT))
                    .status();
            assertTrue(status == 421 || status == 400, host + " " + status);
        }
    }

    @Test
    void felixsOwnFormsNeedTheToken() throws IOException {
        String refresh = "action=refreshPackages";
        assertEquals(200, change(BUNDLES, refresh, Map.of()).status());
        assertEquals(403, change(BUNDLES, refresh, Map.of("Cookie", "")).status());
        assertEquals(
                403,
                change(BUNDLES, refresh, Map.of("Cookie", cookie().split("=")[0] + "=guess"))
                        .status());
        assertEquals(
                403,
                change(BUNDLES, refresh, Map.of("Origin", "http://evil.example"))
                        .status());
        assertEquals(403, change(BUNDLES, refresh, Map.of("Origin", "null")).status());
        assertEquals(
                403,
                change(BUNDLES, refresh, Map.of("Sec-Fetch-Site", "same-site")).status());
        String upload = "--x\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\ninstall\r\n--x--\r\n";
        Map<String, String> multipart = Map.of("Content-Type", "multipart/form-data; boundary=x", "Cookie", "");
        assertEquals(403, change(BUNDLES, upload, multipart).status());
    }

    @Test
    void linkThatFelixTakesForAChangeNeedsTheToken() throws IOException {
        String link = "/system/console/configMgr/org.infinoted.host?post=true&apply=true&delete=true";
        assertEquals(403, page(link).status());
        assertEquals(
                403,
                get(link, Map.of("Authorization", RIGHT, "Cookie", cookie(), "Sec-Fetch-Site", "cross-site"))
                        .status());
    }

    // guessing

    @Test
    void wrongLoginsUnderWayHoldUpNobody() throws IOException {
        // what has been right once has a place of its own; a first login competes with guesses that come after it
        assertEquals(200, page(BUNDLES).status());
        List<Socket> wrong = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                wrong.add(http.open("POST " + BUNDLES + " HTTP/1.1\r\nHost: " + http.host()
                        + "\r\nContent-Length: 100000\r\nAuthorization: " + RawHttp.basic("admin", "guess" + i)
                        + "\r\n\r\nabc"));
            }
            assertEquals(401, get(BUNDLES, Map.of()).status(), "A visitor");
            assertEquals(200, page(BUNDLES).status(), "The right password");
            int waiting = 0;
            for (Socket socket : wrong) {
                waiting += socket.getInputStream().available() == 0 ? 1 : 0;
            }
            assertTrue(waiting > 0, "The wrong ones still wait");
        } finally {
            for (Socket socket : wrong) {
                socket.close();
            }
        }
    }

    // ways around the login

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/system/console/%u002e%u002e/bundles",
                "/system/console/res/%2e%2e/bundles",
                "/system/console/res/../bundles",
                "/system/console/res/..%2fbundles",
                "/system/console/res/%252e%252e/bundles",
                "/system/console/res/..;/bundles",
                "/system/console/%2>%2>/bundles",
                "/system/console;x=y/bundles",
                "/system//console/bundles",
                "//system/console/bundles",
                "/system/console/bundles%00.js",
                "/system/console/bundles;.js",
                "/system/console/bundles/../res/x.js",
                "/system/console\\bundles",
                "/%73ystem/console/bundles",
                "/System/Console/Bundles",
                "/SYSTEM/CONSOLE/bundles",
                "/system/console/BUNDLES",
                "/system/console/res/",
                "/system/console/res/ui/bundles.js",
                "*"
            })
    void noWritingOfAPathIsAWayAroundTheLogin(String path) throws IOException {
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "NOSUCH")) {
            Answer answer = http.ask(method, path, Map.of(), "");
            assertTrue(
                    Set.of(400, 401, 404, 405, 501).contains(answer.status()),
                    method + " " + path + " was answered with " + answer.status());
            assertFalse(answer.body().contains("symbolicName"), answer.body());
            assertProtected(method + " " + path, answer);
        }
    }

    @Test
    void headersOfARequestAreNotReflected() throws IOException {
        String script = "/x\"><script>alert(1)</script>";
        Map<String, String> headers = new HashMap<>(Map.of("Authorization", RIGHT));
        for (String name : List.of(
                "X-Proxy-Path",
                "X-Forwarded-Host",
                "X-Forwarded-Prefix",
                "X-Original-URL",
                "X-Rewrite-URL",
                "Referer",
                "User-Agent",
                "Accept-Language")) {
            headers.put(name, script);
        }
        for (String path : List.of(BUNDLES, "/system/console/infinoted-plugins", "/system/console/nosuch", "/nosuch")) {
            assertFalse(get(path, headers).body().contains("alert(1)"), path);
        }
        assertFalse(
                page("/system/console/bundles/<script>alert(1)</script>").body().contains("<script>alert(1)"));
        assertFalse(
                page("/system/console/nosuch?<script>alert(1)</script>").body().contains("<script>alert(1)"));
    }

    // what every answer says

    private static void assertProtected(String what, Answer answer) {
        for (String header : HEADERS) {
            assertTrue(answer.headers().containsKey(header), what + " has no " + header);
        }
        assertTrue(answer.headers().get("content-security-policy").contains("default-src 'none'"), what);
        assertTrue(answer.headers().get("cache-control").contains("no-store"), what);
    }

    @Test
    void everyAnswerHasTheHeaders() throws IOException {
        for (String path : List.of(
                "/",
                "/nosuch",
                "/system/console",
                "/system/console/nosuch",
                "/system/console/res/ui/bundles.js",
                "/system/console/res/nosuch",
                "/system/console/res/imgs/favicon.ico",
                "/system/console/logout",
                "/system/console/infinoted-plugins/data.json",
                "/system/console/infinoted-plugins/nosuch",
                "/system/console/bundles/99999",
                "/system/console/bundles/0.json")) {
            assertProtected(path, page(path));
        }
        for (String page : labels()) {
            assertProtected(page, page(page));
        }
        assertProtected("a header that is too long", get("/", Map.of("X-Long", "x".repeat(100_000))));
        assertProtected("no header at all", http.ask("", "", Map.of(), ""));
    }

    /** The paths of all pages that the console's menu has. */
    private static Set<String> labels() throws IOException {
        Set<String> pages = new TreeSet<>();
        Matcher link = LINK.matcher(page(BUNDLES).body());
        while (link.find()) {
            pages.add(link.group(1).replace(" ", "%20"));
        }
        assertTrue(pages.size() > 15, pages.toString());
        return pages;
    }

    // secrets

    @Test
    void secretsAreMaskedOnEveryPageAndInEveryDownload() throws IOException {
        PluginJar jar =
                new PluginJar("planted", "1.0.0", RecordingPlugin.class).property("db.password", IN_COMPONENT_XML);
        jar.deploy(server.plugins());
        server.log().await("Loaded plugin \"planted\"");
        String hash = Files.readString(home.resolve("etc/org.infinoted.console.cfg"))
                .lines()
                .filter(line -> line.startsWith(".password.hash"))
                .findFirst()
                .orElseThrow()
                .split(" = ")[1];
        Map<String, String> texts = new HashMap<>();
        for (String path : pagesAndDownloads()) {
            Answer answer = page(path);
            texts.put(path, path.endsWith(".zip") ? unzipped(answer.body()) : answer.body());
        }
        assertTrue(texts.get("/system/console/status-scr/scr.txt").contains("db.password=" + "********"));
        for (Map.Entry<String, String> each : texts.entrySet()) {
            for (String secret : List.of(
                    hash,
                    IN_CONFIGURATION,
                    IN_COMPONENT,
                    IN_COMPONENT_XML,
                    "in'component",
                    "in\\'component",
                    "in&#39;component")) {
                assertFalse(each.getValue().contains(secret), each.getKey() + " shows " + secret);
            }
        }
    }

    private static Set<String> pagesAndDownloads() throws IOException {
        Set<String> paths = new TreeSet<>(List.of(
                "/system/console/bundles/.json",
                "/system/console/services/.json",
                "/system/console/components/.json",
                "/system/console/events/data.json",
                "/system/console/status-scr/configuration-status.zip",
                "/system/console/status-scr/configuration-status.txt",
                "/system/console/configMgr/org.infinoted.console.json"));
        for (String page : labels()) {
            paths.add(page);
            int status = page.indexOf("/status-");
            if (status >= 0) {
                String label = page.substring(status + "/status-".length());
                for (String form : List.of("txt", "nfo", "json", "zip")) {
                    paths.add(page + "/" + label + "." + form);
                }
            }
        }
        for (String kind : List.of("bundles", "services", "components")) {
            Matcher id = Pattern.compile("\"id\": ?\"?(\\d+)")
                    .matcher(page("/system/console/" + kind + "/.json").body());
            while (id.find()) {
                paths.add("/system/console/" + kind + "/" + id.group(1) + ".json");
            }
        }
        assertTrue(paths.size() > 200, () -> paths.toString());
        return paths;
    }

    private static String unzipped(String zip) throws IOException {
        StringBuilder text = new StringBuilder();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.getBytes(ISO_8859_1)))) {
            while (in.getNextEntry() != null) {
                text.append(new String(in.readAllBytes(), UTF_8));
            }
        }
        assertFalse(text.isEmpty());
        return text.toString();
    }

    // jars

    private static boolean isInstalled(PluginJar jar) throws IOException {
        return page("/system/console/bundles/.json").body().contains(jar.symbolicName());
    }

    @Test
    void hostileJarInTheWatchedFolderIsNotInstalled() throws IOException {
        PluginJar entry = new PluginJar("leaving", "1.0.0", RecordingPlugin.class).file("../evil", "x");
        entry.deploy(server.plugins());
        server.log().await(entry.symbolicName() + ".jar is not installed. The jar's entry \"../evil\"");
        PluginJar path =
                new PluginJar("pathless", "1.0.0", RecordingPlugin.class).header("Bundle-ClassPath", ".,../../..");
        path.deploy(server.plugins());
        server.log().await(path.symbolicName() + ".jar is not installed. In the manifest's Bundle-ClassPath");
        PluginJar good = new PluginJar("innocent", "1.0.0", RecordingPlugin.class);
        good.deploy(server.plugins());
        server.log().await("Loaded plugin \"innocent\"");
        assertTrue(isInstalled(good));
        assertFalse(isInstalled(entry));
        assertFalse(isInstalled(path));
    }

    @Test
    void hostileUploadIsRefusedWithTheNameOfTheEntry() throws IOException {
        Matcher token = Pattern.compile("data-token=\"([^\"]+)\"")
                .matcher(page("/system/console/infinoted-plugins").body());
        assertTrue(token.find());
        PluginJar jar = new PluginJar("uploaded-evil", "1.0.0", RecordingPlugin.class).file("a/../../evil", "x");
        Answer answer = change(
                "/system/console/infinoted-plugins/upload",
                new String(jar.bytes(), ISO_8859_1),
                Map.of("X-Infinoted-Token", token.group(1), "Content-Type", "application/java-archive"));
        assertEquals(409, answer.status());
        assertTrue(answer.body().contains("a/../../evil"), answer.body());
        assertFalse(isInstalled(jar));
    }

    // too much

    @Test
    void floodOfPartsOrAHugeBodyIsRefused() throws IOException {
        Map<String, String> multipart = Map.of("Content-Type", "multipart/form-data; boundary=x");
        String part = "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\n\r\n";
        assertFalse(
                change(BUNDLES, part.repeat(10_000) + "--x--\r\n", multipart).status() == 200);
        String header = "X-Header: y\r\n";
        assertFalse(change(
                                BUNDLES,
                                "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n" + header.repeat(100_000)
                                        + "\r\n\r\n--x--\r\n",
                                multipart)
                        .status()
                == 200);
        String form = "a=b&".repeat(500_000);
        assertFalse(change(BUNDLES, form, Map.of()).status() == 200);
        assertEquals(200, page(BUNDLES).status(), "It goes on");
    }

    @Test
    void nothingListensButClientsPortAndConsoleAndOnLoopbackAlone() throws IOException {
        Set<String> sockets = new TreeSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            for (Path each : open.toList()) {
                sockets.add(
                        Files.isSymbolicLink(each)
                                ? Files.readSymbolicLink(each).toString()
                                : "");
            }
        }
        Set<String> listening = new TreeSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] columns = line.strip().split("\\s+");
                if (columns[3].equals("0A") && sockets.contains("socket:[" + columns[9] + "]")) {
                    listening.add(columns[1]);
                }
            }
        }
        assertEquals(
                Set.of(server.port(), port),
                listening.stream()
                        .map(address -> Integer.parseInt(address.substring(address.indexOf(':') + 1), 16))
                        .collect(Collectors.toSet()));
        for (String address : listening) {
            assertTrue(address.substring(0, address.indexOf(':')).endsWith("0100007F"), address);
        }
    }
}
