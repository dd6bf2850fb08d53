// SPDX-License-Identifier: Apache-2.0
package org.infinoted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each test class of all modules has a tag for its kind, so that builds can choose. CONTRIBUTING.md explains the kinds.
 */
@Tag("unit")
class TestTagsTest {
    private static final Path TOP = Path.of("..");
    /** Above the class; methods may have one more. */
    private static final Pattern TAG =
            Pattern.compile("^@Tag\\(\"(unit|random|framework|system|soak|browser)\"\\)$", Pattern.MULTILINE);

    /** Those of the template are not ours: they go to authors of plugins, who have no such kinds. */
    private static final String TEMPLATE = "com/example/template";

    @Test
    void eachTestClassHasOneOfTheTags() throws IOException {
        List<Path> tests = tests();
        assertTrue(tests.size() > 100, () -> "only " + tests);
        assertEquals(
                List.of(),
                tests.stream()
                        .filter(test -> tags(test) != 1)
                        .map(TOP::relativize)
                        .toList());
    }

    private static List<Path> tests() throws IOException {
        List<Path> tests = new ArrayList<>();
        Files.walkFileTree(TOP, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean made = name.equals("target") || (name.startsWith(".") && !folder.equals(TOP));
                return made ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().matches(".*/src/test/java/.*(Test|IT)\\.java")
                        && !file.toString().contains(TEMPLATE)) {
                    tests.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return tests;
    }

    private static long tags(Path file) {
        try {
            return TAG.matcher(Files.readString(file)).results().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
