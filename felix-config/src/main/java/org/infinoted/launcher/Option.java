// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line: those of the original server by their names, and our own. What the original knows
 * and this version does not is listed too, so that it is refused by name instead of being misread.
 */
enum Option {
    PORT("--port", "-p", Kind.ONCE),
    LISTEN_ADDRESS("--listen-address", null, Kind.ONCE),
    SECURITY_POLICY("--security-policy", null, Kind.ONCE),
    ROOT_DIRECTORY("--root-directory", "-r", Kind.ONCE),
    PLUGINS("--plugins", null, Kind.REPEATABLE),
    PLUGIN_PARAMETER("--plugin-parameter", null, Kind.REPEATABLE),
    CONSOLE_PORT("--console-port", null, Kind.ONCE),
    HOME("--home", null, Kind.ONCE),
    HELP("--help", "-h", Kind.FLAG),
    VERSION("--version", "-v", Kind.FLAG),

    HELP_ALL("--help-all", null, Kind.FLAG, "use --help"),
    CONFIG_FILE("--config-file", null, Kind.ONCE, "put .cfg files into the folder etc of --home"),
    CREATE_KEY("--create-key", null, Kind.FLAG, "there is no TLS yet"),
    CREATE_CERTIFICATE("--create-certificate", null, Kind.FLAG, "there is no TLS yet"),
    KEY_FILE("--key-file", "-k", Kind.ONCE, "there is no TLS yet"),
    CERTIFICATE_FILE("--certificate-file", "-c", Kind.ONCE, "there is no TLS yet"),
    CERTIFICATE_CHAIN("--certificate-chain", null, Kind.ONCE, "there is no TLS yet"),
    DAEMONIZE("--daemonize", "-d", Kind.FLAG, "start it from a service manager, or with nohup"),
    KILL_DAEMON("--kill-daemon", "-D", Kind.FLAG, "send SIGTERM to the process"),
    LOG_FILE("--log-file", "-l", Kind.ONCE, "the log is in the folder log of --home"),
    PASSWORD("--password", "-P", Kind.ONCE, "every client may log in"),
    PAM_SERVICE("--pam-service", null, Kind.ONCE, "every client may log in"),
    PAM_ALLOW_USER("--pam-allow-user", null, Kind.REPEATABLE, "every client may log in"),
    PAM_ALLOW_GROUP("--pam-allow-group", null, Kind.REPEATABLE, "every client may log in");

    /** What may follow an option, and how often it may be given. */
    enum Kind {
        FLAG,
        ONCE,
        REPEATABLE
    }

    private final String longName;
    private final @Nullable String shortName;
    private final Kind kind;
    private final @Nullable String insteadHint;

    Option(String longName, @Nullable String shortName, Kind kind) {
        this(longName, shortName, kind, null);
    }

    Option(String longName, @Nullable String shortName, Kind kind, @Nullable String insteadHint) {
        this.longName = longName;
        this.shortName = shortName;
        this.kind = kind;
        this.insteadHint = insteadHint;
    }

    static Optional<Option> named(String name) {
        return Arrays.stream(values())
                .filter(o -> o.longName.equals(name) || name.equals(o.shortName))
                .findFirst();
    }

    String longName() {
        return longName;
    }

    boolean takesValue() {
        return kind != Kind.FLAG;
    }

    boolean repeatable() {
        return kind == Kind.REPEATABLE;
    }

    /** What to do instead, for an option of the original that this version does not have. */
    Optional<String> instead() {
        return Optional.ofNullable(insteadHint);
    }
}
