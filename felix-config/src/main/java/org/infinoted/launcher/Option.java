// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line, as {@code --help} lists them: those of the original server under their names, and
 * our own. Options of the original that this version does not have are here too, so that they are refused by name
 * instead of being misread.
 */
enum Option {
    PORT("--port", "-p", Kind.ONCE, "PORT", "port for clients", "6523"),
    LISTEN_ADDRESS(
            "--listen-address",
            null,
            Kind.ONCE,
            "IP",
            "address to listen on, IPv4 or IPv6; 0.0.0.0 lets other machines in, unencrypted as long as there is no"
                    + " TLS",
            "127.0.0.1"),
    SECURITY_POLICY("--security-policy", null, Kind.ONCE, "NAME", "no-tls is the only one so far", "no-tls"),
    ROOT_DIRECTORY("--root-directory", "-r", Kind.ONCE, "PATH", "where the documents are", "data of the home"),
    PLUGINS(
            "--plugins",
            null,
            Kind.REPEATABLE,
            "NAME",
            "a plugin that must run; once for each plugin",
            String.join(", ", Settings.DEFAULT_PLUGINS)),
    PLUGIN_PARAMETER(
            "--plugin-parameter",
            null,
            Kind.REPEATABLE,
            "PLUGIN:KEY:VALUE",
            "an option of a plugin; once for each",
            ""),
    CONSOLE_PORT(
            "--console-port",
            null,
            Kind.ONCE,
            "PORT",
            "web console, on this machine only; 0: none",
            Integer.toString(Settings.DEFAULT_CONSOLE_PORT)),
    HOME("--home", null, Kind.ONCE, "PATH", "run-time state: etc, plugins, log, bundle cache", ""),
    HELP("--help", "-h", Kind.FLAG, "", "this text", ""),
    VERSION("--version", "-v", Kind.FLAG, "", "the version", ""),

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
    private final String placeholder;
    private final String description;
    private final String defaultValue;
    private final @Nullable String insteadHint;

    Option(
            String longName,
            @Nullable String shortName,
            Kind kind,
            String placeholder,
            String description,
            String defaultValue) {
        this(longName, shortName, kind, placeholder, description, defaultValue, null);
    }

    Option(String longName, @Nullable String shortName, Kind kind, @Nullable String insteadHint) {
        this(longName, shortName, kind, "", "", "", insteadHint);
    }

    Option(
            String longName,
            @Nullable String shortName,
            Kind kind,
            String placeholder,
            String description,
            String defaultValue,
            @Nullable String insteadHint) {
        this.longName = longName;
        this.shortName = shortName;
        this.kind = kind;
        this.placeholder = placeholder;
        this.description = description;
        this.defaultValue = defaultValue;
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

    Optional<String> shortName() {
        return Optional.ofNullable(shortName);
    }

    /** The long name, with a word for the value if there is one. */
    String usage() {
        return placeholder.isEmpty() ? longName : longName + "=" + placeholder;
    }

    String description() {
        return description;
    }

    /** What counts if it is not given, in words; empty if there is nothing to say. */
    String defaultValue() {
        return defaultValue;
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
