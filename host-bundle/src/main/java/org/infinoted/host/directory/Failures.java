// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.io.IOException;
import java.util.function.Supplier;
import org.infinoted.protocol.DirectoryError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.store.StoreException;
import org.slf4j.Logger;

/** What requests fail with: the codes of the protocol, and texts that never tell where the server keeps its files. */
final class Failures {
    private Failures() {}

    static ProtocolException nodeExists(String name) {
        return new ProtocolException(
                DirectoryError.NODE_EXISTS,
                "There is already a node named \"" + name + "\" here, or one is being made");
    }

    static ProtocolException invalidName(String reason) {
        return new ProtocolException(DirectoryError.INVALID_NAME, reason);
    }

    static ProtocolException noSuchNode() {
        return new ProtocolException(DirectoryError.NO_SUCH_NODE, "There is no such node (any more)");
    }

    static ProtocolException noSuchSubscriptionRequest() {
        return new ProtocolException(
                DirectoryError.NO_SUCH_SUBSCRIPTION_REQUEST,
                "Nothing was offered that could be acknowledged, or it was withdrawn because the time was up");
    }

    static ProtocolException chatDisabled() {
        return new ProtocolException(DirectoryError.CHAT_DISABLED, "The server has no chat");
    }

    static ProtocolException notAFolder(TreeNode node) {
        return new ProtocolException(DirectoryError.NOT_A_SUBDIRECTORY, "\"" + node.path() + "\" is not a folder");
    }

    static ProtocolException notADocument(TreeNode node) {
        return new ProtocolException(DirectoryError.NOT_A_NOTE, "\"" + node.path() + "\" is not a document");
    }

    static ProtocolException typeUnsupported(String type) {
        return new ProtocolException(
                DirectoryError.NOTE_TYPE_UNSUPPORTED,
                "The server cannot open documents of type \"" + type + "\" at present");
    }

    static ProtocolException rootRemoval() {
        return new ProtocolException(DirectoryError.ROOT_NODE_REMOVE_ATTEMPT, "The root folder cannot be removed");
    }

    static ProtocolException alreadyExplored() {
        return new ProtocolException(DirectoryError.ALREADY_EXPLORED, "This folder has been explored already");
    }

    static ProtocolException typeUnknown(String type) {
        return new ProtocolException(DirectoryError.TYPE_UNKNOWN, "The server does not know the type \"" + type + "\"");
    }

    static ProtocolException alreadySubscribed() {
        return new ProtocolException(
                DirectoryError.ALREADY_SUBSCRIBED, "This is subscribed to already, or a subscription is under way");
    }

    static ProtocolException unsubscribed() {
        return new ProtocolException(
                DirectoryError.UNSUBSCRIBED, "Only who has subscribed to a document can have it saved");
    }

    static ProtocolException unsupported(String what) {
        return new ProtocolException(DirectoryError.OPERATION_UNSUPPORTED, "This server does not support " + what);
    }

    static ProtocolException unexpectedMessage(String name) {
        return new ProtocolException(
                DirectoryError.UNEXPECTED_MESSAGE, "The directory does not know the message \"" + name + "\"");
    }

    static ProtocolException aclAlreadyQueried() {
        return new ProtocolException(
                DirectoryError.ACL_ALREADY_QUERIED, "The access rights of this node have been queried already");
    }

    static ProtocolException failed(String reason) {
        return new ProtocolException(DirectoryError.FAILED, reason);
    }

    static ProtocolException stopping() {
        return failed("The server is stopping");
    }

    /** What the requester is told of any failure: of one that is not meant for it, only that there was one. */
    static ProtocolException told(Throwable failure) {
        if (failure instanceof ProtocolException told) {
            return told;
        }
        if (failure instanceof StoreException refused) {
            return switch (refused.reason()) {
                case EXISTS ->
                    new ProtocolException(DirectoryError.NODE_EXISTS, "The storage has something of this name already");
                case BAD_NAME ->
                    new ProtocolException(DirectoryError.INVALID_NAME, String.valueOf(refused.getMessage()));
                case MISSING -> failed("The storage has lost it");
                case BAD_CONTENT -> failed("What is stored cannot be understood");
                case FULL -> failed(String.valueOf(refused.getMessage()));
            };
        }
        return failed("The server failed; its log says why");
    }

    /**
     * Logs a failure whose requester was told too little of it. What the store refuses because of the request is the requester's
     * business alone. What the disk does not do is no fault of the program: one line says so. Only the rest is traced.
     */
    static void log(Logger log, Supplier<String> what, Throwable failure) {
        boolean told = failure instanceof ProtocolException
                || (failure instanceof StoreException refused && isAboutTheRequest(refused.reason()));
        if (told) {
            return;
        }
        if (failure instanceof IOException) {
            log.warn("{}: {}", what.get(), failure.toString());
        } else {
            log.error(what.get(), failure);
        }
    }

    private static boolean isAboutTheRequest(StoreException.Reason reason) {
        return switch (reason) {
            case EXISTS, BAD_NAME, FULL -> true;
            case MISSING, BAD_CONTENT -> false;
        };
    }
}
