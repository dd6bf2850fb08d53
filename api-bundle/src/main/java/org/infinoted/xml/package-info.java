// SPDX-License-Identifier: Apache-2.0
/**
 * XML elements as values: what the messages of the protocol are made of.
 *
 * <p>Null is neither taken nor given unless a method says so.
 */
@Export
@Version("1.0.0")
package org.infinoted.xml;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
