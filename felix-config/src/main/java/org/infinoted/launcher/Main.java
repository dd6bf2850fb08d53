// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.nio.file.Path;
import java.util.Map;

/** The command {@code infinoted}. */
public final class Main {
    private Main() {}

    /** Runs the server until it is stopped, and ends the process. */
    public static void main(String[] words) {
        var streams = new StandardStreams(System.out, System.err);
        System.setOut(streams.out());
        System.setErr(streams.err());
        ExitStatus status = ExitStatus.SOFTWARE;
        try {
            status = run(words, System.getenv(), streams);
            streams.drain();
        } finally { // errors too: the threads of the framework would go on without us
            System.exit(status.code());
        }
    }

    static ExitStatus run(String[] words, Map<String, String> environment, StandardStreams streams) {
        try {
            var line = new CommandLine(words);
            if (line.has(Option.HELP)) {
                streams.out().print(Help.text());
                return ExitStatus.OK;
            }
            if (line.has(Option.VERSION)) {
                streams.out().println("infinoted " + Help.version());
                return ExitStatus.OK;
            }
            var distribution = Distribution.ofThisProcess();
            var jars = new PluginJars(distribution.pluginsAvailable());
            Settings settings = new SettingsReader(line, defaultHome(environment), jars).read();
            return new Launcher(distribution, settings, streams).run();
        } catch (StartException e) {
            e.messages().forEach(message -> streams.err().println("infinoted: " + message));
            if (e.status() == ExitStatus.USAGE) {
                streams.err().println("Try \"infinoted --help\".");
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
