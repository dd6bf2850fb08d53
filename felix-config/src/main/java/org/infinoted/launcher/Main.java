// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** The command {@code infinoted}. */
public final class Main {
    private Main() {}

    /** Runs the server until it is stopped, and ends the process. */
    public static void main(String[] words) {
        System.exit(run(words, System.getenv(), System.out, System.err).code());
    }

    static ExitStatus run(String[] words, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            var line = new CommandLine(words);
            if (line.has(Option.HELP)) {
                out.print(Help.text());
                return ExitStatus.OK;
            }
            if (line.has(Option.VERSION)) {
                out.println("infinoted " + Help.version());
                return ExitStatus.OK;
            }
            var distribution = Distribution.ofThisProcess();
            var jars = new PluginJars(distribution.pluginsAvailable());
            Settings settings = new SettingsReader(line, defaultHome(environment), jars).read();
            return new Launcher(distribution, settings, out, err).run();
        } catch (StartException e) {
            e.messages().forEach(message -> err.println("infinoted: " + message));
            if (e.status() == ExitStatus.USAGE) {
                err.println("Try \"infinoted --help\".");
            }
            return e.status();
        }
    }

    private static Path defaultHome(Map<String, String> environment) {
        String home = environment.getOrDefault("INFINOTED_HOME", "");
        Path path = home.isEmpty() ? Path.of(System.getProperty("user.home"), ".infinoted-osgi") : Path.of(home);
        return path.toAbsolutePath().normalize();
    }
}
