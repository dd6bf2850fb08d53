// SPDX-License-Identifier: Apache-2.0
/**
 * XML elements as values, and the protocol's way to carry text in them. All messages of the protocol are made of
 * {@link org.infinoted.xml.Element}s. Knows nothing else of the API.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.infinoted.xml;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
