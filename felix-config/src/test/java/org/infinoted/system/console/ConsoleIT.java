// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.infinoted.system.Editor;
import org.infinoted.system.FaultyPlugin;
import org.infinoted.system.PluginJar;
import org.infinoted.system.RecordingPlugin;
import org.infinoted.system.StoredText;
import org.infinoted.system.TestClient;
import org.infinoted.system.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.pagefactory.ByChained;

/** What an administrator can see and do in the web console, in a real browser, and what others cannot. */
@Tag("browser")
class ConsoleIT {
    private static final String USER = "admin";
    private static final String PASSWORD = "of-the-test";
    private static final String PLUGINS = "infinoted-plugins";
    private static final String CONNECTIONS = "infinoted-connections";
    private static final String DOCUMENTS = "infinoted-documents";
    private static final By RESULT = By.id("infinoted-result");

    /** As markup it would leave an element, and run a script. */
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&amp;${appRoot}";

    /** The same as the value of an attribute. */
    private static final String XML = HOSTILE.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;");

    @TempDir
    static Path home;

    @TempDir
    static Path uploads;

    private static TestServer server;
    private static URI console;
    private static Browser browser;

    private final List<TestClient> clients = new ArrayList<>();
    private String test;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/console-password"), PASSWORD);
        int port = TestServer.freePort();
        server = TestServer.start(home, "--console-port=" + port);
        console = URI.create("http://127.0.0.1:" + port + "/system/console");
        browser = new Browser(console, USER, PASSWORD);
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void name(TestInfo info) {
        test = info.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void leave() throws IOException {
        browser.screenshot(test);
        browser.wide();
        for (TestClient client : clients) {
            client.close();
        }
    }

    private TestClient connect(String user) throws IOException {
        TestClient client = server.connect(user);
        clients.add(client);
        return client;
    }

    private static By row(String plugin) {
        return By.cssSelector("tbody[data-plugin='" + plugin + "']");
    }

    private static By in(By row, String selector) {
        return new ByChained(row, By.cssSelector(selector));
    }

    private static WebElement button(By row, String label) {
        return browser.await(new ByChained(row, By.xpath(".//button[starts-with(., '" + label + "')]")));
    }

    private static void press(By row, String label) {
        WebElement button = button(row, label);
        browser.await(label + " that can be pressed", page -> "false".equals(button.getAttribute("aria-disabled")));
        button.click();
    }

    private static void confirm(String label) {
        browser.await(By.xpath("//dialog//button[. = '" + label + "']")).click();
    }

    private static void awaitState(String plugin, String state) {
        browser.awaitText(in(row(plugin), ".infinoted-state"), state);
    }

    /** Waits for a reason in the row of a plugin. Returns what it says. */
    private static String awaitReason(String plugin, String kind, String subject) {
        return browser.await(in(row(plugin), "li[data-kind='" + kind + "'][data-subject='" + subject + "']"))
                .getText();
    }

    private static void upload(PluginJar jar) throws IOException {
        Path file = uploads.resolve(jar.symbolicName() + "-" + jar.version() + ".jar");
        Files.write(file, jar.bytes());
        browser.run("document.getElementById('infinoted-result').textContent = ''");
        browser.await(By.id("infinoted-jar")).sendKeys(file.toString());
        browser.await(By.cssSelector("#infinoted-upload button")).click();
        browser.awaitText(RESULT, jar.bundle());
    }

    // what an administrator can see and do

    @Test
    void pluginIsUploadedStoppedStartedAndRolledBack() throws IOException {
        browser.open(PLUGINS);
        upload(new PluginJar("uploaded", "1.0.0", RecordingPlugin.class));
        awaitState("uploaded", "running");
        upload(new PluginJar("uploaded", "2.0.0", RecordingPlugin.class));
        browser.awaitText(row("uploaded"), "/2.0.0");
        awaitState("uploaded", "running");
        press(row("uploaded"), "Roll back to 1.0.0");
        confirm("Roll back");
        browser.awaitText(RESULT, "org.infinoted.test.uploaded/1.0.0");
        browser.awaitText(row("uploaded"), "/1.0.0");
        awaitState("uploaded", "running");
        press(row("uploaded"), "Stop");
        confirm("Stop");
        browser.awaitText(RESULT, "Stopped uploaded");
        By stopped = By.xpath("//tbody[contains(., 'org.infinoted.test.uploaded/1.0.0')]");
        browser.await(new ByChained(stopped, By.cssSelector("li[data-kind='BUNDLE']")));
        press(stopped, "Start");
        browser.awaitText(RESULT, "Started");
        awaitState("uploaded", "running");
    }

    @Test
    void whatIsNoPluginIsNotUploaded() throws IOException {
        browser.open(PLUGINS);
        Path file = uploads.resolve("no-bundle.jar");
        Files.writeString(file, "not a jar at all");
        browser.await(By.id("infinoted-jar")).sendKeys(file.toString());
        browser.await(By.cssSelector("#infinoted-upload button")).click();
        browser.await(By.cssSelector("#infinoted-result.ui-state-error"));
        assertFalse(Files.exists(server.plugins().resolve("no-bundle.jar")));
    }

    @Test
    void optionChangedInTheFormIsUsedByThePlugin() throws IOException {
        deployVisits();
        browser.open(PLUGINS);
        awaitState("visits", "running");
        browser.await(in(row("visits"), "a.infinoted-options")).click();
        WebElement minimum = browser.await(By.name("minimum"));
        assertEquals("5", minimum.getAttribute("value"), "The default");
        browser.screenshot("options");
        minimum.clear();
        minimum.sendKeys("0");
        int before = server.log().size();
        browser.await(By.xpath("//div[contains(@class, 'ui-dialog')]//button[. = 'Save']"))
                .click();
        server.log().await(before, "visits");
        TestClient visitor = server.connect("visitor");
        visitor.close();
        server.log().await(before, visitor.address() + " stayed for");
    }

    @Test
    void bundleIsInstalledStoppedAndStartedOnFelixsOwnPage() throws IOException {
        PluginJar jar = new PluginJar("by-felix", "1.0.0", RecordingPlugin.class);
        Path file = uploads.resolve("by-felix.jar");
        Files.write(file, jar.bytes());
        browser.open("bundles");
        browser.violations();
        browser.await(By.cssSelector(".installButton")).click();
        browser.await(By.cssSelector(".ui-dialog input[name='bundlestart']")).click();
        browser.await(By.cssSelector(".ui-dialog input[type='file']")).sendKeys(file.toString());
        browser.screenshot("felix-install");
        browser.await(By.xpath("//div[contains(@class, 'ui-dialog-buttonset')]//button[contains(., 'Install')]"))
                .click();
        By its = By.xpath("//tr[contains(., '" + jar.symbolicName() + "') and contains(@id, 'entry')]");
        browser.await("the bundle, which is installed and then started after the answer", page -> {
            boolean active = page.findElements(its).stream()
                    .anyMatch(row -> row.getText().contains("Active"));
            if (!active) {
                browser.open("bundles");
            }
            return active;
        });
        browser.await(new ByChained(its, By.cssSelector(".ui-icon-stop"))).click();
        browser.awaitText(its, "Resolved");
        browser.await(new ByChained(its, By.cssSelector(".ui-icon-play"))).click();
        browser.awaitText(its, "Active");
        assertEquals(List.of(), browser.violations());
    }

    @Test
    void pagesDoNothingAgainstTheirContentSecurityPolicy() {
        List<String> pages = List.of(
                "bundles",
                "components",
                "configMgr",
                "depfinder",
                "events",
                "healthcheck",
                "infinoted-connections",
                "infinoted-documents",
                "infinoted-plugins",
                "licenses",
                "logs",
                "memoryusage",
                "services",
                "status-Configurations",
                "status-scr",
                "vmstat");
        browser.violations();
        for (String page : pages) {
            browser.open(page);
            browser.await(By.id("content"));
            browser.screenshot("page-" + page);
            assertEquals(List.of(), browser.violations(), page);
        }
    }

    @Test
    void everyOptionHasAFieldOfItsType() {
        openForm("org.infinoted.host");
        assertField("textarea", "port", "6523");
        assertField("select", "security-policy", "no-tls");
        assertField("textarea", "root-directory", "");
        assertField("textarea", "required-plugins", "");
        openForm("org.infinoted.plugin.logging");
        assertField("input[type='checkbox']", "log-connections", "true");
        assertField("input[type='checkbox']", "log-connection-errors", "true");
        assertField("input[type='checkbox']", "log-session-errors", "true");
        openForm("org.infinoted.plugin.note-chat");
        assertFalse(browser.all(By.cssSelector(".ui-dialog textarea, .ui-dialog input"))
                .isEmpty());
        openForm("org.infinoted.console");
        assertField("textarea", "user", "admin");
        assertField("input[type='password']", ".password.hash", "unmodified");
        assertFalse(browser.run("return document.documentElement.outerHTML")
                .toString()
                .contains("pbkdf2"));
    }

    private void openForm(String pid) {
        browser.open("configMgr/" + pid);
        browser.await(By.cssSelector(".ui-dialog textarea, .ui-dialog input"));
        browser.screenshot("form-" + pid);
    }

    private static void assertField(String kind, String key, String value) {
        WebElement field = browser.await(By.cssSelector(".ui-dialog " + kind + "[name='" + key + "']"));
        assertEquals(value, field.getAttribute("value"), key);
    }

    @Test
    void connectionsComeAndGoWithoutReloadingAndAreClosed() throws IOException {
        browser.open(CONNECTIONS);
        TestClient client = connect("ann");
        By row = By.cssSelector("tbody[data-address='" + client.address() + "']");
        browser.awaitText(row, "open");
        browser.screenshot("connections");
        press(row, "Close");
        confirm("Close");
        browser.awaitText(RESULT, client.address());
        client.awaitEnd();
        browser.await("no row", page -> page.findElements(row).isEmpty());
    }

    @Test
    void documentsAreShownSavedAndClosed() throws IOException {
        browser.open(DOCUMENTS);
        Editor ann = Editor.create(connect("ann"), "minutes", "Ann");
        ann.append("twelve chars");
        By row = By.cssSelector("tbody[data-path='/minutes']");
        browser.awaitText(row, "12 characters");
        browser.awaitText(row, "Ann");
        browser.screenshot("documents");
        press(row, "Save");
        browser.awaitText(RESULT, "Saved /minutes");
        assertEquals(
                List.of(new StoredText.Run("Ann", "twelve chars")),
                server.stored("minutes").runs());
        press(row, "Close");
        confirm("Close");
        browser.awaitText(RESULT, "Saved and closed /minutes");
        browser.await("no row", page -> page.findElements(row).isEmpty());
    }

    @Test
    void focusStaysWhereItIsWhileThePageFollowsTheServer() throws IOException {
        browser.open(CONNECTIONS);
        TestClient first = connect("ann");
        By row = By.cssSelector("tbody[data-address='" + first.address() + "']");
        WebElement close = button(row, "Close");
        browser.run("arguments[0].focus()", close);
        TestClient second = connect("bob");
        browser.await(By.cssSelector("tbody[data-address='" + second.address() + "']"));
        assertEquals(close, browser.focused());
        close.sendKeys(Keys.ENTER);
        browser.await(By.cssSelector("dialog[open]"));
        browser.screenshot("dialog");
        browser.focused().sendKeys(Keys.ESCAPE);
        browser.await(
                "no dialog", page -> page.findElements(By.tagName("dialog")).isEmpty());
        assertEquals(close, browser.focused());
        assertTrue(browser.text().contains(first.address()), "The connection goes on");
    }

    @Test
    void pageFitsANarrowWindow() {
        browser.open(PLUGINS);
        awaitState("note-text", "running");
        browser.narrow();
        Number overhang = (Number)
                browser.run("const page = document.documentElement; return page.scrollWidth - page.clientWidth;");
        assertEquals(0, overhang.intValue(), "Pixels that stick out");
    }

    @Test
    void healthIsShownInTheConsoleAndNowhereWithoutItsLogin() throws Exception {
        browser.open("healthcheck?tags=infinoted");
        for (String check : List.of("Infinoted plugins", "Infinoted listener", "Infinoted plugin folder")) {
            browser.awaitText(By.id("content"), check);
        }
        HttpRequest request =
                HttpRequest.newBuilder(console.resolve("/system/health")).build();
        assertEquals(
                404,
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode());
    }

    // why a plugin does not run

    @Test
    void missingPackageIsNamed() {
        new PluginJar("packageless", "1.0.0", RecordingPlugin.class)
                .header("Import-Package", "org.infinoted.plugin,org.example.missing;version=\"[3,4)\"")
                .deploy(server.plugins());
        browser.open(PLUGINS);
        awaitState("packageless", "waiting");
        assertNames(awaitReason("packageless", "PACKAGE", "org.example.missing"), "org.example.missing");
    }

    @Test
    void missingServiceIsNamed() {
        new PluginJar("serviceless", "1.0.0", RecordingPlugin.class)
                .reference("org.example.Wanted", "(service.id=*)")
                .deploy(server.plugins());
        browser.open(PLUGINS);
        awaitState("serviceless", "waiting");
        assertNames(awaitReason("serviceless", "SERVICE", "org.example.Wanted"), "org.example.Wanted");
    }

    @Test
    void missingConfigurationIsNamed() {
        new PluginJar("configless", "1.0.0", RecordingPlugin.class)
                .configurationPolicy("require")
                .deploy(server.plugins());
        browser.open(PLUGINS);
        awaitState("configless", "waiting");
        assertNames(
                awaitReason("configless", "CONFIGURATION", "org.infinoted.plugin.configless"),
                "org.infinoted.plugin.configless");
    }

    @Test
    void exceptionInACallbackIsShown() {
        new PluginJar("failing", "1.0.0", FaultyPlugin.class)
                .header(FaultyPlugin.FAULT, "initialize")
                .deploy(server.plugins());
        browser.open(PLUGINS);
        awaitState("failing", "failed");
        assertNames(awaitReason("failing", "CALLBACK", "initialize"), "thrown in initialize");
        assertEquals("false", button(row("failing"), "Retry").getAttribute("aria-disabled"));
    }

    @Test
    void quarantineIsShownWithTheFailuresAndLiftedByHand() throws IOException {
        new PluginJar("careless", "1.0.0", FaultyPlugin.class)
                .header(FaultyPlugin.FAULT, "connectionAdded")
                .deploy(server.plugins());
        browser.open(PLUGINS);
        awaitState("careless", "running");
        for (int i = 0; i < 12; i++) {
            server.connect("client" + i).close();
        }
        awaitState("careless", "quarantined");
        assertNames(awaitReason("careless", "CALLBACK", "connectionAdded"), "connectionAdded");
        browser.await(in(row("careless"), ".infinoted-summary")).click();
        browser.awaitText(in(row("careless"), ".infinoted-failures"), "thrown in connectionAdded");
        browser.screenshot("quarantine");
        press(row("careless"), "Retry");
        awaitState("careless", "running");
    }

    @Test
    void shadowedPluginNamesTheOneThatIsPreferred() {
        new PluginJar("twin", "1.0.0", RecordingPlugin.class).deploy(server.plugins());
        browser.open(PLUGINS);
        awaitState("twin", "running");
        new PluginJar("twin", "1.0.0", RecordingPlugin.class)
                .header("Bundle-SymbolicName", "org.infinoted.test.twin.second")
                .deploy(server.plugins());
        By shadowed = By.xpath("//tbody[contains(., 'org.infinoted.test.twin.second/1.0.0')]");
        browser.awaitText(shadowed, "shadowed");
        browser.await(in(shadowed, "li[data-kind='SAME_NAME'][data-subject='org.infinoted.test.twin/1.0.0']"));
    }

    @Test
    void refusedOptionIsNamedWithItsValueWhichIsNoMarkup() throws IOException {
        deployVisits();
        browser.open(PLUGINS);
        awaitState("visits", "running");
        Path file = home.resolve("etc/org.infinoted.plugin.visits.cfg");
        Files.writeString(file, "minimum = " + HOSTILE + "\n");
        By refused = in(row("visits"), "li[data-kind='OPTION'][data-subject='minimum']");
        assertNames(browser.await(refused).getText(), "<img src=x onerror=alert(1)>");
        assertNoMarkup();
        browser.screenshot("refused-option");
        browser.open("configMgr/org.infinoted.plugin.visits");
        browser.await(By.cssSelector(".ui-dialog"));
        assertNoMarkup();
        Files.delete(file);
        browser.open(PLUGINS);
        browser.await("no reason", page -> page.findElements(refused).isEmpty());
        awaitState("visits", "running");
    }

    private static void deployVisits() {
        PluginJar.copy(
                TestServer.distribution().resolve("plugins-available/org.infinoted.plugin.visits.jar"),
                server.plugins().resolve("org.infinoted.plugin.visits.jar"));
    }

    private static void assertNames(String reason, String what) {
        assertTrue(reason.contains(what), reason);
    }

    // what others cannot do

    @Test
    void manifestIsNoMarkup() {
        new PluginJar("hostile", "1.0.0.__-script--__", RecordingPlugin.class)
                .header("Bundle-Name", HOSTILE)
                .header("Bundle-Description", HOSTILE)
                .header("Bundle-Vendor", HOSTILE)
                .property("service.description", XML)
                .deploy(server.plugins());
        browser.open(PLUGINS);
        browser.awaitText(row("hostile"), HOSTILE);
        assertNoMarkup();
        browser.screenshot("hostile-plugin");
        for (String page : List.of("bundles", "components", "services", "healthcheck", "configMgr")) {
            browser.open(page);
            browser.await(By.id("content"));
            assertNoMarkup();
        }
    }

    @Test
    void namesOfUsersAndDocumentsAreNoMarkup() throws IOException {
        Editor.create(connect(HOSTILE), XML, XML);
        browser.open(DOCUMENTS);
        browser.await("the path", page -> browser.text().contains("/" + HOSTILE));
        String users = browser.await(By.cssSelector(".infinoted-users li")).getText();
        assertEquals(HOSTILE, users);
        assertNoMarkup();
        browser.screenshot("hostile-document");
        browser.open(CONNECTIONS);
        browser.await(By.cssSelector("tbody[data-address]"));
        assertNoMarkup();
    }

    private static void assertNoMarkup() {
        assertEquals(List.of(), browser.all(By.cssSelector("img[src='x']")));
        assertFalse(browser.hasAlert());
    }

    @Test
    void forgedRequestIsRefusedAndChangesNothing() throws Exception {
        new PluginJar("steady", "1.0.0", RecordingPlugin.class).deploy(server.plugins());
        browser.open(PLUGINS);
        awaitState("steady", "running");
        String token = (String) browser.run("return document.getElementById('infinoted').dataset.token");
        assertEquals(403, stop("X-Infinoted-Token", token, "Origin", "http://evil.example"));
        assertEquals(403, stop("X-Infinoted-Token", token, "Sec-Fetch-Site", "cross-site"));
        assertEquals(403, stop());
        assertEquals(403, stop("X-Infinoted-Token", "guess"));
        assertEquals(403, stop("X-Infinoted-Token", ""));
        browser.open(PLUGINS);
        awaitState("steady", "running");
    }

    /** The status of the answer to a request that would stop a plugin, with these headers. */
    private static int stop(String... headers) throws Exception {
        String credential =
                Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console + "/" + PLUGINS + "/stop"))
                .header("Authorization", "Basic " + credential)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("target=steady"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<Void> response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding());
        return response.statusCode();
    }
}
