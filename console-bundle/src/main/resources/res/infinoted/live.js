// SPDX-License-Identifier: Apache-2.0
// What the pages share: a table that follows the server, buttons that ask it for something, and what it answered. Whatever comes
// from the server gets into the page as text (textContent, and attributes that hold no code), never as markup.
"use strict";

const infinoted = (() => {
  const PERIOD_MS = 1500;
  const NBSP = "\u00a0";
  const page = document.getElementById("infinoted");
  const root = page.dataset.root;
  const rows = new Map(); // key -> {element, update}; each is a body of the table, so that it may have several lines
  let timer = 0;
  let asked = 0; // answers to older questions come too late

  const byId = (id) => document.getElementById(id);

  // Nothing is touched that is as it should be: what has the focus, or is selected, or is read aloud, stays.
  const setText = (element, text) => {
    if (element.textContent !== text) {
      element.textContent = text;
    }
  };

  const setHidden = (element, hidden) => {
    if (element.hidden !== hidden) {
      element.hidden = hidden;
    }
  };

  const create = (parent, name, className, text) => {
    const element = document.createElement(name);
    if (className) {
      element.className = className;
    }
    if (text) {
      element.textContent = text;
    }
    parent.append(element);
    return element;
  };

  // Fills a list so that the n-th element shows the n-th item.
  const fill = (parent, items, make, update) => {
    while (parent.children.length > items.length) {
      parent.lastElementChild.remove();
    }
    items.forEach((item, i) => {
      if (i >= parent.children.length) {
        make(parent);
      }
      update(parent.children[i], item);
    });
  };

  const report = (ok, text) => {
    const result = byId("infinoted-result");
    result.textContent = (ok ? "\u2714 " : "\u2716 ") + text;
    result.className = "infinoted-result ui-corner-all " + (ok ? "ui-state-highlight" : "ui-state-error");
  };

  const post = async (action, headers, body) => {
    try {
      const response = await fetch(root + "/" + action, {
        method: "POST",
        headers: Object.assign({"X-Infinoted-Token": page.dataset.token}, headers),
        body: body,
      });
      const answer = await response.json();
      report(answer.ok, answer.text);
    } catch (e) {
      report(false, "The server did not answer. Is it running?");
    }
    refresh();
  };

  const act = (action, target) => post(action, {}, new URLSearchParams({target: target}));

  // A dialog keeps the focus inside and gives it back at its end.
  const confirmed = (question, verb) => new Promise((resolve) => {
    const dialog = create(document.body, "dialog", "infinoted-dialog ui-corner-all");
    const text = create(dialog, "p", "", question);
    text.id = "infinoted-question";
    dialog.setAttribute("aria-labelledby", text.id);
    const form = create(dialog, "form");
    form.method = "dialog";
    const no = create(form, "button", "infinoted-button ui-state-default ui-corner-all", "Cancel");
    no.value = "";
    const yes = create(form, "button", "infinoted-button ui-state-default ui-corner-all", verb);
    yes.value = "yes";
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });

  // A button stays where it is, and reachable, when it has nothing to do.
  const button = (parent, label, press) => {
    const element = create(parent, "button", "infinoted-button ui-state-default ui-corner-all", label);
    element.type = "button";
    element.addEventListener("click", async () => {
      if (element.getAttribute("aria-disabled") === "true") {
        return;
      }
      element.setAttribute("aria-busy", "true");
      try {
        await press();
      } finally {
        element.removeAttribute("aria-busy");
      }
    });
    return element;
  };

  const enable = (element, enabled, name) => {
    const disabled = enabled ? "false" : "true";
    if (element.getAttribute("aria-disabled") !== disabled) {
      element.setAttribute("aria-disabled", disabled);
      element.classList.toggle("ui-state-disabled", !enabled);
    }
    if (element.getAttribute("aria-label") !== name) {
      element.setAttribute("aria-label", name);
    }
  };

  const line = (parent) => {
    const element = create(parent, "tr");
    element.setAttribute("role", "row");
    return element;
  };

  const cell = (row, label) => {
    const element = create(row, "td");
    element.setAttribute("role", "cell");
    element.dataset.label = label;
    return element;
  };

  const show = (data, make, things) => {
    const table = byId("infinoted-rows");
    const present = new Set(data.rows.map((row) => row.key));
    rows.forEach((row, key) => {
      if (!present.has(key)) {
        row.element.remove();
        rows.delete(key);
      }
    });
    data.rows.forEach((item, i) => {
      let row = rows.get(item.key);
      if (!row) {
        const element = document.createElement("tbody");
        element.className = "ui-widget-content";
        element.setAttribute("role", "rowgroup");
        row = {element: element, update: make(element)};
        rows.set(item.key, row);
      }
      if (table.tBodies[i] !== row.element) {
        table.insertBefore(row.element, table.tBodies[i] || null);
      }
      row.update(item);
    });
    setText(byId("infinoted-problem"), data.problem);
    byId("infinoted-problem").classList.toggle("ui-state-error", data.problem !== "");
    setText(byId("infinoted-count"), count(data.rows.length, things));
    setHidden(byId("infinoted-none"), data.rows.length > 0 || data.problem !== "");
  };

  let look = () => {};

  const refresh = async () => {
    clearTimeout(timer);
    if (document.hidden) {
      setText(byId("infinoted-live"), "paused");
      return;
    }
    const question = ++asked;
    try {
      const response = await fetch(root + "/data.json", {cache: "no-store"});
      if (!response.ok) {
        throw new Error(response.status);
      }
      const data = await response.json();
      if (question === asked) {
        look(data);
        setText(byId("infinoted-live"), "live");
      }
    } catch (e) {
      setText(byId("infinoted-live"), "no answer from the server; trying again");
    }
    if (question === asked) {
      timer = setTimeout(refresh, PERIOD_MS);
    }
  };

  const follow = (make, things) => {
    look = (data) => show(data, make, things);
    document.addEventListener("visibilitychange", refresh);
    refresh();
  };

  const count = (number, thing) => number + " " + thing + (number === 1 ? "" : "s");

  const bytes = (number) => {
    if (number < 1000) {
      return number + NBSP + "B";
    }
    let value = number;
    let unit = -1;
    while (value >= 1000 && unit < 3) {
      value /= 1000;
      unit++;
    }
    return value.toFixed(1) + NBSP + ["kB", "MB", "GB", "TB"][unit];
  };

  const duration = (nanos) => {
    if (nanos < 1e6) {
      return (nanos / 1e3).toFixed(0) + NBSP + "\u00b5s";
    }
    return nanos < 1e9 ? (nanos / 1e6).toFixed(1) + NBSP + "ms" : (nanos / 1e9).toFixed(1) + NBSP + "s";
  };

  const time = (millis) => {
    const date = new Date(millis);
    const today = date.toDateString() === new Date().toDateString();
    return today ? date.toLocaleTimeString() : date.toLocaleString();
  };

  return {page, byId, setText, setHidden, create, fill, report, post, act, confirmed, button, enable, line, cell, follow, count,
    bytes, duration, time};
})();
