// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import org.infinoted.testdoubles.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conversations of the original server with its clients. */
@Tag("unit")
class TranscriptTest {
    @AutoClose
    private DirectoryFixture server;

    @Test
    void twoClientsShareADocumentAndRemoveIt() {
        server = new DirectoryFixture();
        DirectoryClient a = server.connect();
        DirectoryClient b = server.connect();

        a.send("<explore-node seq='0' id='0'/>");
        a.expect("<explore-begin total='0' seq='1/0'/>", "<explore-end seq='1/0'/>");
        a.send("<add-node seq='1' parent='0' type='InfSubdirectory' name='notes'/>");
        a.expect("<add-node id='1' parent='0' name='notes' type='InfSubdirectory' seq='1/1'/>");
        a.send("<explore-node seq='2' id='1'/>");
        a.expect("<explore-begin total='0' seq='1/2'/>", "<explore-end seq='1/2'/>");
        b.send("<explore-node seq='0' id='0'/>");
        b.expect(
                "<explore-begin total='1' seq='2/0'/>",
                "<add-node id='1' parent='0' name='notes' type='InfSubdirectory' seq='2/0'/>",
                "<explore-end seq='2/0'/>");
        b.send("<explore-node seq='1' id='1'/>");
        b.expect("<explore-begin total='0' seq='2/1'/>", "<explore-end seq='2/1'/>");

        a.send("<add-node seq='3' parent='1' type='InfText' name='todo'><subscribe/></add-node>");
        a.expect("<add-node id='2' parent='1' name='todo' type='InfText' seq='1/3'>"
                + "<subscribe group='InfSession_2' method='central'/></add-node>");
        b.expect();
        a.send("<subscribe-ack id='2'/>");
        a.expect();
        b.expect("<add-node id='2' parent='1' name='todo' type='InfText'/>");
        a.sendTo("InfSession_2", "<user-join seq='0' name='Alice' status='active'/>");
        a.expect("(InfSession_2) <user-join id='1' name='Alice' status='active' seq='1/0'/>");
        a.sendTo("InfSession_2", "<line>Hi</line>");

        b.send("<subscribe-session seq='2' id='2'/>");
        b.expect("<subscribe-session group='InfSession_2' method='central' id='2' seq='2/2'/>");
        b.send("<subscribe-ack id='2'/>");
        b.expect(
                "(InfSession_2) <sync-begin num-messages='2'/>",
                "(InfSession_2) <sync-user id='1' name='Alice' status='active'/>",
                "(InfSession_2) <line>Hi</line>",
                "(InfSession_2) <sync-end/>");
        b.sendTo("InfSession_2", "<sync-ack/>");
        b.sendTo("InfSession_2", "<user-join seq='0' name='Bob' status='active'/>");
        b.expect("(InfSession_2) <user-join id='2' name='Bob' status='active' seq='2/0'/>");
        a.expect("(InfSession_2) <user-join id='2' name='Bob' status='active' seq='2/0'/>");

        a.send("<remove-node seq='4' id='2'/>");
        a.expect("(InfSession_2) <session-close/>", "<remove-node id='2' seq='1/4'/>");
        b.expect("(InfSession_2) <session-close/>", "<remove-node id='2' seq='1/4'/>");
        a.send("<remove-node seq='5' id='1'/>");
        a.expect("<remove-node id='1' seq='1/5'/>");
        b.expect("<remove-node id='1' seq='1/5'/>");
    }

    @Test
    void anEditorConnectsAndOpensADocument() {
        server = new DirectoryFixture(
                new MemoryStore().withDocument("/doc", "InfText", "").withFolder("/sub"));
        DirectoryClient c = server.accept();

        c.open();
        c.expect("<welcome protocol-version='1.1' sequence-id='1'>"
                + "<note-plugins><note-plugin type='InfChat'/><note-plugin type='InfText'/></note-plugins>"
                + "<acl><sheet id='default' can-add-subdirectory='yes' can-add-document='yes' can-sync-in='yes'"
                + " can-remove-node='yes' can-explore-node='yes' can-subscribe-chat='yes' can-subscribe-session='yes'"
                + " can-join-user='yes' can-query-account-list='no' can-create-account='no' can-override-account='no'"
                + " can-remove-account='no' can-query-acl='no' can-set-acl='no'/></acl></welcome>");
        c.send("<explore-node seq='0' id='0'/><subscribe-chat seq='1'/>");
        c.expect(
                "<explore-begin total='2' seq='1/0'/>",
                "<add-node id='1' parent='0' name='doc' type='InfText' seq='1/0'/>",
                "<add-node id='2' parent='0' name='sub' type='InfSubdirectory' seq='1/0'/>",
                "<explore-end seq='1/0'/>",
                "<subscribe-chat group='InfChat' method='central' seq='1/1'/>");
        c.send("<explore-node seq='2' id='2'/><subscribe-session seq='3' id='1'/><subscribe-ack/>");
        c.expect(
                "<explore-begin total='0' seq='1/2'/>",
                "<explore-end seq='1/2'/>",
                "<subscribe-session group='InfSession_1' method='central' id='1' seq='1/3'/>",
                "(InfChat) <sync-begin num-messages='0'/>",
                "(InfChat) <sync-end/>");
        c.send("<subscribe-ack id='1'/>");
        c.sendTo("InfChat", "<sync-ack/><user-join seq='0' name='user' status='active'/>");
        c.expect(
                "(InfSession_1) <sync-begin num-messages='0'/>",
                "(InfSession_1) <sync-end/>",
                "(InfChat) <user-join id='1' name='user' status='active' seq='1/0'/>");
        c.sendTo("InfSession_1", "<sync-ack/><user-join seq='0' name='user' status='active'/>");
        c.expect("(InfSession_1) <user-join id='1' name='user' status='active' seq='1/0'/>");
    }

    @Test
    void aFolderIsRemovedDuringAnUploadIntoIt() {
        server = new DirectoryFixture();
        DirectoryClient a = server.connect();
        DirectoryClient b = server.connect();
        a.send("<add-node parent='0' type='InfSubdirectory' name='folder'/><explore-node id='0'/>");
        b.send("<explore-node id='0'/>");
        a.take();
        b.take();

        a.send("<add-node seq='6' parent='1' type='InfText' name='s3'><sync-in/></add-node>");
        a.expect("<sync-in id='2' parent='1' name='s3' type='InfText' group='InfSession_SyncIn_2' method='central'"
                + " seq='1/6'/>");
        a.send("<subscribe-ack id='2'/>");
        a.sendTo("InfSession_SyncIn_2", "<sync-begin num-messages='1'/>");
        b.send("<remove-node seq='1' id='1'/>");

        b.expect("<remove-node id='1' seq='2/1'/>");
        a.expect(
                "<remove-node id='1' seq='2/1'/>",
                "(InfSession_SyncIn_2) <sync-error code='8' domain='INF_SESSION_SYNC_ERROR'/>");
    }
}
