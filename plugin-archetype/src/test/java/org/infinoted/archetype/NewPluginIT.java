// SPDX-License-Identifier: Apache-2.0
package org.infinoted.archetype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Makes projects with the script, and builds one as its author would. */
@Tag("system")
class NewPluginIT {
    private static final Path FOLDER = Path.of(System.getProperty("archetype.folder"));
    private static final Path TARGET = Path.of(System.getProperty("archetype.target"));
    private static final Path TOP = Path.of(System.getProperty("archetype.top"));
    private static final String VERSION = System.getProperty("archetype.version");
    private static final int MINUTES = 8;

    private record Result(int code, String output) {}

    private static Result run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(TARGET, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), () -> command + " does not end");
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        Files.delete(output);
        return new Result(process.exitValue(), text);
    }

    private static Result newPlugin(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(FOLDER.resolve("new-plugin").toString(), "--no-install"), Stream.of(arguments))
                .toList();
        return run(TARGET, command);
    }

    @Test
    void projectOfTheScriptBuildsAndPassesItsTests() throws IOException, InterruptedException {
        Path project = TARGET.resolve("word-count");
        delete(project);
        Result made = newPlugin("word-count");
        assertEquals(0, made.code, made.output);

        Result built = run(project, maven());

        assertEquals(0, built.code, built.output);
        assertTestsRan(project, "WordCountPluginTest");
        assertTestsRan(project, "WordCountPluginContractTest");
        try (var jar =
                new JarFile(project.resolve("target/word-count-1.0.0.jar").toFile())) {
            var manifest = jar.getManifest().getMainAttributes();
            assertEquals("org.infinoted.plugin.word-count", manifest.getValue("Bundle-SymbolicName"));
            assertEquals("OSGI-INF/com.example.wordcount.WordCountPlugin.xml", manifest.getValue("Service-Component"));
            String imports = manifest.getValue("Import-Package");
            // from the API that it was compiled against up to the next incompatible one
            assertTrue(imports.matches(".*\\borg\\.infinoted\\.plugin;version=\"\\[1\\.\\d+,2\\)\".*"), imports);
            assertFalse(imports.contains("org.infinoted.testkit"), imports);
            assertFalse(imports.contains("org.infinoted.host"), imports);
            assertEquals(null, manifest.getValue("Export-Package"));
            assertTrue(jar.stream().noneMatch(entry -> entry.getName().startsWith("org/")), "It has foreign classes");
        }
    }

    private static void assertTestsRan(Path project, String test) throws IOException {
        String report =
                Files.readString(project.resolve("target/surefire-reports/com.example.wordcount." + test + ".txt"));
        assertTrue(report.matches("(?s).*Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0,.*"), report);
    }

    /** Maven as an author runs it, but with a repository of its own, so that the author's one is left as it is. */
    private static List<String> maven() throws IOException {
        Path repository = TARGET.resolve("repository");
        delete(repository);
        mirror(Path.of(System.getProperty("archetype.repository")), repository);
        put(repository, "platform", TOP.resolve("platform/pom.xml"), null);
        put(repository, "infinoted", TOP.resolve("pom.xml"), null);
        put(repository, "example-plugins", TOP.resolve("example-plugins/pom.xml"), null);
        for (String module :
                List.of("api-bundle", "host-tests", "host-bundle", "plugin-testkit", "example-plugins/note-text")) {
            Path folder = TOP.resolve(module);
            String name = folder.getFileName().toString();
            put(repository, name, folder.resolve("pom.xml"), folder.resolve("target/" + name + "-" + VERSION + ".jar"));
        }
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("archetype.maven"), "bin/mvn").toString(),
                "-B",
                "-Dmaven.repo.local=" + repository,
                "verify");
        Stream<String> offline =
                "offline=true".equals(System.getProperty("archetype.mode")) ? Stream.of("-o") : Stream.empty();
        return Stream.concat(command, offline).toList();
    }

    /** Everything that is there, by links, but for this server's own artifacts. */
    private static void mirror(Path there, Path here) throws IOException {
        Files.createDirectories(here.resolve("org"));
        link(there, here, "org");
        link(there.resolve("org"), here.resolve("org"), "infinoted");
    }

    private static void link(Path there, Path here, String except) throws IOException {
        try (Stream<Path> entries = Files.list(there)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!name.equals(except)) {
                    Files.createSymbolicLink(here.resolve(name), entry.toAbsolutePath());
                }
            }
        }
    }

    private static void put(Path repository, String artifact, Path pom, Path jar) throws IOException {
        Path folder = Files.createDirectories(repository.resolve("org/infinoted/" + artifact + "/" + VERSION));
        String name = artifact + "-" + VERSION;
        Files.copy(pom, folder.resolve(name + ".pom"), StandardCopyOption.REPLACE_EXISTING);
        if (jar != null) {
            Files.copy(jar, folder.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Links are deleted, not followed. */
    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Visits",
                "1up",
                "a_b",
                "-a",
                "a-",
                "a--b",
                "a b",
                "../a",
                "class",
                "for",
                "visits",
                "my-template",
                "ä"
            })
    void nameThatWouldNotWorkIsRefusedAndNothingIsMade(String name) throws IOException, InterruptedException {
        Path project = TARGET.resolve("refused");

        Result refused = newPlugin(name, project.toString());

        assertEquals(64, refused.code, refused.output);
        assertTrue(refused.output.startsWith("new-plugin: "), refused.output);
        assertFalse(Files.exists(project));
    }

    @Test
    void folderThatExistsIsLeftAlone() throws IOException, InterruptedException {
        Path project = Files.createDirectories(TARGET.resolve("mine"));

        Result refused = newPlugin("mine", project.toString());

        assertEquals(64, refused.code, refused.output);
        assertTrue(refused.output.contains("exists already"), refused.output);
        try (Stream<Path> left = Files.list(project)) {
            assertEquals(0, left.count());
        }
    }
}
