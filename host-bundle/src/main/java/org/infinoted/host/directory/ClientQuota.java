// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

/**
 * How much of the directory one connection may have at a time.
 *
 * @param nodes how many of the documents and folders that it has made may be there
 * @param subscriptions how many documents and chats it may be subscribed to, with those that it is about to be and its uploads
 * @param explored how many folders it may be told the changes of
 */
public record ClientQuota(int nodes, int subscriptions, int explored) {
    /** 10 000 of its own nodes, 1000 subscriptions, 10 000 folders. */
    public static final ClientQuota DEFAULT = new ClientQuota(10_000, 1000, 10_000);

    public ClientQuota {
        if (nodes < 1 || subscriptions < 1 || explored < 1) {
            throw new IllegalArgumentException("The quota of a connection must be at least 1");
        }
    }
}
