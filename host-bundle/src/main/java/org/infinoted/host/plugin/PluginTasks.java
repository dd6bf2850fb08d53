// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.time.Duration;
import org.infinoted.host.sandbox.Mailbox;
import org.infinoted.host.sandbox.PluginInvoker;
import org.infinoted.host.sandbox.PluginTimer;
import org.infinoted.plugin.Registration;

/** The tasks of one plugin during one life, now and later. They run in the plugin's mailbox. */
final class PluginTasks {
    private final PluginTimer timer;
    private final Mailbox mailbox;
    private final PluginInvoker invoker;
    private final Registrations registrations;

    PluginTasks(PluginTimer timer, Mailbox mailbox, PluginInvoker invoker, Registrations registrations) {
        this.timer = timer;
        this.mailbox = mailbox;
        this.invoker = invoker;
        this.registrations = registrations;
    }

    void execute(Runnable task) {
        mailbox.post(() -> invoker.run("a task", null, task::run));
    }

    Registration schedule(Duration delay, Runnable task) {
        Registrations.Entry entry = registrations.add(this);
        later(entry, delay, () -> {
            entry.close();
            invoker.run("a scheduled task", null, task::run);
        });
        return entry;
    }

    Registration repeat(Duration delay, Runnable task) {
        Registrations.Entry entry = registrations.add(this);
        repeat(entry, delay, task);
        return entry;
    }

    private void repeat(Registrations.Entry entry, Duration delay, Runnable task) {
        later(entry, delay, () -> {
            invoker.run("a repeated task", null, task::run);
            repeat(entry, delay, task);
        });
    }

    private void later(Registrations.Entry entry, Duration delay, Runnable inMailbox) {
        entry.step(() -> timer.schedule(
                delay,
                () -> mailbox.post(() -> {
                    if (entry.isOpen()) {
                        inMailbox.run();
                    }
                }))::cancel);
    }
}
