// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.infinoted.DeclaredOption;
import org.infinoted.architecture.MarkdownTable;
import org.infinoted.architecture.Repository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The options of the command line are declared once, and the texts about them agree with that. */
@Tag("unit")
class HelpTest {
    @Test
    void helpListsTheOptionsWithTheirDefaults() {
        assertEquals(
                """
                  -p, --port=PORT             port for clients (6523)
                      --listen-address=IP     address to listen on, IPv4 or IPv6; 0.0.0.0 lets other
                                              machines in, unencrypted as long as there is no TLS
                                              (127.0.0.1)
                      --security-policy=NAME  no-tls is the only one so far (no-tls)
                  -r, --root-directory=PATH   where the documents are (data of the home)
                      --plugins=NAME          a plugin that must run; once for each plugin (note-text,
                                              note-chat, logging)
                      --plugin-parameter=PLUGIN:KEY:VALUE
                                              an option of a plugin; once for each
                      --console-port=PORT     web console, on this machine only; 0: none (8181)
                      --home=PATH             run-time state: etc, plugins, log, bundle cache
                  -h, --help                  this text
                  -v, --version               the version
                """,
                Help.text()
                        .lines()
                        .dropWhile(line -> !line.startsWith(" "))
                        .takeWhile(line -> line.startsWith(" "))
                        .collect(joining("\n", "", "\n")));
    }

    @Test
    void whatTheServerHasTooHasTheDefaultsThatItDeclares() throws IOException {
        Map<String, String> declared = DeclaredOption.all().stream()
                .filter(option -> option.pid().equals(CommandLineConfiguration.HOST))
                .filter(option -> !option.defaultValue().isEmpty())
                .collect(toMap(option -> "--" + option.key(), DeclaredOption::defaultValue));
        Map<String, String> said = Arrays.stream(Option.values())
                .filter(option -> declared.containsKey(option.longName()))
                .collect(toMap(Option::longName, Option::defaultValue));
        assertEquals(Set.of("--port", "--listen-address", "--security-policy"), said.keySet());
        declared.keySet().retainAll(said.keySet());
        assertEquals(declared, said);
    }

    /** Where no default is declared the document may say something about it. */
    @Test
    void theReadmeListsTheSameOptionsWithTheSameDefaults() {
        MarkdownTable table = MarkdownTable.in(Repository.file("felix-config/README.md")).stream()
                .filter(each -> each.header().contains("option"))
                .findFirst()
                .orElseThrow();
        Map<List<String>, String> documented = new LinkedHashMap<>();
        for (List<String> row : table.rows()) {
            for (String names : row.get(table.column("option")).split("; ")) {
                documented.put(
                        MarkdownTable.names(names),
                        row.get(table.column("default")).replace("`", ""));
            }
        }
        Map<List<String>, String> declared = new LinkedHashMap<>();
        Arrays.stream(Option.values())
                .filter(option -> option.instead().isEmpty())
                .forEach(option -> {
                    List<String> names = option.shortName().isPresent()
                            ? List.of(option.shortName().get(), option.usage())
                            : List.of(option.usage());
                    String said = documented.getOrDefault(names, "");
                    declared.put(names, option.defaultValue().isEmpty() ? said : option.defaultValue());
                });
        assertEquals(declared, documented, table.place());
    }
}
