// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

/** What a plugin is doing. */
public enum PluginState {
    /** Something that it needs is not there. */
    WAITING,
    /** Its configuration was refused. */
    INVALID,
    /** It is being initialised, or told of what exists. */
    STARTING,
    /** It works. */
    RUNNING,
    /** It misbehaved and is left alone. */
    QUARANTINED,
    /** Its initialisation failed. */
    FAILED,
    /** It is being told that all goes, and deinitialised. */
    STOPPING,
    /** Another service of the same name is preferred. */
    SHADOWED
}
