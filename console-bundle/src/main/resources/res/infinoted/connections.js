// SPDX-License-Identifier: Apache-2.0
"use strict";

(() => {
  const {setText, act, confirmed, button, enable, line, cell, follow, bytes, time} = infinoted;

  const row = (element) => {
    let connection;
    const only = line(element);
    const cells = ["Address", "Account", "State", "Since", "Received", "Sent"].map((label) => cell(only, label));
    const close = button(cell(only, "Actions"), "Close", async () => {
      const {key, address} = connection;
      if (await confirmed("Close the connection of " + address + "? Its client may connect again.", "Close")) {
        await act("close", key);
      }
    });
    return (now) => {
      connection = now;
      element.dataset.address = connection.address;
      [connection.address, connection.account || "none", connection.state.toLowerCase(), time(connection.since),
        bytes(connection.received), bytes(connection.sent)].forEach((text, i) => setText(cells[i], text));
      enable(close, true, "Close the connection of " + connection.address);
    };
  };

  follow(row, "connection");
})();
