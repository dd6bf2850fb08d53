// SPDX-License-Identifier: Apache-2.0
/** Felix Health Checks, all with the tag {@code infinoted}: what a monitor asks, and what one looks at first. */
package org.infinoted.console.health;
