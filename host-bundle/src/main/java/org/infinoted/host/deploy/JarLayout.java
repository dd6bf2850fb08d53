// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.infinoted.plugin.PluginException;

/**
 * Checks where the entries of a jar lie, without inflating any. Programs that read a jar from its directory and those that
 * read it from its beginning must see the same entries, so these must neither overlap nor be there twice, and have one name.
 *
 * @param entries how many there are
 */
record JarLayout(int entries) {
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int IN_ZIP64 = 0xffff;

    /** @param bytes the bytes of the name, each a character */
    private record Entry(String name, String bytes, long start, long compressed) {}

    /**
     * @param most how many entries there may be
     * @throws IOException if it is no zip file, or a damaged one
     * @throws PluginException names the entry that is wrong
     */
    static JarLayout of(Path jar, int most) throws IOException, PluginException {
        try (FileChannel file = FileChannel.open(jar, StandardOpenOption.READ)) {
            if (file.size() < END_BYTES || file.size() > Integer.MAX_VALUE) {
                throw new IOException("it has " + file.size() + " bytes");
            }
            ByteBuffer bytes =
                    file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()).order(ByteOrder.LITTLE_ENDIAN);
            return check(bytes, most);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("it ends too early", e);
        }
    }

    private static JarLayout check(ByteBuffer bytes, int most) throws IOException, PluginException {
        int end = end(bytes);
        int count = unsigned(bytes, end + 10);
        if (count > most) {
            throw new PluginException("The jar has " + (count == IN_ZIP64 ? "" : count + " entries, ") + "more than "
                    + most + (count == IN_ZIP64 ? " entries" : "") + ": leave away what the plugin does not need");
        }
        long size = bytes.getInt(end + 12) & 0xffffffffL;
        long base = end - size - (bytes.getInt(end + 16) & 0xffffffffL);
        if (base < 0) {
            throw new IOException("its directory lies outside");
        }
        List<Entry> entries = entries(bytes, (int) (end - size), end, count);
        checkNames(entries);
        checkPlaces(bytes, entries, base, end - size);
        return new JarLayout(count);
    }

    private static int end(ByteBuffer bytes) throws IOException {
        int last = bytes.limit() - END_BYTES;
        for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (bytes.getInt(at) == END && at + END_BYTES + unsigned(bytes, at + 20) == bytes.limit()) {
                return at;
            }
        }
        throw new IOException("it has no directory of its entries");
    }

    private static List<Entry> entries(ByteBuffer bytes, int from, int end, int count) throws IOException {
        List<Entry> entries = new ArrayList<>(count);
        int at = from;
        for (int i = 0; i < count; i++) {
            if (at + CENTRAL_BYTES > end || bytes.getInt(at) != CENTRAL) {
                throw new IOException("its directory is damaged");
            }
            int nameLength = unsigned(bytes, at + 28);
            String name = raw(bytes, at + CENTRAL_BYTES, nameLength);
            entries.add(new Entry(
                    new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                    name,
                    bytes.getInt(at + 42) & 0xffffffffL,
                    bytes.getInt(at + 20) & 0xffffffffL));
            at += CENTRAL_BYTES + nameLength + unsigned(bytes, at + 30) + unsigned(bytes, at + 32);
        }
        if (at != end) {
            throw new IOException("its directory has more than it says");
        }
        return entries;
    }

    private static void checkNames(List<Entry> entries) throws PluginException {
        Set<String> seen = new HashSet<>();
        for (Entry entry : entries) {
            var fault = EntryNames.fault(entry.name());
            if (fault.isPresent()) {
                throw new PluginException("The jar's entry " + EntryNames.shown(entry.name()) + " " + fault.get()
                        + ": build it without that entry");
            }
            if (!seen.add(entry.name())) {
                throw new PluginException("The jar's entry " + EntryNames.shown(entry.name())
                        + " is there twice: build it with one of each name");
            }
        }
    }

    private static void checkPlaces(ByteBuffer bytes, List<Entry> entries, long base, long directory)
            throws IOException, PluginException {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::start));
        long free = 0;
        for (Entry entry : sorted) {
            long start = base + entry.start();
            if (start < free) {
                throw overlap(entry);
            }
            int at = Math.toIntExact(Math.min(start, Integer.MAX_VALUE));
            int nameLength = entry.bytes().length();
            if (bytes.getInt(at) != LOCAL
                    || unsigned(bytes, at + 26) != nameLength
                    || !raw(bytes, at + LOCAL_BYTES, nameLength).equals(entry.bytes())) {
                throw new PluginException("The jar's entry " + EntryNames.shown(entry.name())
                        + " has another name at its own place than in the jar's directory: build it once more");
            }
            free = start + LOCAL_BYTES + nameLength + unsigned(bytes, at + 28) + entry.compressed();
            if (free > directory) {
                throw overlap(entry);
            }
        }
    }

    private static PluginException overlap(Entry entry) {
        return new PluginException("The jar's entry " + EntryNames.shown(entry.name())
                + " overlaps another one: build it once more with an ordinary tool");
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xffff;
    }

    private static String raw(ByteBuffer bytes, int at, int length) {
        byte[] raw = new byte[length];
        bytes.get(at, raw);
        return new String(raw, StandardCharsets.ISO_8859_1);
    }
}
