// SPDX-License-Identifier: Apache-2.0
/** Documents and rights in files, in the format and the layout of the original server. */
package org.infinoted.host.store;
