// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

/** The texts of {@code --help} and {@code --version}. */
final class Help {
    static final String TEXT = """
            Usage: infinoted [OPTION]...
            The infinote server for Gobby and other collaborative editors.

              -p, --port=PORT             port for clients (6523)
                  --listen-address=IP     address to listen on, IPv4 or IPv6 (127.0.0.1, as long
                                          as there is no TLS; 0.0.0.0 lets other machines in,
                                          unencrypted)
                  --security-policy=NAME  no-tls is the only one so far
              -r, --root-directory=PATH   where the documents are (the folder data of the home)
                  --plugins=NAME          a plugin that must run; once for each plugin
                                          (note-text, note-chat, logging)
                  --plugin-parameter=PLUGIN:KEY:VALUE
                                          an option of a plugin; once for each
                  --console-port=PORT     web console, on this machine only (8181; 0: none)
                  --home=PATH             run-time state: etc, plugins, log, bundle cache
              -h, --help                  this text
              -v, --version               the version

            A value follows after "=" or as the next word. Options beat the files in the folder
            etc of the home, which beat the defaults.

            The home is $INFINOTED_HOME or ~/.infinoted-osgi, or a temporary one if only a root
            directory is given. Each server needs a home of its own.
            $JAVA_HOME chooses the Java, $INFINOTED_JAVA_OPTS adds options for it.

            Exit status: 0 stopped, 64 wrong option, 69 port or home in use, 70 internal error,
            74 storage, 78 configuration.
            """;

    private Help() {}

    static String version() {
        var version = Help.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
