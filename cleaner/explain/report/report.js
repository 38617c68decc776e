
"use strict";
(() => {
  const LONG = 4;
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const state = { page: null, setting: "", threshold: 0.5 };

  function make(tag, values, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(values || {})) {
      if (name === "text") node.textContent = value;
      else if (name === "class") node.className = value;
      else if (value !== false && value !== undefined) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children);
    return node;
  }

  const words = (text) => {
    const signs = text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef【】：（）]/g) || [];
    const rest = text.replace(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef【】：（）]/g, "");
    return signs.length + (rest.match(/\S+/g) || []).length;
  };
  const many = (count, one) => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;

  function keeps(block, number) {
    const setting = state.page.settings.find((each) => each.focus === state.setting);
    if (setting) return setting.kept[number] === "1";
    return block.by === "person" ? block.kept : block.score >= state.threshold;
  }

  const FAMILIES = [
    ["prompt", ["login or subscription prompt", "newsletter", "cookie or consent notice", "advertisement", "form", "search or form"]],
    ["others", ["related", "comments", "comment form", "author box", "share bar", "tags"]],
    ["frame", ["navigation", "breadcrumb", "pagination", "legal or footer", "table of contents", "hidden"]],
  ];
  const family = (reason) => (FAMILIES.find(([, reasons]) => reasons.includes(reason)) || ["rest"])[0];

  function decider(block) {
    if (block.by === "template") return `decided by the template, from ${many(block.pages, "page")}`;
    return block.by === "person" ? "decided by a person's rule" : "decided by the page";
  }

  function show(block, kept) {
    const head = make("div", { class: "head" });
    head.append(make("span", { class: "state", text: kept ? "✓ kept" : "✕ removed" }));
    if (!kept) head.append(make("span", { class: "reason", text: block.reason || "scores too low for this setting" }));
    head.append(make("span", { class: "score", text: `score ${block.score.toFixed(2)}` }));
    if (block.by !== "page") head.append(make("span", { text: decider(block) }));
    if (kept !== block.kept) head.append(make("span", { class: "changed", text: "changed by the setting" }));
    head.append(rule(block, kept));
    return make(
      "li",
      { class: `block ${kept ? "kept" : "removed"} ${block.kind.replace(" ", "-")} ${kept ? "" : family(block.reason)}` },
      head,
      make("p", { class: "text", dir: "auto", text: block.text }),
      make("p", { class: "where", text: block.path }),
    );
  }

  function rule(block, kept) {
    const quoted = `'${block.rule.replaceAll("'", "'\\''")}'`;
    const command = `cleaner templates ${kept ? "drop" : "keep"} ${state.page.site} ${quoted}`;
    const button = make("button", { type: "button", class: "rule", text: kept ? "always drop this" : "always keep this" });
    button.addEventListener("click", () => {
      const shown = make("code", { class: "command", tabindex: "0", text: command });
      button.replaceWith(shown);
      getSelection().selectAllChildren(shown);
      shown.focus();
      if (navigator.clipboard) navigator.clipboard.writeText(command).catch(() => {});
    });
    return button;
  }

  function run(blocks) {
    const name = `${many(blocks.length, "removed block")}: ${blocks[0].reason || "score too low for this setting"}`;
    const inner = make("ol");
    const box = make("details", {}, make("summary", { text: name }), inner);
    box.addEventListener("toggle", () => {
      if (box.open && !inner.childElementCount) inner.append(...blocks.map((block) => show(block, false)));
    });
    return make("li", { class: `run ${family(blocks[0].reason)}` }, box);
  }

  function draw() {
    const { blocks } = state.page;
    const wanted = new FormData(at("controls")).get("show");
    const reason = at("reason").value;
    const folding = at("fold").checked;
    at("blocks").className = at("places").checked ? "" : "plain";
    let keptBlocks = 0, keptWords = 0, allWords = 0, shown = 0;
    const items = [];
    let together = [];
    const flush = () => {
      if (folding && together.length >= LONG) items.push(run(together));
      else items.push(...together.map((block) => show(block, false)));
      together = [];
    };
    blocks.forEach((block, number) => {
      const kept = keeps(block, number);
      allWords += block.words;
      if (kept) { keptBlocks += 1; keptWords += block.words; }
      const fits = wanted === "all" || (wanted === "kept" && kept) || (wanted === "removed" && !kept)
        || (wanted === "changed" && kept !== block.kept);
      if (!fits || (reason && (kept || block.reason !== reason))) return;
      shown += 1;
      if (together.length && (kept || together[0].reason !== block.reason || together[0].by !== block.by)) flush();
      if (kept) items.push(show(block, true));
      else together.push(block);
    });
    flush();
    at("blocks").replaceChildren(...items);
    at("value").textContent = Number(at("threshold").value).toFixed(2);
    at("threshold").setAttribute("aria-valuetext", `at least ${at("value").textContent}`);
    const name = state.setting || `a threshold of ${state.threshold.toFixed(2)}`;
    at("counts").textContent = `With ${name}: ${keptBlocks.toLocaleString("en")} of ${many(blocks.length, "block")} kept, `
      + `${keptWords.toLocaleString("en")} of ${many(allWords, "word")}. ${many(shown, "block")} shown.`;
  }

  function choose(setting) {
    state.setting = setting;
    const found = state.page.settings.find((each) => each.focus === setting);
    if (found) { state.threshold = found.threshold; at("threshold").value = found.threshold; }
    at("own").hidden = Boolean(found);
    for (const radio of document.getElementsByName("setting")) radio.checked = radio.value === setting;
    draw();
  }

  function open(page) {
    state.page = page;
    for (const block of page.blocks) block.words ??= words(block.text);
    at("title").textContent = page.title || page.name;
    at("source").textContent = page.url ? `${page.name} (${page.url})` : page.name;
    at("warnings").replaceChildren(...page.warnings.map((text) => make("li", { text })));
    at("warnings").hidden = !page.warnings.length;
    at("settings").replaceChildren(
      ...page.settings.map(({ focus, kept }) => {
        const count = kept.split("1").length - 1;
        return make("label", {}, make("input", { type: "radio", name: "setting", value: focus }),
          ` ${focus} (keeps ${count}) `);
      }),
      make("label", {}, make("input", { type: "radio", name: "setting", value: "" }), " own threshold"),
    );
    at("marks").replaceChildren(...page.settings.map(({ threshold }) => make("option", { value: threshold })));
    at("reason").replaceChildren(
      make("option", { value: "", text: "every reason" }),
      ...page.sums.slice(1).map(([name, count]) => make("option", { value: name, text: `${name} (${count})` })),
    );
    at("sums").replaceChildren(...page.sums.map(([name, count, length]) => make("tr", {},
      make("th", { scope: "row", text: name }), make("td", { class: "number", text: count.toLocaleString("en") }),
      make("td", { class: "number", text: length.toLocaleString("en") }))));
    at("controls").reset();
    choose(page.focus);
  }

  function list() {
    at("title").textContent = "What was removed, and why";
    at("source").textContent = many(data.pages.length, "page");
    if (at("rows").childElementCount) return;
    at("warnings").hidden = true;
    at("rows").replaceChildren(...data.pages.map((page, number) => {
      const [kept, ...removed] = page.sums;
      const sum = (place) => removed.reduce((total, row) => total + row[place], 0);
      const cells = [kept[1], sum(1), kept[2], sum(2)].map((value) =>
        make("td", { class: "number", text: value.toLocaleString("en") }));
      const template = page.template ? `${many(page.template, "block")} from ${many(page.templatePages, "page")}` : "none";
      return make("tr", {},
        make("th", { scope: "row" }, make("a", { href: `#page-${number + 1}`, text: page.name })),
        make("td", { dir: "auto", text: page.title }), ...cells,
        make("td", { text: removed.slice(0, 2).map((row) => row[0]).join(", ") }),
        make("td", { class: "number", text: template }));
    }));
  }

  function sort(header) {
    const column = header.cellIndex, rows = [...at("rows").rows];
    const up = header.getAttribute("aria-sort") !== "ascending";
    const value = (row) => row.cells[column].textContent;
    const number = (text) => Number(text.replace(/[^\d.]/g, "") || 0);
    const numeric = header.classList.contains("number");
    rows.sort((a, b) => (numeric ? number(value(a)) - number(value(b)) : value(a).localeCompare(value(b))) * (up ? 1 : -1));
    for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    at("rows").replaceChildren(...rows);
  }

  function route() {
    const number = Number((/^#page-(\d+)$/.exec(location.hash) || [])[1] || (data.index ? 0 : 1));
    if (location.hash === "#blocks" && state.page) return;
    const page = data.pages[number - 1];
    at("index").hidden = Boolean(page);
    at("page").hidden = !page;
    at("back").hidden = !page || !data.index;
    if (page) open(page); else list();
    if (location.hash) at("title").focus();
  }

  for (const header of document.querySelectorAll("#index th[scope=col]")) {
    const button = make("button", { type: "button", class: "sort", text: header.textContent });
    button.addEventListener("click", () => sort(header));
    header.replaceChildren(button);
  }
  at("find").addEventListener("input", () => {
    const wanted = at("find").value.toLowerCase();
    for (const row of at("rows").rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
  at("threshold").addEventListener("input", () => {
    state.threshold = Number(at("threshold").value);
    choose("");
  });
  at("controls").addEventListener("change", (event) => {
    if (event.target.name === "setting") choose(event.target.value);
    else if (event.target.id !== "threshold") draw();
  });
  at("controls").addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", route);
  route();
})();
