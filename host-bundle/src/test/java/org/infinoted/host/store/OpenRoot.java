// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that opens a root directory and prints the result. */
final class OpenRoot {
    private OpenRoot() {}

    /** The output of a virtual machine in this locale that opens the root: {@code opened}, or why not. */
    static String inProcess(Path root, String locale) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OpenRoot.class.getName(),
                root.toString());
        builder.environment().put("LC_ALL", locale);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @SuppressWarnings("SystemOut") // it is read by the test
    public static void main(String[] args) {
        try (FileStore store =
                FileStore.open(Path.of(args[0]), List.of(), FileStore.Limits.DEFAULT, GroupAccess.NONE)) {
            System.out.print("opened " + store.list("/").size());
        } catch (IOException e) {
            System.out.print(e.getMessage());
        }
    }
}
