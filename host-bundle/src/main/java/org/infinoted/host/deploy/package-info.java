// SPDX-License-Identifier: Apache-2.0
/**
 * Plugins' jars: how they come into the server, which versions of them ran, and how one that does not run is replaced by the one
 * that did.
 */
package org.infinoted.host.deploy;
