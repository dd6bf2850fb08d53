// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.chat.OutgoingMessage;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.directory.Node;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.session.LocalUser;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.User;
import org.infinoted.session.UserListener;
import org.infinoted.text.Text;
import org.infinoted.text.TextEdit;
import org.infinoted.text.TextInserted;
import org.infinoted.text.TextSession;

/** A plugin that replaces a word as soon as somebody has typed it, says so in the chat, and logs who and what comes and goes. */
public final class ReplacerPlugin implements Plugin<Void, LocalUser>, UserListener, DirectoryListener {
    static final String NAME = "replacer";
    static final String WORD = "teh ";

    private PluginContext<Void, LocalUser> context;
    private LocalUser talker;

    @Override
    public void initialize(PluginContext<Void, LocalUser> newContext) throws Exception {
        context = newContext;
        context.listen(this);
        Session chat = context.serverChat().toCompletableFuture().get();
        talker = context.join(chat, NAME).toCompletableFuture().get();
    }

    @Override
    public LocalUser sessionAdded(Session session) throws Exception {
        if (!(session instanceof TextSession text)) {
            return null;
        }
        context.listen(session, (UserListener) this);
        LocalUser user = context.join(session, NAME).toCompletableFuture().get();
        context.listen(session, (where, event) -> happened(text, user, event));
        replace(text, user);
        talker.request(
                OutgoingMessage.emote("watches " + text.node().orElseThrow().path()));
        return user;
    }

    private void happened(TextSession session, LocalUser user, SessionEvent event) {
        if (event instanceof TextInserted inserted && inserted.user() != user.id()) {
            replace(session, user);
        }
    }

    private static void replace(TextSession session, LocalUser user) {
        Text seen = session.text();
        String text = seen.toString();
        List<TextEdit.Change> changes = new ArrayList<>();
        for (int at = text.indexOf(WORD); at >= 0; at = text.indexOf(WORD, at + 1)) {
            changes.add(new TextEdit.Change(at, at + 3, "the"));
        }
        if (!changes.isEmpty()) {
            // what has been replaced must not be found again
            user.request(new TextEdit(seen, changes)).toCompletableFuture().join();
        }
    }

    private void log(String line) {
        context.logger().log(Level.INFO, "replacer: " + line);
    }

    @Override
    public void joined(Session session, User user) {
        log(user.name() + " joined");
    }

    @Override
    public void left(Session session, User user) {
        log(user.name() + " left");
    }

    @Override
    public void added(Node node) {
        log(node.path() + " was added");
    }

    @Override
    public void removed(Node node) {
        log(node.path() + " was removed");
    }
}
