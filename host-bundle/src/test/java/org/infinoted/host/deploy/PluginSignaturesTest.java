// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.infinoted.plugin.PluginException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class PluginSignaturesTest {
    private static final String PASSWORD = "of-the-test";

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private Path jar;

    @BeforeAll
    static void makeKeys() throws Exception {
        for (String name : List.of("trusted", "other")) {
            run("keytool", "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-validity", "2");
            run(
                    "keytool",
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    name,
                    "-file",
                    keys.resolve(name + ".pem").toString());
        }
    }

    private static void run(String tool, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", tool).toString(),
                "-keystore",
                keys.resolve("keys").toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(arguments));
        Path output = keys.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    @BeforeEach
    void makeJar() throws IOException {
        jar = new TestJar().write(folder.resolve("some.jar"), Map.of("a/content", "one".getBytes(UTF_8)));
    }

    private void sign(String name) throws Exception {
        run("jarsigner", jar.toString(), name);
    }

    private PluginSignatures required() throws IOException {
        return PluginSignatures.of("required", "trusted.pem", keys);
    }

    private String refusal() throws IOException {
        PluginSignatures signatures = required();
        return assertThrows(PluginException.class, () -> signatures.check(jar)).getMessage();
    }

    @Test
    void jarOfATrustedSignerIsTaken() throws Exception {
        sign("trusted");
        assertDoesNotThrow(() -> required().check(jar));
        FolderJars folderJars =
                new FolderJars(() -> new String[] {"required", "trusted.pem"}, keys, folder, each -> false);
        assertTrue(folderJars.test(jar));
    }

    @Test
    void jarWithoutASignatureIsRefusedUnlessItIsExempt() throws Exception {
        assertTrue(refusal().contains("\"a/content\" is not signed"));
        FolderJars folderJars =
                new FolderJars(() -> new String[] {"required", "trusted.pem"}, keys, folder, each -> false);
        assertFalse(folderJars.test(jar));
        FolderJars exempting =
                new FolderJars(() -> new String[] {"required", "trusted.pem"}, keys, folder, each -> true);
        assertTrue(exempting.test(jar));
        assertDoesNotThrow(() -> PluginSignatures.of("none", "", keys).check(jar));
    }

    @Test
    void jarOfAnotherSignerIsRefused() throws Exception {
        sign("other");
        assertTrue(refusal().contains("is not signed by any"));
    }

    @Test
    void entryThatWasAddedOrChangedAfterSigningIsRefused() throws Exception {
        sign("trusted");
        byte[] signed = Files.readAllBytes(jar);
        put("b/added", "new");
        assertTrue(refusal().contains("\"b/added\""));
        Files.write(jar, signed);
        put("META-INF/services/added", "new");
        assertTrue(refusal().contains("\"META-INF/services/added\""));
        Files.write(jar, signed);
        put("a/content", "two");
        assertTrue(refusal().contains("signature is wrong"));
    }

    private void put(String name, String content) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Path path = zip.getPath(name);
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            Files.writeString(path, content);
        }
    }

    @Test
    void signersThatCannotBeReadLetNothingPass() throws IOException {
        assertThrows(IOException.class, () -> PluginSignatures.of("required", "", keys));
        assertThrows(IOException.class, () -> PluginSignatures.of("required", "missing.pem", keys));
        Files.writeString(keys.resolve("empty.pem"), "");
        assertThrows(IOException.class, () -> PluginSignatures.of("required", "empty.pem", keys));
        Files.writeString(keys.resolve("no.pem"), "no certificate");
        assertThrows(IOException.class, () -> PluginSignatures.of("required", "no.pem", keys));
        assertFalse(new FolderJars(() -> new String[] {"required", "no.pem"}, keys, folder, each -> false).test(jar));
    }
}
