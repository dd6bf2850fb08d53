// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.access;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The permissions, in the protocol's order, which is also the order of attributes in messages and files. */
public enum Permission {
    /** Making folders in a folder. */
    ADD_SUBDIRECTORY(0, "can-add-subdirectory"),
    /** Making documents in a folder. */
    ADD_DOCUMENT(1, "can-add-document"),
    /** Uploading content with a new document in a folder. */
    SYNC_IN(2, "can-sync-in"),
    /** Removing what is in a folder. */
    REMOVE_NODE(3, "can-remove-node"),
    /** Seeing what is in a folder. */
    EXPLORE_NODE(4, "can-explore-node"),
    /** Taking part in the server's chat; counts at the root. */
    SUBSCRIBE_CHAT(5, "can-subscribe-chat"),
    /** Opening a document. */
    SUBSCRIBE_SESSION(6, "can-subscribe-session"),
    /** Joining an open document as a user. */
    JOIN_USER(7, "can-join-user"),
    /** Listing accounts; counts at the root. */
    QUERY_ACCOUNT_LIST(8, "can-query-account-list"),
    /** Making accounts; counts at the root. */
    CREATE_ACCOUNT(9, "can-create-account"),
    /** Replacing the certificate of an account; counts at the root. */
    OVERRIDE_ACCOUNT(10, "can-override-account"),
    /** Removing accounts; counts at the root. */
    REMOVE_ACCOUNT(11, "can-remove-account"),
    /** Seeing the permissions given at a node. */
    QUERY_ACL(12, "can-query-acl"),
    /** Changing the permissions given at a node. */
    SET_ACL(13, "can-set-acl");

    /** Permissions that cannot be granted, because the server does not create accounts or sign certificates. */
    public static final Set<Permission> UNSUPPORTED =
            Collections.unmodifiableSet(EnumSet.of(CREATE_ACCOUNT, OVERRIDE_ACCOUNT, REMOVE_ACCOUNT));

    private final int bit;
    private final String attribute;

    Permission(int bit, String attribute) {
        this.bit = 1 << bit;
        this.attribute = attribute;
    }

    /** The name in messages and files. */
    public String attribute() {
        return attribute;
    }

    /** The names of all permissions, in their order. */
    public static List<String> attributes() {
        return Arrays.stream(values()).map(Permission::attribute).toList();
    }

    int bit() {
        return bit;
    }
}
