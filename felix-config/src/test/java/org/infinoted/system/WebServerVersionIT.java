// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** The web server is within the HTTP bundle, so that nothing else says how old it is. */
@Tag("system")
class WebServerVersionIT {
    /** Jetty 12.0.25 mends CVE-2025-5115; to be raised with each hole that becomes known. */
    private static final Version MENDED = new Version(12, 0, 25);

    private static final Pattern EXPORTED = Pattern.compile("org\\.eclipse\\.jetty\\.server;version=\"([\\d.]+)\"");

    @Test
    void webServerIsNotOlderThanItsLatestKnownHole() throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.walk(TestServer.distribution().resolve("bundle"))) {
            jars = files.filter(file -> file.getFileName().toString().matches(".*\\.http\\.jetty.*\\.jar"))
                    .toList();
        }
        assertEquals(1, jars.size(), jars::toString);
        try (JarFile jar = new JarFile(jars.get(0).toFile())) {
            Matcher version =
                    EXPORTED.matcher(jar.getManifest().getMainAttributes().getValue("Export-Package"));
            assertTrue(version.find(), "the bundle does not say which version of the server it holds");
            assertTrue(new Version(version.group(1)).compareTo(MENDED) >= 0, version.group(1));
        }
    }
}
