// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import org.infinoted.host.deploy.Deployer;
import org.infinoted.plugin.PluginDeployer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Runs a deployer and registers it as a service. Used by one thread at a time. */
final class DeployerService {
    private final Deployer deployer;
    private final BundleContext context;
    private @Nullable ServiceRegistration<PluginDeployer> registration;

    DeployerService(Deployer deployer, BundleContext context) {
        this.deployer = deployer;
        this.context = context;
    }

    /** @param pluginsChanged given when the state of a plugin may have changed */
    void begin(ChangeSignal pluginsChanged) {
        pluginsChanged.listen(deployer::check);
        deployer.begin();
        registration = context.registerService(PluginDeployer.class, deployer, null);
    }

    void close() {
        if (registration != null) {
            registration.unregister();
        }
        deployer.close();
    }
}
