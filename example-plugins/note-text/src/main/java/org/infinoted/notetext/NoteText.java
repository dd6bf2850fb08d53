// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;
import org.infinoted.note.NoteTypeName;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.file.TextFileReader;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.plugin.ModifiedOnDelete;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginName;
import org.infinoted.text.TextSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Text documents: the plugin and the note type that it contributes. */
@Component(
        service = {Plugin.class, NoteType.class},
        configurationPid = "org.infinoted.plugin.note-text")
@ModifiedOnDelete
@PluginName("note-text")
@NoteTypeName(TextSession.TYPE)
@ServiceDescription("Text documents that many people edit at once")
@Designate(ocd = NoteText.Options.class)
public final class NoteText implements Plugin<Void, Void>, NoteType {
    /** What administrators can set. Documents that are open keep what they were opened with. */
    @ObjectClassDefinition(
            name = "Text documents",
            description = "The note type InfText. Documents that are open keep what they were opened with")
    @SuppressWarnings("MemberName") // $_$ is how the specification spells a hyphen in a key
    @interface Options {
        @AttributeDefinition(
                name = "Order",
                description =
                        "In what order clients execute what is typed at once: all in the same, so that they always end with the "
                                + "same text, or each in its own, as with the original",
                options = {
                    @Option(label = "total: nobody's text ever differs", value = "total"),
                    @Option(label = "verbatim: as the original", value = "verbatim")
                })
        String order() default "total";

        @AttributeDefinition(
                name = "Colours",
                description =
                        "Whose colour a text gets that comes back when somebody else undoes its deletion, in total order",
                options = {
                    @Option(label = "exact: always its author's", value = "exact"),
                    @Option(label = "absent: its author's, but not for the author itself", value = "absent"),
                    @Option(label = "plain: its author's if it is present", value = "plain")
                })
        String colours() default "exact";

        @AttributeDefinition(
                name = "Work for a message",
                description =
                        "How many elementary transformations one message may need, in total order; 400 000 take less than 50 ms. "
                                + "A client whose message needs more must synchronise again",
                min = "1000",
                max = "10000000")
        long work$_$per$_$message() default 400_000;

        @AttributeDefinition(
                name = "Work in a second",
                description =
                        "How many elementary transformations the messages of one client may need in a second, over time, in total "
                                + "order. A client that needs more is read more slowly; if that goes on for 10 s it must synchronise again",
                min = "1000",
                max = "10000000")
        long work$_$per$_$second() default 200_000;

        @AttributeDefinition(
                name = "Kept results",
                description =
                        "How many transformed changes may be kept for one client that does not acknowledge them, in total order; "
                                + "50 bytes each. A client that needs more must synchronise again",
                min = "1000",
                max = "10000000")
        int kept$_$results() default 100_000;

        @AttributeDefinition(
                name = "Unacknowledged",
                description =
                        "How many changes a client that takes part may leave unacknowledged; 200 bytes each. One that leaves more "
                                + "for a minute must synchronise again. Honest clients acknowledge after 30 s",
                min = "2048",
                max = "10000000")
        int unacknowledged() default 50_000;

        @AttributeDefinition(
                name = "Document size",
                description =
                        "Bytes of UTF-8 beyond which a text cannot grow. What would make it grow further is refused before any "
                                + "of it is executed, and the client synchronises again; an upload fails and says why. A "
                                + "stored document that is larger can be opened, and may shrink",
                min = "65536",
                max = "1073741824")
        int document$_$size() default 33_554_432;

        @AttributeDefinition(
                name = "History size",
                description =
                        "Bytes of text that the latest changes of an open document may have together, in total order. Beyond "
                                + "that the oldest can no longer be undone; beyond twice that, clients that have not "
                                + "acknowledged them must synchronise again. Also what the history of an upload may take",
                min = "65536",
                max = "1073741824")
        int history$_$size() default 33_554_432;

        @AttributeDefinition(
                name = "Repetitions",
                description =
                        "How many times one message may ask for the same, as editors do to undo several steps. A client that "
                                + "asks for more must synchronise again",
                min = "1",
                max = "65536")
        int repetitions() default 4096;

        @AttributeDefinition(
                name = "Uploaded requests",
                description =
                        "How many requests the history of an uploaded document may have; with one more the upload fails",
                min = "0",
                max = "10000000")
        int uploaded$_$requests() default 100_000;

        @AttributeDefinition(
                name = "Users of an uploaded state vector",
                description =
                        "How many users a state vector in an upload may name; with one more the upload fails. Other messages "
                                + "may name as many users as the document has",
                min = "1",
                max = "1000000")
        int uploaded$_$vector$_$users() default 10_000;
    }

    private volatile TextSettings settings; // Changed by Config Admin's thread.

    @Activate
    public NoteText(Options options) {
        this(TextSettings.of(options));
    }

    NoteText(TextSettings settings) {
        this.settings = settings;
    }

    /** Changes the options for documents that are opened from now on. */
    @Modified
    void modified(Options options) {
        settings = TextSettings.of(options);
    }

    @Override
    public List<String> sessionTypes() {
        return List.of("InfTextSession", "InfAdoptedSession", "InfSession");
    }

    @Override
    public Note create() {
        return new TextNote(new TextDocument(List.of(), AuthoredText.empty()), settings);
    }

    @Override
    public Note read(InputStream stored) throws IOException {
        return new TextNote(TextFileReader.read(stored), settings);
    }
}
