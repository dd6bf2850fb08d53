// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.infinoted.chat.ChatSession;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;
import org.infinoted.note.NoteTypeName;
import org.infinoted.plugin.ModifiedOnDelete;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginName;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Contributes the note type {@code InfChat}. */
@Component(
        service = {Plugin.class, NoteType.class},
        configurationPid = "org.infinoted.plugin.note-chat")
@ModifiedOnDelete
@PluginName("note-chat")
@NoteTypeName(ChatSession.TYPE)
@ServiceDescription("Chat documents")
@Designate(ocd = NoteChat.Options.class)
public final class NoteChat implements Plugin<Void, Void>, NoteType {
    @ObjectClassDefinition(name = "Chat documents", description = "The note type InfChat")
    @interface Options {
        @AttributeDefinition(
                name = "Backlog",
                description = "How many entries a chat remembers and shows to those who come later, "
                        + "arrivals and departures included. Open chats follow with their next entry",
                min = "0",
                max = "4096")
        int backlog() default 256;

        @AttributeDefinition(
                name = "Size of the backlog",
                description = "Bytes of UTF-8 that the texts and names of the entries may have together that a chat "
                        + "remembers; the oldest go first. Open chats follow with their next entry",
                min = "0",
                max = "67108864")
        int backlog$_$size() default 1_048_576;

        @AttributeDefinition(
                name = "Size of a message",
                description =
                        "Bytes of UTF-8 that a message may have. A longer one is not passed on, and its sender is told "
                                + "so; an upload that has one fails",
                min = "256",
                max = "16777216")
        int message$_$size() default 65_536;
    }

    private volatile ChatLimits limits; // Changed by Config Admin's thread.

    @Activate
    public NoteChat(Options options) {
        this(ChatLimits.of(options));
    }

    NoteChat(ChatLimits limits) {
        this.limits = limits;
    }

    /** Changes the options in place: open chats stay open. */
    @Modified
    void modified(Options options) {
        change(ChatLimits.of(options));
    }

    void change(ChatLimits newLimits) {
        limits = newLimits;
    }

    @Override
    public List<String> sessionTypes() {
        return List.of("InfChatSession", "InfSession");
    }

    @Override
    public Note create() {
        return new ChatNote(() -> limits);
    }

    @Override
    public Note read(InputStream stored) throws IOException {
        return new ChatNote(() -> limits, ChatFile.read(stored, limits));
    }
}
