// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;
import org.infinoted.note.NoteTypeName;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.file.TextFileReader;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginName;
import org.infinoted.text.TextSession;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceDescription;

/** Text documents: the plugin and the note type that it contributes. */
@Component(
        service = {Plugin.class, NoteType.class},
        configurationPid = "org.infinoted.plugin.note-text")
@PluginName("note-text")
@NoteTypeName(TextSession.TYPE)
@ServiceDescription("Text documents that many people edit at once")
public final class NoteText implements Plugin<Void, Void>, NoteType {
    /** No request has to wait for others: this server relays all of them in the order in which it executes them. */
    private static final Limits LIMITS = Limits.DEFAULTS.withPending(0);

    /** The approximate memory of a kept request. */
    private static final int REQUEST_BYTES = 500;

    /** How many requests may be kept for a silent client: a quarter of the heap. */
    private static final long LONGEST_LAG = Runtime.getRuntime().maxMemory() / 4 / REQUEST_BYTES;

    @Override
    public List<String> sessionTypes() {
        return List.of("InfTextSession", "InfAdoptedSession", "InfSession");
    }

    @Override
    public Note create() {
        return new TextNote(
                new TextDocument(List.of(), AuthoredText.empty()), LIMITS, EditLimits.DEFAULTS, LONGEST_LAG);
    }

    @Override
    public Note read(InputStream stored) throws IOException {
        return new TextNote(TextFileReader.read(stored), LIMITS, EditLimits.DEFAULTS, LONGEST_LAG);
    }
}
