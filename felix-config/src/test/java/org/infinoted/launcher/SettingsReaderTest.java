// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SettingsReaderTest {
    @TempDir
    Path folder;

    private Path defaultHome;

    @BeforeEach
    void stock() throws IOException {
        defaultHome = folder.resolve("default");
        Files.createDirectories(folder.resolve("stock"));
        for (var name : new String[] {"note-text", "note-chat"}) {
            Bundles.write(folder.resolve("stock/" + PluginJars.PREFIX + name + ".jar"), PluginJars.PREFIX + name);
        }
    }

    private Settings read(String... words) throws StartException {
        return new SettingsReader(new CommandLine(words), defaultHome, new PluginJars(folder.resolve("stock"))).read();
    }

    private List<String> refused(String... words) {
        var refusal = assertThrows(StartException.class, () -> read(words));
        assertEquals(ExitStatus.USAGE, refusal.status());
        return refusal.messages();
    }

    @Test
    void nothingGivenLeavesEverythingToTheFiles() throws Exception {
        var settings = read();
        assertEquals(Optional.of(defaultHome), settings.home());
        assertEquals(OptionalInt.empty(), settings.port());
        assertEquals(Optional.empty(), settings.rootDirectory());
        assertEquals(List.of("note-text", "note-chat", "logging"), settings.pluginsOrDefault());
    }

    @Test
    void rootDirectoryAloneMeansATemporaryHome() throws Exception {
        var settings = read("--root-directory=" + folder.resolve("docs"));
        assertEquals(Optional.empty(), settings.home());
        assertEquals(Optional.of(folder.resolve("docs")), settings.rootDirectory());
    }

    @Test
    void homeGivenIsUsedWithAndWithoutRootDirectory() throws Exception {
        var home = folder.resolve("h");
        assertEquals(Optional.of(home), read("--home=" + home).home());
        assertEquals(Optional.of(home), read("--home=" + home, "-r", "docs").home());
    }

    @Test
    void relativePathsAreTakenFromTheDirectoryAtStart() throws Exception {
        assertEquals(
                Optional.of(Path.of("docs").toAbsolutePath()),
                read("-r", "./docs").rootDirectory());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "70000", "-1", "99999999999", "", "1 "})
    void badPortIsNamedWithTheRule(String port) {
        assertEquals(
                List.of("--port=" + port + " is not valid: port numbers range from 1 to 65535"),
                refused("--port=" + port));
    }

    @Test
    void consolePortZeroMeansNone() throws Exception {
        assertEquals(OptionalInt.of(0), read("--console-port=0").consolePort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1", "::", "fe80::1", "::ffff:10.0.0.1"})
    void addressesWrittenAsNumbersAreAccepted(String address) throws Exception {
        assertEquals(Optional.of(address), read("--listen-address=" + address).listenAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "foo", "localhost", "1.2.3", "1.2.3.4.5", "256.0.0.1", "1.2.3.4 ", "fe80::1%eth0", "::g"})
    void otherAddressesAreRefused(String address) {
        assertEquals(
                List.of("--listen-address=" + address
                        + " is not valid: an IPv4 or IPv6 address is needed, not a host name"),
                refused("--listen-address=" + address));
    }

    @Test
    void onlyNoTlsIsAvailable() throws Exception {
        assertEquals(Optional.of("no-tls"), read("--security-policy=no-tls").securityPolicy());
        assertEquals(
                List.of("--security-policy=require-tls is not available yet; use no-tls"),
                refused("--security-policy=require-tls"));
        assertEquals(
                List.of("--security-policy=foo is not valid: the policies are no-tls, allow-tls and require-tls"),
                refused("--security-policy=foo"));
    }

    @Test
    void unknownPluginIsRefusedWithThoseThatExist() {
        assertEquals(
                List.of("--plugins=poker is not valid: there is no such plugin; available are note-chat, note-text"),
                refused("--plugins=note-text", "--plugins=poker"));
    }

    @Test
    void pluginWhoseJarIsInTheHomeIsAccepted() throws Exception {
        var home = folder.resolve("h");
        Files.createDirectories(home.resolve("plugins"));
        Bundles.write(home.resolve("plugins/my-file.jar"), PluginJars.PREFIX + "poker");
        assertEquals(
                Optional.of(List.of("poker")),
                read("--home=" + home, "--plugins=poker").plugins());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "note-text;note-chat", "a b"})
    void pluginNameIsOneNameAndNoPath(String name) {
        assertEquals(
                List.of("--plugins=" + name
                        + " is not valid: one plugin name is needed; give the option once for each plugin"),
                refused("--plugins=" + name));
    }

    @Test
    void pluginNamedTwiceIsRefused() {
        assertEquals(
                List.of("--plugins=note-text is not valid: this plugin is named twice"),
                refused("--plugins=note-text", "--plugins=note-text"));
    }

    @Test
    void emptyPluginNameMeansNoPlugins() throws Exception {
        assertEquals(Optional.of(List.of()), read("--plugins=").plugins());
    }

    @Test
    void pluginParametersAreSortedByPlugin() throws Exception {
        var settings =
                read("--plugin-parameter=a:key:x:y", "--plugin-parameter=a:other:", "--plugin-parameter=b:key:1");
        assertEquals(
                Map.of("a", Map.of("key", "x:y", "other", ""), "b", Map.of("key", "1")), settings.pluginParameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "a:secret", ":key:secret", "a::secret", "(x):key:secret"})
    void malformedPluginParameterIsRefusedWithoutItsValue(String text) {
        assertEquals(
                List.of("--plugin-parameter must have the form PLUGIN:KEY:VALUE"),
                refused("--plugin-parameter=" + text));
    }

    @Test
    void pluginParameterGivenTwiceIsRefusedWithoutItsValue() {
        assertEquals(
                List.of("--plugin-parameter=a:key can only be given once"),
                refused("--plugin-parameter=a:key:secret", "--plugin-parameter=a:key:other"));
    }

    @Test
    void everythingWrongIsReportedAtOnce() {
        assertEquals(
                4,
                refused("--bogus", "--port=0", "--listen-address=x", "--home=").size());
    }
}
