// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import org.infinoted.host.group.RequestException;
import org.infinoted.store.StoreException;

/** What requests fail with: the codes of the protocol, and texts that never tell where the server keeps its files. */
final class Failures {
    static final String DIRECTORY = "INF_DIRECTORY_ERROR";
    static final String REQUEST = "INF_REQUEST_ERROR";

    static final int NODE_EXISTS = 2;
    static final int INVALID_NAME = 3;
    static final int FAILED = 33;

    private Failures() {}

    static RequestException nodeExists(String name) {
        return directory(NODE_EXISTS, "There is already a node named \"" + name + "\" here, or one is being made");
    }

    static RequestException invalidName(String reason) {
        return directory(INVALID_NAME, reason);
    }

    static RequestException noSuchNode() {
        return directory(4, "There is no such node (any more)");
    }

    static RequestException noSuchSubscriptionRequest() {
        return directory(
                5, "Nothing was offered that could be acknowledged, or it was withdrawn because the time was up");
    }

    static RequestException chatDisabled() {
        return directory(6, "The server has no chat");
    }

    static RequestException notAFolder(TreeNode node) {
        return directory(7, "\"" + node.path() + "\" is not a folder");
    }

    static RequestException notADocument(TreeNode node) {
        return directory(8, "\"" + node.path() + "\" is not a document");
    }

    static RequestException typeUnsupported(String type) {
        return directory(9, "The server cannot open documents of type \"" + type + "\" at present");
    }

    static RequestException rootRemoval() {
        return directory(10, "The root folder cannot be removed");
    }

    static RequestException alreadyExplored() {
        return directory(12, "This folder has been explored already");
    }

    static RequestException typeUnknown(String type) {
        return directory(16, "The server does not know the type \"" + type + "\"");
    }

    static RequestException alreadySubscribed() {
        return directory(17, "This is subscribed to already, or a subscription is under way");
    }

    static RequestException unsubscribed() {
        return directory(18, "Only who has subscribed to a document can have it saved");
    }

    static RequestException unsupported(String what) {
        return directory(21, "This server does not support " + what);
    }

    static RequestException unexpectedMessage(String name) {
        return directory(24, "The directory does not know the message \"" + name + "\"");
    }

    static RequestException aclAlreadyQueried() {
        return directory(31, "The access rights of this node have been queried already");
    }

    static RequestException failed(String reason) {
        return directory(FAILED, reason);
    }

    static RequestException stopping() {
        return failed("The server is stopping");
    }

    static RequestException missing(String attribute) {
        return new RequestException(REQUEST, 3, "The attribute \"" + attribute + "\" is missing");
    }

    static RequestException invalidNumber(String attribute) {
        return new RequestException(REQUEST, 5, "The attribute \"" + attribute + "\" is not a number");
    }

    /** What the requester is told of any failure: of one that is not meant for it, only that there was one. */
    static RequestException told(Throwable failure) {
        if (failure instanceof RequestException told) {
            return told;
        }
        if (failure instanceof StoreException refused) {
            return switch (refused.reason()) {
                case EXISTS -> directory(NODE_EXISTS, "The storage has something of this name already");
                case BAD_NAME -> directory(INVALID_NAME, "The storage cannot keep something of this name");
                case MISSING -> failed("The storage has lost it");
                case BAD_CONTENT -> failed("What is stored cannot be understood");
            };
        }
        return failed("The server failed; its log says why");
    }

    /** Whether nobody but the log gets to know what really happened. */
    static boolean isForTheLog(Throwable failure) {
        return !(failure instanceof RequestException);
    }

    private static RequestException directory(int code, String text) {
        return new RequestException(DIRECTORY, code, text);
    }
}
