// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.infinoted.connection.Connection;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.session.Session;

/** Keeps what it is told, and does in each callback what the test says. */
public class RecordingPlugin implements Plugin<String, String> {
    @GuardedBy("this")
    private final List<String> events = new ArrayList<>();

    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private volatile PluginContext<String, String> context;

    /** What a callback does. */
    interface Behaviour {
        void act(Object subject) throws Exception;
    }

    /** Has the callback of this name do something, after it was recorded. To be called before the plugin is added. */
    RecordingPlugin on(String callback, Behaviour behaviour) {
        behaviours.put(callback, behaviour);
        return this;
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized List<String> takeEvents() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** Waits until such an event was recorded, at most 10 s. */
    synchronized void await(Predicate<String> event) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (events.stream().noneMatch(event)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("Not among " + events);
            }
            wait(left);
        }
    }

    void await(String event) throws InterruptedException {
        await(event::equals);
    }

    PluginContext<String, String> context() {
        return context;
    }

    /** Records something of the plugin's own, such as a call of its listener. */
    void note(String event) {
        synchronized (this) {
            events.add(event);
            notifyAll();
        }
    }

    @Override
    public void initialize(PluginContext<String, String> given) throws Exception {
        context = Objects.requireNonNull(given);
        happens("initialize", null);
    }

    @Override
    public void deinitialize() throws Exception {
        happens("deinitialize", null);
    }

    @Override
    public String connectionAdded(Connection connection) throws Exception {
        happens("connectionAdded", connection);
        return "info of " + connection;
    }

    @Override
    public void connectionRemoved(Connection connection, String info) throws Exception {
        check(connection, info);
        happens("connectionRemoved", connection);
    }

    @Override
    public String sessionAdded(Session session) throws Exception {
        happens("sessionAdded", session);
        return "info of " + session;
    }

    @Override
    public void sessionRemoved(Session session, String info) throws Exception {
        check(session, info);
        happens("sessionRemoved", session);
    }

    private void check(Object subject, String info) {
        if (!info.equals("info of " + subject)) {
            note("wrong info for " + subject + ": " + info);
        }
    }

    private void happens(String callback, Object subject) throws Exception {
        note(subject == null ? callback : callback + ' ' + subject);
        Behaviour behaviour = behaviours.get(callback);
        if (behaviour != null) {
            behaviour.act(subject);
        }
    }
}
