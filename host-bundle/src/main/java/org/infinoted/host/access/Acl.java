// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.infinoted.host.group.Attributes;
import org.infinoted.protocol.DirectoryError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.RequestError;
import org.infinoted.store.AclSheet;
import org.infinoted.xml.Element;

/**
 * The access control list of one node: a sheet for each account, with the account's rights at that node. Also a change
 * of such a list; in a change, an empty sheet removes the account's sheet. Immutable.
 */
public final class Acl {
    /** No sheets: everything is left to the folder above. */
    public static final Acl EMPTY = new Acl(Map.of());

    /** Grants nothing to anybody: for a node whose sheets cannot be read. */
    public static final Acl NOTHING = new Acl(Map.of(AclSheet.DEFAULT_ACCOUNT, Rights.NOTHING));

    private final Map<String, Rights> sheets;

    private Acl(Map<String, Rights> sheets) {
        this.sheets = sheets;
    }

    /**
     * Reads the {@code acl} element of a message.
     *
     * @param isAccount tells whether there is an account with an id
     * @throws ProtocolException if a sheet is invalid
     */
    public static Acl parse(Element acl, Predicate<String> isAccount) throws ProtocolException {
        Map<String, Rights> sheets = new LinkedHashMap<>();
        for (Element sheet : acl.children()) {
            if (!sheet.name().equals("sheet")) {
                continue;
            }
            String account = Attributes.required(sheet, "id");
            if (!account.equals(AclSheet.DEFAULT_ACCOUNT) && !isAccount.test(account)) {
                throw new ProtocolException(DirectoryError.NO_SUCH_ACCOUNT, "There is no account \"" + account + "\"");
            }
            if (sheets.put(account, rights(sheet)) != null) {
                throw new ProtocolException(
                        RequestError.INVALID_ATTRIBUTE, "There are two sheets for the account \"" + account + "\"");
            }
        }
        return new Acl(sheets);
    }

    private static Rights rights(Element sheet) throws ProtocolException {
        Rights rights = Rights.INHERITED;
        for (Permission permission : Permission.values()) {
            String value = sheet.attribute(permission.attribute());
            if (value != null) {
                if (!value.equals("yes") && !value.equals("no")) {
                    throw new ProtocolException(
                            RequestError.INVALID_ATTRIBUTE,
                            permission.attribute() + " must be \"yes\" or \"no\", not \"" + value + "\"");
                }
                rights = rights.with(permission, value.equals("yes"));
            }
        }
        return rights;
    }

    /** The sheets as a store has them. Permissions that this server does not know are left out. */
    public static Acl of(List<AclSheet> stored) {
        Map<String, Rights> sheets = new LinkedHashMap<>();
        for (AclSheet sheet : stored) {
            Rights rights = Rights.INHERITED;
            for (Permission permission : Permission.values()) {
                Boolean given = sheet.permissions().get(permission.attribute());
                if (given != null) {
                    rights = rights.with(permission, given);
                }
            }
            sheets.put(sheet.account(), rights);
        }
        return new Acl(sheets);
    }

    /** The sheets as a store keeps them. */
    public List<AclSheet> toStore() {
        List<AclSheet> stored = new ArrayList<>();
        sheets.forEach((account, rights) -> {
            Map<String, Boolean> permissions = new HashMap<>();
            for (Permission permission : Permission.values()) {
                rights.decides(permission).ifPresent(given -> permissions.put(permission.attribute(), given));
            }
            stored.add(new AclSheet(account, permissions));
        });
        return stored;
    }

    /** The {@code acl} element for a message. */
    public Element toElement() {
        Element.Builder acl = Element.named("acl");
        sheets.forEach((account, rights) -> {
            Element.Builder sheet = Element.named("sheet").attribute("id", account);
            for (Permission permission : Permission.values()) {
                rights.decides(permission)
                        .ifPresent(given -> sheet.attribute(permission.attribute(), given ? "yes" : "no"));
            }
            acl.child(sheet.build());
        });
        return acl.build();
    }

    /** The rights that an account is given here; empty rights if it has no sheet. */
    public Rights rightsOf(String account) {
        return sheets.getOrDefault(account, Rights.INHERITED);
    }

    /** The accounts that have a sheet. */
    public Set<String> accounts() {
        return Collections.unmodifiableSet(sheets.keySet());
    }

    public boolean isEmpty() {
        return sheets.isEmpty();
    }

    /** The sheets after a change: each of its sheets replaces the account's sheet as a whole; empty ones remove it. */
    public Acl with(Acl change) {
        Map<String, Rights> changed = new LinkedHashMap<>(sheets);
        change.sheets.forEach((account, rights) -> {
            if (rights.isEmpty()) {
                changed.remove(account);
            } else {
                changed.put(account, rights);
            }
        });
        return new Acl(changed);
    }

    /** The sheets that everybody may see: those of the default account and of oneself. */
    public Acl visibleTo(String account) {
        Map<String, Rights> visible = new LinkedHashMap<>(sheets);
        visible.keySet().removeIf(other -> !other.equals(AclSheet.DEFAULT_ACCOUNT) && !other.equals(account));
        return new Acl(visible);
    }

    /** These sheets completed for the root: the default sheet exists, and what it left open is as on a new server. */
    public Acl completed() {
        Map<String, Rights> completed = new LinkedHashMap<>();
        completed.put(
                AclSheet.DEFAULT_ACCOUNT, rightsOf(AclSheet.DEFAULT_ACCOUNT).orElse(Rights.DEFAULT));
        sheets.forEach(completed::putIfAbsent);
        return new Acl(completed);
    }

    /** These sheets as shown to clients: permissions that the server does not support are denied to everybody. */
    public Acl denying(Set<Permission> unsupported) {
        Map<String, Rights> shown = new LinkedHashMap<>(sheets);
        shown.replaceAll((account, rights) -> rights.denying(unsupported));
        return new Acl(shown);
    }

    /**
     * Refuses a change of the root's sheets that grants a permission that the server does not support.
     *
     * @throws ProtocolException if it does
     */
    public void requireNoneOf(Set<Permission> unsupported) throws ProtocolException {
        for (Rights rights : sheets.values()) {
            for (Permission permission : unsupported) {
                if (rights.decides(permission).orElse(false)) {
                    throw new ProtocolException(
                            DirectoryError.OPERATION_UNSUPPORTED,
                            permission.attribute() + " cannot be granted: the server does not support it");
                }
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Acl that && sheets.equals(that.sheets);
    }

    @Override
    public int hashCode() {
        return sheets.hashCode();
    }

    @Override
    public String toString() {
        return toElement().toString();
    }
}
