// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;

/**
 * The offer of a subscription or an upload: the client has asked for it, and acknowledges or refuses it now. One of the two methods
 * is called.
 */
interface Offer {
    /** The client has acknowledged. The stage completes when what it sends in the group will arrive there. */
    CompletionStage<Void> acknowledged();

    /** The client has refused, has gone, or has not answered in time. The stage completes when nothing is left of the offer. */
    CompletionStage<Void> withdrawn();
}
