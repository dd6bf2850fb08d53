// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Describes errors of files; the messages of Java's exceptions are often the bare path. */
final class FileErrors {
    private FileErrors() {}

    static String of(IOException e) {
        if (!(e instanceof FileSystemException f)) {
            return String.valueOf(e.getMessage());
        }
        return f.getFile() + ": " + reason(f);
    }

    private static String reason(FileSystemException f) {
        if (f instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (f instanceof FileAlreadyExistsException) {
            return "this is not a folder";
        }
        if (f instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return f.getReason() == null ? f.getClass().getSimpleName() : f.getReason();
    }
}
