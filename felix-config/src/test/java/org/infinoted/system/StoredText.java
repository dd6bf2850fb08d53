// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text document as the server keeps it on disk.
 *
 * @param runs what each author wrote, in the order of the text
 */
public record StoredText(List<Run> runs) {
    /** Text of one author. */
    public record Run(String author, String text) {}

    public static StoredText read(Path file) {
        try {
            return of(Message.parse(Files.readString(file)));
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + file, e);
        }
    }

    private static StoredText of(Message session) {
        Map<String, String> names = new HashMap<>();
        for (Message user : session.children()) {
            if (user.is("user")) {
                names.put(user.attribute("id"), user.attribute("name"));
            }
        }
        return new StoredText(session.child("buffer").children().stream()
                .map(segment -> new Run(names.get(segment.attribute("author")), segment.text()))
                .toList());
    }

    /** The whole text. */
    public String text() {
        return String.join("", runs.stream().map(Run::text).toList());
    }
}
