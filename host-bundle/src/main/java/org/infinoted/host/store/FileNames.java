// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.infinoted.directory.Node;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;
import org.infinoted.store.StoredNode;

/** Maps nodes to file names, and refuses the node names that this rules out. */
final class FileNames {
    /** The rights of the root folder. */
    static final String ROOT_ACL = "global-acl.xml";

    private static final String ACCOUNTS = "accounts.xml";
    private static final String ACL_SUFFIX = ".xml.acl";
    private static final String TYPE_PREFIX = "Inf";

    /** What most file systems allow for one name. */
    private static final int LONGEST_FILE_NAME = 255;

    /** What Linux takes for a whole path, in bytes. */
    private static final int LONGEST_PATH = 4095;

    private static final int LONGEST_NAME = LONGEST_FILE_NAME - ACL_SUFFIX.length();

    /** Folders of these names in the root would keep this server or the original from starting. */
    private static final Set<String> RESERVED_IN_ROOT = Set.of(ROOT_ACL, ACCOUNTS, RootLock.FILE_NAME);

    private FileNames() {}

    static String acl(String node) {
        return node + ACL_SUFFIX;
    }

    static String document(String name, String type) {
        return name + "." + type;
    }

    /** A file name as a path of one step that is neither {@code .} nor {@code ..}. */
    static Path step(String fileName) throws StoreException {
        try {
            Path step = Path.of(fileName);
            boolean single = step.getNameCount() == 1 && step.toString().equals(fileName) && !fileName.isEmpty();
            if (single && !fileName.equals(".") && !fileName.equals("..")) {
                return step;
            }
        } catch (InvalidPathException e) {
            throw new StoreException(Reason.BAD_NAME, "A file cannot be called " + quote(fileName), e);
        }
        throw new StoreException(Reason.BAD_NAME, "A file cannot be called " + quote(fileName));
    }

    /** A file's name as text. Fails if another program gave it bytes that are not valid UTF-8. */
    static String text(Path step) throws IOException {
        String text = step.toString();
        if (!Path.of(text).equals(step)) {
            throw new IOException("The file name " + quote(text) + " is not valid UTF-8; rename it to see it");
        }
        return text;
    }

    /** Makes sure that the virtual machine names files in UTF-8, as the original server does. */
    static void requireUtf8() throws IOException {
        if (!namesUmlautsInUtf8()) {
            throw new IOException("Java cannot use all file names in the present locale. Set the environment variable"
                    + " LC_ALL=C.UTF-8 before the server is started.");
        }
    }

    private static boolean namesUmlautsInUtf8() {
        try {
            return Path.of("gr\u00fc\u00dfe").toUri().toASCIIString().endsWith("/gr%C3%BC%C3%9Fe");
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The document in a regular file of this name; empty if the name is no document's, or has the type of a folder. */
    static Optional<StoredNode> document(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String type = fileName.substring(dot + 1);
        return dot >= 0 && isDocumentType(type)
                ? Optional.of(new StoredNode(fileName.substring(0, dot), type))
                : Optional.empty();
    }

    static void checkNewFolder(String name, boolean inRoot) throws StoreException {
        checkLength(name, name);
        if (name.endsWith(ACL_SUFFIX)) {
            throw reserved(name, "names that end in " + ACL_SUFFIX + " belong to the files with permissions");
        }
        if (name.substring(name.lastIndexOf('.') + 1).startsWith(TYPE_PREFIX) && name.contains(".")) {
            throw reserved(name, "names that end in ." + TYPE_PREFIX + "... belong to documents");
        }
        if (inRoot && RESERVED_IN_ROOT.contains(name)) {
            throw reserved(name, "the server keeps a file of this name in its root directory");
        }
    }

    static void checkNewDocument(String name, String type) throws StoreException {
        checkType(type);
        checkLength(name, document(name, type));
    }

    /** Refuses a file that could not be opened by its path, as other programs do it. */
    static void checkPath(Path root, Location node, Path file) throws StoreException {
        int above = node.folders().stream().mapToInt(name -> bytes(name) + 1).sum();
        // beside the file there may be one with its rights
        int longest = Math.max(bytes(file.toString()), bytes(acl(node.name())));
        int all = bytes(root.toString()) + 1 + above + longest;
        if (all > LONGEST_PATH) {
            throw new StoreException(
                    Reason.BAD_NAME,
                    "The names of the folders around it and its own are too long together, by " + (all - LONGEST_PATH)
                            + " bytes in UTF-8");
        }
    }

    /** Refuses what cannot be the type of a document, {@link Node#FOLDER} included. */
    static void checkType(String type) throws StoreException {
        if (!isDocumentType(type) || type.contains(".")) {
            throw new StoreException(
                    Reason.BAD_NAME,
                    "A document cannot have the type " + quote(type) + ": types start with " + TYPE_PREFIX
                            + ", have no dots and are not " + Node.FOLDER);
        }
    }

    /** A name for logs and messages: in quotes, and on one line whatever characters it has. */
    static String quote(String name) {
        StringBuilder quoted = new StringBuilder("\"");
        name.codePoints().forEach(c -> {
            int kind = Character.getType(c);
            if (Character.isISOControl(c)
                    || kind == Character.FORMAT
                    || kind == Character.SURROGATE
                    || kind == Character.LINE_SEPARATOR
                    || kind == Character.PARAGRAPH_SEPARATOR) {
                quoted.append(String.format("\\u{%x}", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    /** Whether file systems take a name of this length. */
    static boolean fits(String fileName) {
        return bytes(fileName) <= LONGEST_FILE_NAME;
    }

    private static boolean isDocumentType(String type) {
        return type.startsWith(TYPE_PREFIX) && !type.equals(Node.FOLDER);
    }

    private static void checkLength(String name, String fileName) throws StoreException {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/")) {
            throw new StoreException(
                    Reason.BAD_NAME,
                    "Nothing can be called " + quote(name) + ": a name is not empty, not . or .. and has no slash");
        }
        if (bytes(name) > LONGEST_NAME || !fits(fileName)) {
            throw new StoreException(
                    Reason.BAD_NAME,
                    "The name is " + bytes(name) + " bytes long in UTF-8, and " + bytes(fileName)
                            + " with the type; the longest possible are " + LONGEST_NAME + " and " + LONGEST_FILE_NAME);
        }
        step(fileName);
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static StoreException reserved(String name, String why) {
        return new StoreException(Reason.BAD_NAME, "A folder cannot be called " + quote(name) + ": " + why);
    }
}
