// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/** Changes nothing; acknowledges what its sender has received. */
public enum NoOp implements Operation {
    INSTANCE;

    @Override
    public boolean affectsBuffer() {
        return false;
    }

    @Override
    public boolean isReversible() {
        return true;
    }

    @Override
    public NoOp reverse() {
        return this;
    }
}
