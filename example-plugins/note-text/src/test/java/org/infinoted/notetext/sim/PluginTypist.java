// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.text.Text;
import org.infinoted.text.TextEdit;

/** A plugin with a user of its own, which edits texts that it has seen a while ago. */
final class PluginTypist {
    private final String name;
    private final SimulatedHost host;
    private final Findings findings;
    private final Random random;
    private final List<Text> seen = new ArrayList<>();
    private User user; // null while it does not take part

    PluginTypist(String name, SimulatedHost host, Findings findings, Random random) {
        this.name = name;
        this.host = host;
        this.findings = findings;
        this.random = random;
    }

    /** Takes no account of texts seen before: they are of a note that has been replaced. */
    void forget() {
        seen.clear();
    }

    void act() {
        try {
            if (host.isSuspended()) {
                return;
            }
            if (user == null) {
                seen.clear();
                user = host.attendance().joinLocal(name);
            } else if (random.nextInt(50) == 0) {
                host.attendance().leave(user.id());
                user = null;
            } else if (seen.isEmpty() || random.nextBoolean()) {
                seen.add(host.context().text());
            } else {
                edit();
            }
        } catch (Faults.Injected e) {
            seen.clear(); // the plugin is told that its request has failed
        } catch (ProtocolException e) {
            if (host.isFaulty() && e.getMessage().contains("take the text anew")) {
                seen.clear();
            } else {
                findings.add(Finding.Kind.SERVER, "at plugin's user " + name + ": " + e);
            }
        } catch (RuntimeException e) {
            findings.add(Finding.Kind.SERVER, "at plugin's user " + name + ": " + e + " at " + e.getStackTrace()[0]);
        }
    }

    private void edit() throws ProtocolException {
        Text base = seen.get(Math.max(0, seen.size() - 1 - random.nextInt(20)));
        List<TextEdit.Change> changes = new ArrayList<>();
        int from = 0;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int start = from + random.nextInt(base.length() - from + 1);
            int end = Math.min(base.length(), start + random.nextInt(5));
            changes.add(new TextEdit.Change(start, end, "plugin".substring(0, random.nextInt(4))));
            from = end;
        }
        Text after = (Text) host.execute(user, new TextEdit(base, changes));
        if (!after.equals(host.context().text())) {
            findings.add(Finding.Kind.SERVER, "an edit resulted in another text than the session's");
        }
    }
}
