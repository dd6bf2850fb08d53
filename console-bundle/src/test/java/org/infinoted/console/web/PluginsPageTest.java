// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.infinoted.console.FakeServer;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class PluginsPageTest {
    private static final int LIMIT = 10;

    private final FakeServer server = new FakeServer();
    private final PluginsPage page = new PluginsPage(LIMIT);

    @BeforeEach
    void connect() {
        page.plugins = server;
        page.deployer = server;
        server.statuses.add(FakeServer.status("visits", PluginState.RUNNING));
    }

    private String data() throws Exception {
        var answer = Exchange.get(page, "/infinoted-plugins/data.json");
        assertEquals(200, answer.status());
        assertEquals("application/json", answer.header("Content-Type"));
        assertEquals("no-store", answer.header("Cache-Control"));
        return answer.text();
    }

    private Exchange act(String action, String target) throws Exception {
        return Exchange.action(page, PluginsPage.LABEL, action).target(target).exchange();
    }

    private void assertShows(String json) throws Exception {
        var data = data();
        assertTrue(data.contains(json), data);
    }

    @Test
    void everythingThatIsKnownOfAPluginIsShown() throws Exception {
        server.previous = Optional.of("0.9.0");
        server.statuses.set(
                0,
                FakeServer.status(
                        "visits",
                        PluginState.WAITING,
                        new PluginReason(PluginReason.Kind.PACKAGE, "org.example", "No bundle has org.example")));
        assertEquals(
                "{\"problem\":\"\",\"rows\":[{\"key\":\"#7\",\"name\":\"visits\",\"description\":\"Does something\","
                        + "\"state\":\"WAITING\",\"reasons\":[{\"kind\":\"PACKAGE\",\"subject\":\"org.example\","
                        + "\"text\":\"No bundle has org.example\"}],\"bundle\":\"org.example.visits/1.0.0\","
                        + "\"symbolicName\":\"org.example.visits\",\"bundleId\":7,"
                        + "\"pid\":\"org.infinoted.plugin.visits\",\"connections\":2,\"sessions\":3,\"waiting\":4,"
                        + "\"callbacks\":[{\"callback\":\"sessionAdded\",\"calls\":12,\"failures\":1,\"p50\":1500,"
                        + "\"p99\":2000000,\"max\":30000000}],\"failures\":[{\"time\":0,"
                        + "\"callback\":\"sessionAdded of /x\",\"message\":\"it broke\"}],\"checksum\":\"\",\"previous\":\"0.9.0\","
                        + "\"canStart\":false,\"canStop\":true,\"canRetry\":false}]}",
                data());
    }

    @ParameterizedTest
    @EnumSource(PluginState.class)
    void onlyWhatFailedOrIsQuarantinedCanBeRetried(PluginState state) throws Exception {
        server.statuses.set(0, FakeServer.status("visits", state));
        assertShows("\"canRetry\":" + (state == PluginState.FAILED || state == PluginState.QUARANTINED));
    }

    @Test
    void whatIsStoppedCanOnlyBeStarted() throws Exception {
        server.statuses.set(
                0,
                FakeServer.status(
                        "visits", PluginState.WAITING, new PluginReason(PluginReason.Kind.BUNDLE, "x", "stopped")));
        assertShows("\"canStart\":true,\"canStop\":false");
    }

    @Test
    void pluginsOfOneBundleHaveDifferentKeys() throws Exception {
        server.statuses.add(FakeServer.status("other", PluginState.RUNNING));
        assertShows("\"key\":\"7 visits\"");
        assertShows("\"key\":\"7 other\"");
    }

    @Test
    void serverThatIsNotThereIsSaidToBeMissing() throws Exception {
        page.plugins = null;
        assertShows("\"problem\":\"The server does not offer its list of plugins at present");
        assertEquals(409, act("stop", "visits").status());
    }

    @Test
    void pluginsAreShownWithoutADeployer() throws Exception {
        page.deployer = null;
        assertShows("\"problem\":\"The server does not offer upload and roll back at present");
        assertShows("\"name\":\"visits\"");
        assertEquals(409, act("rollback", "org.example.visits").status());
        assertEquals(409, act("upload", null).status());
    }

    @Test
    void buttonsAskTheServer() throws Exception {
        assertEquals(
                "{\"ok\":true,\"text\":\"Started visits\"}",
                act("start", "visits").text());
        assertEquals(
                "{\"ok\":true,\"text\":\"Stopped visits\"}",
                act("stop", "visits").text());
        assertEquals(200, act("retry", "visits").status());
        assertEquals(
                "{\"ok\":true,\"text\":\"Now in place: org.example.visits/0.9.0\"}",
                act("rollback", "org.example.visits").text());
        assertEquals(
                List.of("start visits", "stop visits", "retry visits", "rollBack org.example.visits"), server.asked);
    }

    @Test
    void refusalIsPassedOn() throws Exception {
        server.refusal = "it is \"running\"";
        var answer = act("retry", "visits");
        assertEquals(409, answer.status());
        assertEquals("{\"ok\":false,\"text\":\"it is \\u0022running\\u0022\"}", answer.text());
    }

    @Test
    void jarIsUploadedWithinTheLimit() throws Exception {
        var jar = new byte[LIMIT];
        var answer = Exchange.action(page, PluginsPage.LABEL, "upload")
                .upload(jar, -1)
                .exchange();
        assertEquals(
                "{\"ok\":true,\"text\":\"Uploaded org.example.new/1.0.0, SHA-256"
                        + " 01d448afd928065458cf670b60f5a594d735af0172c8d67f22a81680132681ca\"}",
                answer.text());
        assertArrayEquals(jar, server.installed);
    }

    @Test
    void checksumOfWhatRunsIsShown() throws Exception {
        server.checksum = Optional.of("c0ffee");
        assertShows("\"checksum\":\"c0ffee\"");
    }

    @Test
    void jarAboveTheLimitIsRefusedWhetherItsLengthIsAnnouncedOrNot() throws Exception {
        var jar = new byte[LIMIT + 1];
        for (long announced : new long[] {-1, jar.length}) {
            var answer = Exchange.action(page, PluginsPage.LABEL, "upload")
                    .upload(jar, announced)
                    .exchange();
            assertEquals(409, answer.status());
            assertTrue(answer.text().contains("longer than 10 bytes"), answer.text());
        }
        assertEquals(List.of(), server.asked, "nothing was installed");
    }

    @Test
    void changeWithoutThePagesTokenIsRefused() throws Exception {
        var path = "/infinoted-plugins/stop";
        assertEquals(403, Exchange.post(page, path).target("visits").exchange().status());
        var token = Exchange.tokenOf(new PluginsPage(LIMIT), PluginsPage.LABEL);
        assertEquals(
                403,
                Exchange.post(page, path)
                        .target("visits")
                        .token(token)
                        .exchange()
                        .status());
        assertEquals(List.of(), server.asked);
    }

    @Test
    void pageHoldsItsTokenAndNoScriptOfItsOwn() throws Exception {
        var markup = Exchange.get(page, "/infinoted-plugins").text();
        assertNotEquals(
                Exchange.tokenOf(page, PluginsPage.LABEL), Exchange.tokenOf(new PluginsPage(1), PluginsPage.LABEL));
        assertFalse(markup.contains("{token}"));
        assertFalse(markup.matches("(?s).*<script[^>]*>[^<].*"), "scripts are resources");
        assertFalse(markup.matches("(?s).* on[a-z]+=.*"), "no handlers in attributes");
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertEquals(404, Exchange.get(page, "/infinoted-plugins/other").status());
        assertEquals(404, act("explode", "visits").status());
        assertEquals(404, act("", "visits").status());
        assertEquals(409, act("stop", null).status());
        assertEquals(List.of(), server.asked);
    }
}
