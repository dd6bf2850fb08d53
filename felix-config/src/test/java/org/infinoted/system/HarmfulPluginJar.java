// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the jar of a {@link HarmfulPlugin}, for measuring what it costs others: {@code FILE HARM}. */
public final class HarmfulPluginJar {
    private HarmfulPluginJar() {}

    public static void main(String[] arguments) throws IOException {
        byte[] jar = new PluginJar("harmful", "1.0.0", HarmfulPlugin.class)
                .header(HarmfulPlugin.HARM, arguments[1])
                .bytes();
        Files.write(Path.of(arguments[0]), jar);
    }
}
