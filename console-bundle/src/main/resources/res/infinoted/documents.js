// SPDX-License-Identifier: Apache-2.0
"use strict";

(() => {
  const {setText, create, fill, act, confirmed, button, enable, line, cell, follow, count} = infinoted;

  const row = (element) => {
    let session;
    const only = line(element);
    const what = cell(only, "Document");
    const path = create(what, "strong", "infinoted-name");
    const type = create(what, "div", "infinoted-minor");
    const who = cell(only, "Users");
    const users = create(who, "ul", "infinoted-users");
    const more = create(who, "div");
    const subscribers = cell(only, "Subscribers");
    const size = cell(only, "Size");
    const requests = cell(only, "Requests");
    const buttons = cell(only, "Actions");
    const save = button(buttons, "Save", () => act("save", session.key));
    const close = button(buttons, "Close", async () => {
      const key = session.key;
      if (await confirmed("Save and close \u201c" + session.path + "\u201d? Whoever has it open may open it again.", "Close")) {
        await act("close", key);
      }
    });
    return (now) => {
      session = now;
      element.dataset.path = session.path;
      setText(path, session.path);
      setText(type, session.type);
      fill(users, session.users, (list) => create(list, "li"),
        (item, user) => setText(item, user.name + (user.status === "active" ? "" : " (" + user.status + ")")));
      const hidden = session.userCount - session.users.length;
      setText(more, session.userCount === 0 ? "nobody" : hidden === 0 ? "" : "and " + hidden + " more");
      setText(subscribers, String(session.subscribers));
      setText(size, session.size);
      setText(requests, String(session.requests));
      enable(save, true, "Save " + session.path);
      enable(close, true, "Close " + session.path);
    };
  };

  follow(row, "open document");
})();
