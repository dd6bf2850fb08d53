// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.sandbox.Stages;
import org.infinoted.plugin.Registration;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.LocalUser;
import org.infinoted.session.Session;

/** A local user, as seen by the plugin that let it join. */
final class PluginLocalUser implements LocalUser {
    private final LocalUser user;
    private final Registration registration;
    private final Stages stages;

    /**
     * @param registration makes the user leave when it is closed
     * @param stages runs the plugin's reactions to outcomes
     */
    PluginLocalUser(LocalUser user, Registration registration, Stages stages) {
        this.user = user;
        this.registration = registration;
        this.stages = stages;
    }

    @Override
    public Session session() {
        return user.session();
    }

    @Override
    public int id() {
        return user.id();
    }

    @Override
    public String name() {
        return user.name();
    }

    @Override
    public boolean isOpen() {
        return user.isOpen();
    }

    @Override
    public <R> CompletionStage<R> request(LocalRequest<R> request) {
        return stages.of(user.request(request));
    }

    @Override
    public void close() {
        registration.close();
    }

    @Override
    public String toString() {
        return user.toString();
    }
}
