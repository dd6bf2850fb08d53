// SPDX-License-Identifier: Apache-2.0
package org.infinoted.visits;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.infinoted.chat.ChatSession;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.directory.Directory;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.Registration;
import org.infinoted.session.LocalUser;
import org.infinoted.session.Session;
import org.infinoted.session.SessionListener;
import org.infinoted.session.UserListener;

/** A context that has a log and nothing else. */
final class FakeContext<C, S> implements PluginContext<C, S> {
    private final RecordingLogger logger = new RecordingLogger();

    List<String> logged() {
        return logger.lines;
    }

    @Override
    public System.Logger logger() {
        return logger;
    }

    @Override
    public String name() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Directory directory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Connection> connections() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Session> sessions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<ChatSession> serverChat() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration listen(Session session, UserListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration listen(DirectoryListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<LocalUser> join(Session session, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<C> info(Connection connection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<S> info(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration listen(Connection connection, ConnectionListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration listen(Session session, SessionListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration repeat(Duration delay, Runnable task) {
        throw new UnsupportedOperationException();
    }
}
