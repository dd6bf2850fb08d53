// SPDX-License-Identifier: Apache-2.0

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.infinoted.notetext.file.Author;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.file.TextFileReader;
import org.infinoted.notetext.file.TextFileWriter;
import org.infinoted.notetext.rope.AuthoredText;

/** What edits, saving and reading cost in a text of ten million characters, in one that was typed, and in one of many runs. */
final class LargeDocuments {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 20_000;
    private static final String WORDS = "The quick brown fox jumps over the lazy dog. 0123456789\n";

    private LargeDocuments() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < 2; i++) { // the first time warms the compiler up
            boolean counts = i > 0;
            document("10 MB by one author", AuthoredText.of(1, WORDS.repeat(10_000_000 / WORDS.length())), counts);
            document("1,000,000 typed characters", typed(), counts);
            document("500,000 alternating authors", alternating(), counts);
        }
    }

    private static AuthoredText typed() {
        var random = new Random(1);
        var text = AuthoredText.empty();
        for (int i = 0; i < 1_000_000; i++) {
            text = text.insert(random.nextInt(text.length() + 1), AuthoredText.of(1, "x"));
        }
        return text;
    }

    private static AuthoredText alternating() {
        var text = AuthoredText.empty();
        for (int i = 0; i < 500_000; i++) {
            text = text.insert(text.length(), AuthoredText.of(1 + i % 2, "x"));
        }
        return text;
    }

    private static void document(String name, AuthoredText text, boolean counts) throws Exception {
        if (counts) {
            System.out.println(name);
        }
        for (String place : List.of("start", "middle", "end", "random")) {
            edits(place, text, counts);
        }
        var authors = List.of(new Author(1, "a", 0), new Author(2, "b", 0));
        var document = new TextDocument(authors, text);
        measure("save", counts, () -> TextFileWriter.write(document, OutputStream.nullOutputStream()));
        var file = new ByteArrayOutputStream();
        TextFileWriter.write(document, file);
        var in = new ByteArrayInputStream(file.toByteArray());
        measure("read", counts, () -> TextFileReader.read(in));
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void measure(String what, boolean counts, Task task) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        task.run();
        long millis = (System.nanoTime() - start) / 1_000_000;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (counts) {
            System.out.printf("  %s %5d ms  %6.1f MB allocated%n", what, millis, bytes / 1e6);
        }
    }

    /** Every edit is followed by its reverse, so that the document keeps its size. */
    private static void edits(String place, AuthoredText text, boolean counts) {
        for (int size : new int[] {1, 1000}) {
            var random = new Random(7);
            AuthoredText chunk = AuthoredText.of(1, "y".repeat(size));
            long[] inserts = new long[ROUNDS];
            long[] deletes = new long[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                int at = switch (place) {
                    case "start" -> 0;
                    case "middle" -> text.length() / 2;
                    case "end" -> text.length() - size;
                    default -> random.nextInt(text.length() - size);
                };
                long start = System.nanoTime();
                text = text.insert(at, chunk);
                long between = System.nanoTime();
                text = text.delete(at + size / 2, size);
                inserts[i] = between - start;
                deletes[i] = System.nanoTime() - between;
            }
            if (counts) {
                line(place, "insert", size, inserts);
                line(place, "delete", size, deletes);
            }
        }
    }

    private static void line(String place, String edit, int size, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "  %-6s %s %4d  p50 %5.1f us  p99 %5.1f us  p99.9 %5.1f us%n",
                place, edit, size, quantile(nanos, 0.5), quantile(nanos, 0.99), quantile(nanos, 0.999));
    }

    private static double quantile(long[] sorted, double share) {
        return sorted[(int) (sorted.length * share)] / 1e3;
    }
}
