// SPDX-License-Identifier: Apache-2.0
/**
 * Test doubles for interfaces of the API, of OSGi and of SLF4J, shared by the tests of all modules and by the test kit. Of the server
 * they know the API alone: doubles for the host's own interfaces are among the host's tests. No plugin author needs them: what
 * authors use is in the test kit.
 */
@NullMarked
package org.infinoted.testdoubles;

import org.jspecify.annotations.NullMarked;
