// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.sandbox.Mailbox;
import org.jspecify.annotations.Nullable;

/**
 * Posts the changes of a registry to a plugin's mailbox. The items that exist when the feed opens are returned to the
 * caller instead, since they may be more than the mailbox holds.
 */
final class RegistryFeed<T> implements Registry.Observer<T> {
    private final Registry<T> registry;
    private final Mailbox mailbox;
    private final Consumer<? super T> appeared;
    private final Consumer<? super T> vanished;
    private @Nullable List<Runnable> replay; // null except during open(); touched in the mailbox only

    /** @param appeared called in the mailbox, as {@code vanished} */
    RegistryFeed(Registry<T> registry, Mailbox mailbox, Consumer<? super T> appeared, Consumer<? super T> vanished) {
        this.registry = registry;
        this.mailbox = mailbox;
        this.appeared = appeared;
        this.vanished = vanished;
    }

    /** Begins. The result must run before later changes. To be called in the mailbox. */
    List<Runnable> open() {
        List<Runnable> steps = new ArrayList<>();
        replay = steps;
        registry.observe(this);
        replay = null;
        return steps;
    }

    /** Ends. May be called from any thread. */
    void close() {
        registry.forget(this);
    }

    @Override
    public void added(T item) {
        if (mailbox.inside() && replay != null) {
            replay.add(() -> appeared.accept(item));
        } else {
            mailbox.post(() -> appeared.accept(item));
        }
    }

    @Override
    public void removed(T item) {
        mailbox.post(() -> vanished.accept(item));
    }
}
