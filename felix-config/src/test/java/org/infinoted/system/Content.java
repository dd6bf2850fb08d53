// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.util.ArrayList;
import java.util.List;

/** The synchronisation that a client gets when it subscribes to a document. */
public final class Content {
    private final String group;
    private final List<Message> messages = new ArrayList<>();

    Content(String group) {
        this.group = group;
    }

    void add(Message message) {
        messages.add(message);
    }

    /** The group to send in. */
    public String group() {
        return group;
    }

    /** All messages from the begin of the synchronisation on. */
    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** The characters of a text document. */
    public String text() {
        StringBuilder text = new StringBuilder();
        messages.stream().filter(message -> message.is("sync-segment")).forEach(message -> text.append(message.text()));
        return text.toString();
    }

    /** The names of the users, present or not, in the order of their ids. */
    public List<String> users() {
        return messages.stream()
                .filter(message -> message.is("sync-user"))
                .map(message -> message.attribute("name"))
                .toList();
    }
}
