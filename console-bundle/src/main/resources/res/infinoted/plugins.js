// SPDX-License-Identifier: Apache-2.0
"use strict";

(() => {
  const {byId, setText, setHidden, create, fill, report, post, act, confirmed, button, enable, line, cell, follow, count,
    duration, time} = infinoted;

  // A state is a word; the shape beside it is for the eye that runs down the column.
  const SHAPES = {
    RUNNING: "\u25cf", STARTING: "\u25d4", STOPPING: "\u25d5", WAITING: "\u25cc",
    INVALID: "\u25b2", FAILED: "\u2716", QUARANTINED: "\u25a0", SHADOWED: "\u25cb",
  };

  const state = (parent) => {
    const line = create(parent, "div", "infinoted-state");
    const shape = create(line, "span", "infinoted-shape");
    shape.setAttribute("aria-hidden", "true");
    const word = create(line, "strong");
    const reasons = create(parent, "ul", "infinoted-reasons");
    return (plugin) => {
      line.dataset.state = plugin.state;
      setText(shape, SHAPES[plugin.state]);
      setText(word, plugin.state.toLowerCase());
      fill(reasons, plugin.reasons, (list) => create(list, "li"), (item, reason) => {
        setText(item, reason.text);
        item.dataset.kind = reason.kind;
        item.dataset.subject = reason.subject;
      });
    };
  };

  const COLUMNS = ["callback", "calls", "failed", "p50", "p99", "max"];

  // One sentence beside the plugin, and everything in a line below that is opened with it.
  const callbacks = (parent, detailLine) => {
    const summary = create(parent, "button", "infinoted-summary");
    summary.type = "button";
    const details = cell(detailLine, "Details");
    details.colSpan = 5;
    const expand = (expanded) => {
      detailLine.hidden = !expanded;
      summary.setAttribute("aria-expanded", String(expanded));
    };
    summary.addEventListener("click", () => expand(detailLine.hidden));
    expand(false);
    const table = create(details, "table", "infinoted-callbacks");
    const head = create(create(table, "thead"), "tr");
    COLUMNS.forEach((column) => create(head, "th", "", column));
    const body = create(table, "tbody");
    const title = create(details, "p");
    const failures = create(details, "ul", "infinoted-failures");
    return (plugin) => {
      const calls = plugin.callbacks.reduce((sum, each) => sum + each.calls, 0);
      const failed = plugin.callbacks.reduce((sum, each) => sum + each.failures, 0);
      const slowest = Math.max(0, ...plugin.callbacks.map((each) => each.max));
      setText(summary, count(calls, "call") + (failed ? ", " + failed + " failed" : "")
        + (calls ? ", at most " + duration(slowest) : ""));
      setHidden(table, plugin.callbacks.length === 0);
      fill(body, plugin.callbacks,
        (parentElement) => {
          const row = create(parentElement, "tr");
          COLUMNS.forEach(() => create(row, "td"));
        },
        (row, each) => [each.callback, String(each.calls), String(each.failures), duration(each.p50), duration(each.p99),
          duration(each.max)].forEach((text, i) => setText(row.children[i], text)));
      setText(title, plugin.failures.length === 0 ? "Nothing has gone wrong." : "What went wrong lately, the newest first:");
      fill(failures, plugin.failures, (list) => create(list, "li"),
        (item, failure) => setText(item, time(failure.time) + " " + failure.callback + ": " + failure.message));
    };
  };

  const actions = (parent) => {
    let plugin;
    const options = create(parent, "a", "infinoted-options", "Options");
    const start = button(parent, "Start", () => act("start", plugin.name));
    const stop = button(parent, "Stop", async () => {
      const name = plugin.name;
      if (await confirmed("Stop the plugin \u201c" + name + "\u201d? What it offers is gone until it is started again.", "Stop")) {
        await act("stop", name);
      }
    });
    const retry = button(parent, "Retry", () => act("retry", plugin.name));
    const back = button(parent, "Roll back", async () => {
      const symbolicName = plugin.symbolicName;
      if (await confirmed("Put version " + plugin.previous + " in the place of " + plugin.bundle + "?", "Roll back")) {
        await act("rollback", symbolicName);
      }
    });
    return (now) => {
      plugin = now;
      setHidden(options, plugin.pid === "");
      const form = infinoted.page.dataset.console + "/configMgr/" + encodeURIComponent(plugin.pid);
      if (options.getAttribute("href") !== form) {
        options.href = form;
        options.setAttribute("aria-label", "Options of " + plugin.name);
      }
      enable(start, plugin.canStart, "Start " + plugin.name);
      enable(stop, plugin.canStop, "Stop " + plugin.name);
      enable(retry, plugin.canRetry, "Retry " + plugin.name);
      enable(back, plugin.previous !== "",
        "Roll back " + plugin.name + (plugin.previous === "" ? "" : " to " + plugin.previous));
      setText(back, plugin.previous === "" ? "Roll back" : "Roll back to " + plugin.previous);
    };
  };

  const row = (element) => {
    const main = line(element);
    const who = cell(main, "Plugin");
    const name = create(who, "strong", "infinoted-name");
    const description = create(who, "div");
    const bundle = create(who, "div", "infinoted-minor");
    const checksum = create(who, "div", "infinoted-minor infinoted-checksum");
    const updateState = state(cell(main, "State"));
    const told = cell(main, "Told of");
    const connections = create(told, "div");
    const sessions = create(told, "div");
    const waiting = create(told, "div");
    const updateCallbacks = callbacks(cell(main, "Callbacks"), line(element));
    const updateActions = actions(cell(main, "Actions"));
    return (plugin) => {
      element.dataset.plugin = plugin.name;
      setText(name, plugin.name);
      setText(description, plugin.description);
      setText(bundle, plugin.bundle + " (bundle\u00a0" + plugin.bundleId + ")");
      setText(checksum, plugin.checksum === "" ? "" : "SHA\u2011256 " + plugin.checksum);
      updateState(plugin);
      setText(connections, count(plugin.connections, "connection"));
      setText(sessions, count(plugin.sessions, "document"));
      setText(waiting, plugin.waiting === 0 ? "" : plugin.waiting + " waiting");
      updateCallbacks(plugin);
      updateActions(plugin);
    };
  };

  byId("infinoted-upload").addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = byId("infinoted-jar");
    if (input.files.length === 0) {
      report(false, "Choose a jar first");
      return;
    }
    await post("upload", {"Content-Type": "application/java-archive"}, input.files[0]);
    input.value = "";
  });

  follow(row, "plugin");
})();
