// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import java.util.Objects;

/**
 * Why a plugin is in its state, or what else should be known of it, for a person who wants to act on it. A value.
 *
 * @param kind what it is about
 * @param subject the very thing: which package, service, PID, option or callback, as said at each {@link Kind}; may be empty
 * @param text one or two sentences: what is wrong and what to do. Parts may come from plugins' jars and configurations
 */
public record PluginReason(Kind kind, String subject, String text) {
    /** What a reason is about, and what its subject is. */
    public enum Kind {
        /** A package that no bundle exports, or not in this version. Subject: the package's name. */
        PACKAGE,
        /** Something else that the bundle needs to be resolved. Subject: the namespace of the requirement. */
        REQUIREMENT,
        /** The bundle is not started. Subject: its symbolic name. */
        BUNDLE,
        /** A service that the component needs. Subject: the interface's name. */
        SERVICE,
        /** A configuration that the component needs. Subject: the PID. */
        CONFIGURATION,
        /** An option whose value is refused, or which is missing. Subject: the option's key. */
        OPTION,
        /** An option that the plugin does not have: a warning. Subject: the key. */
        UNKNOWN_OPTION,
        /** The service has no valid name. Subject: the service property. */
        NAME,
        /** A session type that no note type provides: a warning. Subject: the session type. */
        SESSION_TYPE,
        /** A callback has thrown. Subject: the callback's name, such as {@code initialize}. */
        CALLBACK,
        /** A callback, or the end of the plugin, takes too long. Subject: the callback's name. */
        TIME,
        /** Too much waits for the plugin. Subject: empty. */
        BACKLOG,
        /** Too many threads live that the plugin has made. Subject: empty. */
        THREADS,
        /** Another service of the same name is preferred, or has not ended yet. Subject: its bundle, as name/version. */
        SAME_NAME,
        /** A newer version of the bundle did not start and was taken back. Subject: that version. */
        ROLLED_BACK
    }

    public PluginReason {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(text);
    }
}
