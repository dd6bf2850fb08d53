// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

/** Errors of requests about the directory: its tree, subscriptions, rights and accounts. */
public enum DirectoryError implements ProtocolError {
    /** Found by clients alone: the server's first message is not {@code welcome}. */
    NO_WELCOME_MESSAGE(0),
    /** Found by clients alone: the server speaks another version of the protocol. */
    VERSION_MISMATCH(1),
    /** There is a node of this name in the folder already. */
    NODE_EXISTS(2),
    /** A node cannot have this name. */
    INVALID_NAME(3),
    /** There is no node of this id. */
    NO_SUCH_NODE(4),
    /** A subscription is acknowledged or declined that was not offered. */
    NO_SUCH_SUBSCRIPTION_REQUEST(5),
    /** The server has no chat. */
    CHAT_DISABLED(6),
    /** The node must be a folder, and is a document. */
    NOT_A_SUBDIRECTORY(7),
    /** The node must be a document, and is a folder. */
    NOT_A_NOTE(8),
    /** The document is of a type that the server cannot open. */
    NOTE_TYPE_UNSUPPORTED(9),
    /** The root folder cannot be removed. */
    ROOT_NODE_REMOVE_ATTEMPT(10),
    /** Found by clients alone: a message is about a folder that was not explored. */
    NOT_EXPLORED(11),
    /** The client has explored this folder before. */
    ALREADY_EXPLORED(12),
    /** Found by clients alone: an exploration ends that has not begun. */
    NOT_INITIATED(13),
    /** Found by clients alone: an exploration has more nodes than announced. */
    TOO_MANY_CHILDREN(14),
    /** Found by clients alone: an exploration has fewer nodes than announced. */
    TOO_FEW_CHILDREN(15),
    /** A document is to be added of a type that the server does not know. */
    TYPE_UNKNOWN(16),
    /** The client has subscribed to this before, or a subscription is under way. */
    ALREADY_SUBSCRIBED(17),
    /** The request needs a subscription that the client does not have. */
    UNSUBSCRIBED(18),
    /** Found by clients alone: a group is on a network that is not known. */
    NETWORK_UNSUPPORTED(19),
    /** Found by clients alone: a group communicates by a method that is not known. */
    METHOD_UNSUPPORTED(20),
    /** The server does not support what is requested. */
    OPERATION_UNSUPPORTED(21),
    /** Found by clients alone: the server offers to take an upload that was not requested. */
    UNEXPECTED_SYNC_IN(22),
    /** The other side has declined a subscription; never sent. */
    SUBSCRIPTION_REJECTED(23),
    /** The directory does not know this message. */
    UNEXPECTED_MESSAGE(24),
    /** The server keeps documents in memory only, and cannot save them. */
    NO_STORAGE(25),
    /** A request for a certificate lacks what an account needs. */
    INVALID_CERTIFICATE(26),
    /** The client has queried the list of accounts before; never sent. */
    ACCOUNT_LIST_ALREADY_QUERIED(27),
    /** The request needs the list of accounts to be queried first; never sent. */
    ACCOUNT_LIST_NOT_QUERIED(28),
    /** There is an account of this name already; never sent. */
    DUPLICATE_ACCOUNT(29),
    /** There is no account of this id. */
    NO_SUCH_ACCOUNT(30),
    /** The client has queried all rights given at this node before. */
    ACL_ALREADY_QUERIED(31),
    /** Before rights can be changed at a node they must be queried. */
    ACL_NOT_QUERIED(32),
    /** Anything else, such as a failure of the store. */
    FAILED(33);

    private final int code;

    DirectoryError(int code) {
        this.code = code;
    }

    @Override
    public String domain() {
        return "INF_DIRECTORY_ERROR";
    }

    @Override
    public int code() {
        return code;
    }
}
