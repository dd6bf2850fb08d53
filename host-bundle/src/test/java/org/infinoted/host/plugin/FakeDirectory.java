// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.directory.Node;
import org.infinoted.host.directory.HostDirectory;
import org.infinoted.host.stream.Link;
import org.infinoted.session.Session;

/** A directory of which nothing is there but who listens and who wants the chat. */
final class FakeDirectory implements HostDirectory {
    final List<DirectoryListener> listeners = new CopyOnWriteArrayList<>();
    final CompletableFuture<Session> chat = new CompletableFuture<>();

    @Override
    public Link.Subscription observe(DirectoryListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<Session> chat() {
        return chat;
    }

    @Override
    public CompletionStage<Optional<Node>> find(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Node>> children(Node folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Node> addFolder(Node parent, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Node> addDocument(Node parent, String name, String type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> remove(Node node) {
        throw new UnsupportedOperationException();
    }
}
