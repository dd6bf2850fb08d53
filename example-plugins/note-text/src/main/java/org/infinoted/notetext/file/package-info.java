// SPDX-License-Identifier: Apache-2.0
/** Text documents as files, in the original's format. */
package org.infinoted.notetext.file;
