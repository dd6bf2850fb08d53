// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

/**
 * The upload of a document by a client, as the directory controls it. All methods may be called from any thread; they take
 * effect on the upload's home loop, in the order of the calls of one thread.
 */
public interface Upload {
    /** The name of the group in which it happens. */
    String group();

    /** The client has acknowledged: what it sends in the group is the document from now on. */
    void begin();

    /**
     * The document is not wanted any more: the client is told, the owner is not. Does nothing after the end of the upload.
     *
     * @param reason for the client
     */
    void cancel(String reason);

    /** The owner of an upload. Called on the upload's home loop; must return at once. */
    interface Owner extends OpenSession.Owner {
        /** The document is complete, and this is its session. It is modified, so it should be saved soon. */
        void completed(OpenSession session);

        /** So many bytes have come, considerably more than when this was called before. */
        void grown(long bytes);

        /** The client gave up, made a mistake, has exceeded a limit or has gone. Nothing is left of it. */
        void failed();
    }
}
