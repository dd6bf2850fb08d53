// SPDX-License-Identifier: Apache-2.0
/**
 * The errors of the protocol, one enum for each domain, with libinfinity's names and numbers, and the exception that carries
 * one. Knows nothing else of the API.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.infinoted.protocol;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
