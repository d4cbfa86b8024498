"use strict";
// The worksheet in the browser: shows what it is given, and sends what the reviewer does. Text of the record only ever
// becomes text nodes; there is no markup made from strings.
(() => {
  const served = document.body.dataset.mode === "served";
  const $ = (id) => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";
  let D = null, FORMS = {}, page = 1, selected = null, editing = null, zoom = 1, marking = false, busy = false, hit = null;
  const rows = new Map(), onPage = new Map(), elements = new Map(), seen = new Map();
  let order = [];
  const local = { log: [], n: 0 };

  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (key === "value") element.value = value;
      else element.setAttribute(key, value === true ? "" : value);
    }
    for (const child of children.flat()) if (child !== null && child !== undefined && child !== false) element.append(child);
    return element;
  }
  function s(tag, attributes, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }
  const kbd = (key) => h("kbd", {}, key);
  const unseen = (words) => h("span", { class: "unseen" }, words);
  const toast = (text) => { $("toast").textContent = text; };
  const plural = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;
  const STATE = { draft: "not checked", accepted: "✓ accepted", corrected: "✎ corrected", rejected: "✕ rejected", added: "+ added", set_aside: "– set aside" };

  // --- pictures -----------------------------------------------------------------------------------------------------
  const addresses = new Map();
  function picture(number, width) {
    if (served) return `/page/${number}?width=${width}`;
    if (!addresses.has(number)) addresses.set(number, `data:image/png;base64,${$("picture-" + number).textContent}`);
    return addresses.get(number);
  }

  // --- data ---------------------------------------------------------------------------------------------------------
  function take(view) {
    const pages = D ? D.pages : view.pages;
    D = view;
    if (!D.pages.length) D.pages = pages;
    rows.clear();
    for (const row of D.rows) rows.set(row.id, row);
    order = D.rows.map((row) => row.id);
    onPage.clear();
    for (const row of D.rows) for (const number of new Set(row.places.map((place) => place.page))) { if (!onPage.has(number)) onPage.set(number, []); onPage.get(number).push(row); }
  }
  async function send(body) {
    if (!served) return offline(body);
    if (busy) return false;
    busy = true;
    try {
      const answer = await fetch("/api/act", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ version: D.review.version, ...body }) });
      const told = await answer.json(), before = new Map(D.criteria.map((c) => [c.id, c.status]));
      if (told.view) { take(told.view); draw(); }
      if (!answer.ok) { toast(told.sentence); if (answer.status === 409) warn(told.sentence); return false; }
      const changed = D.criteria.filter((c) => before.get(c.id) !== c.status);
      toast(changed.length ? changed.map((c) => `${c.title}: now ${c.sign} ${c.words}.`).join(" ") : told.sentence || "Saved.");
      return true;
    } catch {
      warn("The worksheet's program does not answer. Nothing since the last confirmed change was lost. Start `chartcase review` again and open this page anew.");
      return false;
    } finally { busy = false; }
  }
  function warn(sentence) {
    const dialog = $("dialog");
    dialog.replaceChildren(h("h3", { id: "dialog-title" }, "Please look"), h("p", {}, sentence), h("button", { class: "primary", onclick: () => dialog.close(), autofocus: true }, "OK"));
    if (!dialog.open) dialog.showModal();
  }
  // A page without its program keeps marks only while it is open, and checks nothing anew.
  function offline(body) {
    const now = new Date().toTimeString().slice(0, 5);
    if (body.kind === "undo") {
      const last = local.log.pop();
      if (!last) { toast("Nothing to undo."); return true; }
      Object.assign(rows.get(last.row), last.before);
      D.review.history = D.review.history.filter((line) => line.number !== last.number);
      draw(); select(last.row); toast("Undone."); return true;
    }
    const row = rows.get(body.row);
    if (!row) { toast("This needs `chartcase review`."); return false; }
    if (body.kind === "accept" && row.conflict) { toast("Choose one of the values first."); return false; }
    const state = { accept: "accepted", correct: "corrected", reject: "rejected" }[body.kind];
    const number = ++local.n;
    local.log.push({ row: row.id, number, before: { state: row.state, mark: row.mark, value: row.value } });
    row.mark = { state, who: "you", at: now, was: body.kind === "correct" ? row.value : "", reason: body.reason || "" };
    if (body.kind === "correct") row.value = body.words;
    row.state = state;
    D.review.history = [...D.review.history, { number, at: now, who: "you", what: state, subject: row.label, old: "", new: row.value, undone: false }];
    draw(); toast(`${row.label}: ${state}. Kept only while this page is open.`);
    return true;
  }

  // --- right half ---------------------------------------------------------------------------------------------------
  const chip = (c) => h("span", { class: `chip ${c.status}` }, `${c.sign} ${c.words}`);
  function links(list) {
    return list.map((link) => h("button", { class: "link", type: "button", title: `Go to page ${link.page}`, onclick: (event) => { event.stopPropagation(); select(link.row, link.page); } }, `p.${link.page}`));
  }
  function count(status) { return D.criteria.filter((c) => c.status.endsWith(status) && (status !== "MET" || !c.status.includes("NOT_"))).length; }
  function draw() {
    const right = $("right"), top = right.scrollTop;
    const parts = [navigation(), ...criteria(), ...missing()];
    if (D.conflicts.length) parts.push(...conflicts());
    for (const group of D.groups) parts.push(...facts(group));
    parts.push(...notFound(), ...care(), ...decision());
    right.replaceChildren(...parts);
    right.scrollTop = top;
    head();
    showPage(false);
  }
  function head() {
    const done = D.rows.filter((row) => row.state !== "draft").length;
    $("case").textContent = D.name; $("case").title = D.name;
    $("request").textContent = D.request; $("request").title = D.request;
    $("policy").textContent = `${D.policy_id}, ${D.policy_version}`; $("policy").title = `${D.policy} (${D.policy_version})`;
    $("progress").textContent = `${done} of ${D.rows.length} checked`;
    $("undo").disabled = served ? !D.review.history.some((line) => !line.undone && line.what !== "undone") : !local.log.length;
    $("finish").textContent = D.review.finished ? "Finished" : "Finish review";
    $("note").replaceChildren(h("b", {}, "Draft prepared by software. "), served ? "You decide. Every value is one click from its words on the page. Decision and rationale start empty." : "You decide. This is a copy to read without a connection: marks made here last only while it is open. Use chartcase review to keep them.");
    $("questions").replaceChildren(...D.questions.filter((q) => D.review.answers[q] !== "yes").map(question));
    $("questions").hidden = !stopped();
    $("finish").disabled = Boolean(D.review.finished) || stopped();
    historyList();
  }
  // Until every question is answered with yes, nothing else can be done; the server refuses it too.
  const stopped = () => D.questions.some((q) => D.review.answers[q] !== "yes");
  function question(text) {
    const told = D.review.answers[text];
    const button = (answer, words) => h("button", { type: "button", disabled: !served, onclick: () => send({ kind: "answer", question: text, answer }) }, words);
    const answers = told ? [button("yes", "Go on after all")] : [button("yes", "Yes, go on"), button("no", "No, stop here")];
    return h("div", { class: "question", role: "alert", tabindex: "-1" }, h("b", {}, told ? "⚠ Stopped: " : "⚠ Answer first: "), h("span", { class: "asked" }, text, told ? " You answered no, so nothing of this record is decided here." : ""), ...answers);
  }
  function barred() {
    if (!stopped()) return false;
    toast("Answer the question above first.");
    // the banner, not its Yes: an Enter too many answers nothing
    $("questions").querySelector(".question").focus();
    return true;
  }
  function navigation() {
    const done = D.rows.filter((row) => row.state !== "draft").length;
    const nav = h("nav", { "aria-label": "Parts of the worksheet" }, h("a", { href: "#criteria" }, `Criteria ✓ ${count("MET")}  ✕ ${count("NOT_MET")}  ? ${count("UNDETERMINED")}`), h("a", { href: "#missing" }, `Missing ${D.missing.length}`));
    if (D.conflicts.length) nav.append(h("a", { href: "#conflicts" }, `⚠ Conflicts ${D.conflicts.filter((c) => !c.chosen).length}`));
    nav.append(h("a", { href: "#facts" }, `Facts ${done}/${D.rows.length}`), h("a", { href: "#notfound" }, `Not found ${D.not_found.length}`), h("a", { href: "#care" }, "Course of care"), h("a", { href: "#decision" }, "Decision"));
    return nav;
  }
  function criteria() {
    const card = h("div", { class: "card" }, D.criteria.map((c) => h("div", { class: "criterion" }, chip(c), h("div", {}, h("b", {}, c.title), h("span", { class: "reason" }, c.reason), c.before && h("span", { class: "flip" }, `↻ Was ${c.before} before your review.`)), h("div", { class: "links" }, links(c.links)))));
    return [h("h2", { id: "criteria" }, "Criteria"), card, h("p", { class: "mut overall" }, D.overall), ...D.notes.map((note) => h("p", { class: "warn" }, `Note: ${note}`))];
  }
  function missing() {
    const card = h("div", { class: "card" }, D.missing.map((m) => h("label", { class: "missing" }, h("input", { type: "checkbox", checked: true }), h("span", {}, h("b", {}, m.ask), h("span", { class: "mut" }, ` ${m.why}`)))));
    if (!D.missing.length) card.append(h("div", { class: "pad mut" }, "Nothing: every criterion is answered by this record."));
    else if (served) card.append(h("div", { class: "pad" }, h("button", { type: "button", onclick: draftLetter }, "Draft request to provider")));
    return [h("h2", { id: "missing" }, "Missing documentation"), card];
  }
  function draftLetter() {
    const unticked = [...document.querySelectorAll(".missing input")].map((box, index) => (box.checked ? -1 : index)).filter((index) => index >= 0);
    location.href = `/export/letter.docx?without=${unticked.join(",")}`;
  }
  function conflicts() {
    return [h("h2", { id: "conflicts" }, "⚠ Conflicts ", h("span", { class: "mut" }, "The record says two things. None is chosen for you.")), h("div", { class: "card" }, D.conflicts.map((c) => h("fieldset", { class: "conflict", style: null }, h("legend", {}, h("b", {}, c.title), c.chosen ? " – chosen" : " – choose one"), c.options.map((o) => h("label", {}, h("input", { type: "radio", name: `conflict-${c.id}`, checked: c.chosen === o.fact, disabled: !served, onchange: () => choose(c, o) }), h("span", {}, h("b", {}, o.value), ` – ${o.by}, `, h("button", { class: "link", type: "button", onclick: (event) => { event.preventDefault(); select(o.row, o.page); } }, `p.${o.page}`), h("br"), h("q", {}, o.quote)))))))];
  }
  async function choose(conflict, option) {
    if (!(await send({ kind: "choose", conflict: conflict.id, fact: option.fact }))) draw();
  }
  function facts(group) {
    const list = D.rows.filter((row) => row.group === group.id);
    if (!list.length) return [];
    const card = h("div", { class: "card", role: "list" }, list.map(element));
    const first = D.groups.find((g) => D.rows.some((row) => row.group === g.id)) === group;
    return [h("h2", { id: first ? "facts" : null }, h("span", { class: `sw g-${group.id}`, "aria-hidden": "true" }), group.title), card];
  }
  function element(row) {
    const mark = JSON.stringify(row);
    const old = elements.get(row.id);
    if (old && seen.get(row.id) === mark && selected !== row.id) return old;
    const made = rowElement(row);
    elements.set(row.id, made);
    seen.set(row.id, selected === row.id ? "" : mark);
    return made;
  }
  function rowElement(row) {
    const gone = row.state === "rejected" || row.state === "set_aside";
    const value = h("span", { class: "value" }, row.mark && row.mark.was ? h("s", {}, row.mark.was) : null, gone ? h("s", {}, row.value) : row.value, row.when ? h("span", { class: "mut" }, ` · ${row.when}`) : null);
    if (row.mark && row.mark.reason) value.append(h("span", { class: "mut" }, ` (${row.mark.reason})`));
    const pages = [...new Set(row.places.map((place) => place.page))];
    const shown = pages.slice(0, 4).map((number) => ({ page: number, row: row.id }));
    const made = h("div", { class: `row${selected === row.id ? " on" : ""}`, role: "listitem", tabindex: "0", "data-row": row.id, "aria-label": `${row.label}: ${row.value}. ${STATE[row.state]}.${row.carries.length ? " A criterion rests on it." : ""} Page ${pages.join(", ")}` }, h("span", { class: "label" }, row.label), value, h("span", { class: "side" }, row.carries.length ? h("span", { class: "carries", title: `A criterion rests on it: ${row.carries.join("; ")}` }, "◆ criterion") : null, links(shown), pages.length > 4 ? h("span", { class: "mut" }, `+${pages.length - 4}`) : null, h("span", { class: `state ${row.state}` }, STATE[row.state])));
    if (selected === row.id) made.append(detail(row));
    return made;
  }
  function detail(row) {
    const box = h("div", { class: "detail" });
    if (row.conflict && row.state === "draft") box.append(h("span", { class: "warn" }, "⚠ The record says something else too. Choose under Conflicts; accepting waits for that."));
    row.places.slice(0, 6).forEach((place, index) => box.append(placeView(row, place, index)));
    if (row.places.length > 6) box.append(h("p", { class: "mut" }, `and ${plural(row.places.length - 6, "more place")}: pages ${[...new Set(row.places.slice(6).map((p) => p.page))].join(", ")}`));
    const told = [`said by ${row.by}`];
    if (row.state === "draft") told.push(`reading ${row.sure}% sure`);
    if (row.mark) told.push(`${STATE[row.state]} by ${row.mark.who}, ${row.mark.at}`);
    box.append(h("div", { class: "mut" }, told.join(" · ")));
    if (row.carries.length) box.append(h("div", { class: "mut" }, `◆ Criteria that rest on it: ${row.carries.join("; ")}`));
    if (editing === row.id) box.append(correction(row));
    else box.append(h("div", { class: "acts" }, h("button", { type: "button", onclick: () => act("accept") }, "Accept ", kbd("A")), h("button", { type: "button", onclick: () => act("correct") }, "Correct ", kbd("C")), h("button", { type: "button", onclick: () => act("reject") }, "Reject ", kbd("X"))));
    return box;
  }
  function placeView(row, place, index) {
    const view = h("div", { class: "place" }, h("button", { class: "link", type: "button", onclick: (event) => { event.stopPropagation(); goTo(place.page, true); } }, `p.${place.page}`), " ", h("q", {}, place.quote));
    if (place.fact !== row.id && place.says !== row.value) view.append(h("span", { class: "mut" }, ` – ${place.says} (${place.by})`));
    if (place.doubtful) view.append(" ", h("span", { class: "doubt" }, "⚠ read with doubt: check against the page"));
    if (index < 2) { const cut = crop(place); if (cut) view.append(cut); }
    return view;
  }
  function crop(place) {
    const view = D.pages[place.page - 1];
    if (!view || !view.picture || !place.boxes.length) return null;
    // a single word is shown with some of its line
    const left = Math.min(...place.boxes.map((b) => b[0])), right = Math.max(...place.boxes.map((b) => b[2])), beside = Math.max(14, (240 - right + left) / 2);
    const x0 = Math.max(0, left - beside), y0 = Math.max(0, Math.min(...place.boxes.map((b) => b[1])) - 4);
    const x1 = Math.min(view.width, right + beside), y1 = Math.min(view.height, Math.max(...place.boxes.map((b) => b[3])) + 5);
    return s("svg", { class: "crop", viewBox: `${x0} ${y0} ${x1 - x0} ${y1 - y0}`, width: Math.min(540, (x1 - x0) * 1.25), role: "img", "aria-label": `Picture of these words on page ${place.page}` }, s("image", { href: picture(place.page, 1400), preserveAspectRatio: "none", width: view.width, height: view.height }), ...place.boxes.map((b) => s("rect", { class: "here", x: b[0] - 1, y: b[1] - 0.5, width: b[2] - b[0] + 2, height: b[3] - b[1] + 1, rx: 1.5 })));
  }

  // --- correcting and adding ----------------------------------------------------------------------------------------
  const SAYS = [["present", "it is so"], ["absent", "it is not so"], ["possible", "possibly"], ["historical", "in the past"], ["planned", "planned"], ["recommended", "recommended"], ["not_documented", "said not to be documented"]];
  function fields(type, raw, assertion) {
    const made = (FORMS[type] || []).map((field) => {
      const value = raw[field.key], id = `field-${field.key}`;
      let input;
      if (field.choices.length && !field.several) input = h("select", { id, "data-key": field.key }, h("option", { value: "" }, "– not said –"), field.choices.map((c) => h("option", { value: c.value, selected: c.value === value }, c.label)));
      else if (field.kind === "flag") input = h("select", { id, "data-key": field.key }, [["", "– not said –"], ["true", "yes"], ["false", "no"]].map(([v, t]) => h("option", { value: v, selected: String(value) === v }, t)));
      else input = h("input", { id, "data-key": field.key, value: value === undefined ? "" : Array.isArray(value) ? value.join(", ") : typeof value === "object" ? `${value.lo}-${value.hi}` : String(value), inputmode: field.kind === "number" ? "decimal" : null, autocomplete: "off", placeholder: field.several ? "several with commas" : "" });
      return [h("label", { for: id }, field.label), input];
    });
    return [...made.flat(), h("label", { for: "field-assertion" }, "The record says"), h("select", { id: "field-assertion", "data-key": "assertion" }, SAYS.map(([v, t]) => h("option", { value: v, selected: v === assertion }, t)))];
  }
  function filled(form) {
    const value = {};
    for (const input of form.querySelectorAll("[data-key]")) if (input.dataset.key !== "assertion" && input.value.trim()) value[input.dataset.key] = input.value.trim();
    return { value, assertion: form.querySelector("[data-key=assertion]").value };
  }
  function correction(row) {
    const form = h("form", { class: "edit", "aria-label": `Correct ${row.label}`, onsubmit: async (event) => {
      event.preventDefault();
      const told = filled(form);
      editing = null;
      const words = Object.values(told.value).join(", ");
      if (await send({ kind: "correct", row: row.id, ...told, words })) next(true); else { editing = row.id; redraw(row.id); }
    } });
    form.append(...fields(row.type, row.raw, row.assertion), h("div", { class: "acts wide" }, h("button", { class: "primary", type: "submit" }, "Save ", kbd("Enter")), h("button", { type: "button", onclick: () => { editing = null; redraw(row.id); focusRow(row.id); } }, "Cancel ", kbd("Esc"))));
    return form;
  }
  function rejection(row) {
    const dialog = $("dialog");
    const reasons = ["Not about this patient", "Misread by the software", "Not what the words mean", "Out of date", "Other"];
    const form = h("form", { class: "edit", onsubmit: async (event) => { event.preventDefault(); const reason = other.value.trim() || choice.value; dialog.close(); if (await send({ kind: "reject", row: row.id, reason })) next(true); } });
    const choice = h("select", { id: "reason", autofocus: true }, reasons.map((r) => h("option", { value: r }, r))), other = h("input", { id: "reason-words", autocomplete: "off" });
    form.append(h("label", { for: "reason" }, "Reason"), choice, h("label", { for: "reason-words" }, "In your words"), other, h("div", { class: "acts wide" }, h("button", { class: "primary", type: "submit" }, "Reject ", kbd("Enter")), h("button", { type: "button", onclick: () => dialog.close() }, "Cancel ", kbd("Esc"))));
    dialog.replaceChildren(h("h3", { id: "dialog-title" }, `Reject: ${row.label}`), h("p", {}, row.value), form);
    dialog.showModal(); choice.focus();
  }
  function adding(found) {
    const dialog = $("dialog");
    const types = Object.keys(FORMS);
    const type = h("select", { id: "add-type" }, h("option", { value: "" }, "– choose –"), types.map((t) => h("option", { value: t }, FORMS[t].title || t)));
    const body = h("div", { class: "wide" });
    const inner = () => { const f = h("form", { class: "edit", onsubmit: (event) => { event.preventDefault(); dialog.querySelector("button.primary").click(); } }); if (type.value) f.append(...fields(type.value, {}, "present")); body.replaceChildren(...(type.value ? [f] : [])); };
    type.addEventListener("change", inner);
    const by = h("select", { id: "add-by" }, [["treating", "the treating side"], ["patient", "the patient"], ["radiology", "the radiologist"], ["therapy", "the therapist"], ["operative", "the operative report"], ["ur", "utilization review"], ["iro", "the IRO reviewer"], ["unknown", "not named"]].map(([v, t]) => h("option", { value: v }, t)));
    dialog.replaceChildren(h("h3", { id: "dialog-title" }, "Add a missed fact"), h("p", {}, h("q", {}, found.quote), h("span", { class: "mut" }, ` page ${found.page}`)), h("label", { for: "add-type" }, "What is it?"), type, body, h("label", { for: "add-by" }, "Who says it?"), by, h("div", { class: "acts" }, h("button", { class: "primary", type: "button", onclick: async () => {
      if (!type.value) { type.focus(); return; }
      const told = filled(body);
      dialog.close();
      const before = new Set(order);
      if (await send({ kind: "add", type: type.value, stated_by: by.value, page: found.page, start: found.start, end: found.end, ...told })) { const made = order.find((id) => !before.has(id)); if (made) select(made); }
    } }, "Add"), h("button", { type: "button", onclick: () => dialog.close() }, "Cancel ", kbd("Esc"))));
    dialog.showModal(); type.focus();
  }
  async function mark(body) {
    const answer = await fetch("/api/mark", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const told = await answer.json();
    setMarking(false);
    if (answer.ok) adding(told); else toast(told.sentence);
  }
  function setMarking(on) {
    if (on && barred()) return;
    // words that were searched for need no mouse
    if (on && hit && hit.page === page) { mark({ page, start: hit.start, end: hit.end }); return; }
    marking = on;
    $("add").setAttribute("aria-pressed", String(on));
    $("page").classList.toggle("marking", on);
    if (on) toast(D.pages[page - 1].picture ? "Draw a box around the words on the page." : "Select the words on the page.");
  }

  // --- the rest of the right half -----------------------------------------------------------------------------------
  function notFound() {
    const list = D.not_found.map((n) => h("div", { class: "pad" }, h("b", {}, n.what), h("span", { class: "mut" }, ` – would answer whether ${n.question}`), h("div", { class: "mut" }, `Searched for words such as: ${n.searched.join("; ")}. 0 places.`)));
    if (!list.length) list.push(h("div", { class: "pad mut" }, "Everything that the policy asks about is mentioned somewhere."));
    return [h("h2", { id: "notfound" }, "Not found ", h("span", { class: "mut" }, "Not found is not the same as denied.")), h("div", { class: "card" }, list)];
  }
  function care() {
    const list = D.care.map((entry) => h("div", { class: "care" }, h("span", { class: entry.dated === "known" ? "" : "none" }, entry.dated === "known" ? entry.when : entry.dated === "masked" ? `${entry.when} (masked)` : "date not stated"), h("span", {}, entry.what), h("span", {}, links([entry]))));
    if (!list.length) list.push(h("div", { class: "pad mut" }, "The record tells no treatment."));
    return [h("h2", { id: "care" }, "Course of care"), h("div", { class: "card" }, list)];
  }
  function decision() {
    const rationale = h("textarea", { id: "rationale", rows: "5", value: D.review.rationale, placeholder: "Left empty on purpose: you write this.", disabled: !served });
    const words = h("input", { id: "decision-words", value: D.review.decision, placeholder: "Left empty on purpose", autocomplete: "off", disabled: !served });
    const save = () => { if (served && (words.value !== D.review.decision || rationale.value !== D.review.rationale)) send({ kind: "decide", decision: words.value, rationale: rationale.value }); };
    words.addEventListener("change", save); rationale.addEventListener("change", save);
    return [h("h2", { id: "decision" }, "Decision and rationale ", h("span", { class: "mut" }, "yours alone")), h("div", { class: "card own" }, h("label", { for: "decision-words" }, "Decision"), words, h("label", { for: "rationale" }, "Rationale"), rationale)];
  }
  function historyList() {
    const lines = [...D.review.history].reverse().map((line) => h("li", { value: line.number, class: line.undone ? "undone" : "" }, `${line.at} · ${line.who} · `, h("b", {}, line.what), ` ${line.subject}`, line.old && line.new ? `: ${line.old} → ${line.new}` : line.new ? `: ${line.new}` : "", line.reason ? ` (${line.reason})` : "", line.undone ? " – undone" : ""));
    $("history").replaceChildren(h("b", {}, "History "), h("span", { class: "mut" }, "nothing is ever deleted"), lines.length ? h("ol", { reversed: true }, lines) : h("p", { class: "mut" }, "No changes yet."));
  }

  // --- selecting ----------------------------------------------------------------------------------------------------
  function redraw(id) {
    const old = elements.get(id), row = rows.get(id);
    if (!row || !old) return;
    const made = rowElement(row);
    elements.set(id, made); seen.set(id, selected === id ? "" : JSON.stringify(row));
    old.replaceWith(made);
  }
  function focusRow(id) { const el = elements.get(id); if (el) el.focus({ preventScroll: true }); }
  function select(id, wanted, quiet) {
    if (!rows.has(id)) return;
    const before = selected;
    selected = id; hit = null;
    if (editing && editing !== id) editing = null;
    if (before && before !== id) redraw(before);
    redraw(id);
    const el = elements.get(id);
    // measured once, by hand: scrollIntoView lays out all rows, also those that are far from the screen
    if (!quiet) {
      const right = $("right").getBoundingClientRect(), at = el.getBoundingClientRect();
      if (at.top < right.top + 46 || at.bottom > right.bottom - 8) $("right").scrollTop += at.top - right.top - right.height * 0.3;
      el.focus({ preventScroll: true });
    }
    const row = rows.get(id), place = row.places.find((p) => p.page === wanted) || row.places[0];
    if (place) page = place.page;
    showPage(true);
  }
  function step(by) {
    const at = order.indexOf(selected);
    select(order[at < 0 ? 0 : (at + by + order.length) % order.length]);
  }
  function next(open) {
    if (!open) return step(1);
    const at = order.indexOf(selected), ring = [...order.slice(at + 1), ...order.slice(0, at + 1)];
    const found = ring.find((id) => rows.get(id).state === "draft");
    if (found) select(found); else toast("Every value is checked. Write the decision, then finish.");
  }
  async function act(what) {
    const row = rows.get(selected);
    if (!row) { toast("Press J to select the first value."); return; }
    if (barred()) return;
    if (what === "accept") {
      if (row.conflict && served && !D.conflicts.find((c) => c.id === row.conflict).chosen) { toast("Choose one of the values under Conflicts first."); document.getElementById("conflicts").scrollIntoView(); const radio = document.querySelector(`input[name="conflict-${CSS.escape(row.conflict)}"]`); if (radio) radio.focus(); return; }
      if (await send({ kind: "accept", row: row.id })) next(true);
    } else if (what === "correct") { editing = row.id; redraw(row.id); const first = elements.get(row.id).querySelector("form [data-key]"); if (first) { first.focus(); if (first.select) first.select(); } }
    else rejection(row);
  }
  async function undo() {
    const line = [...D.review.history].reverse().find((l) => !l.undone && l.what !== "undone");
    if (await send({ kind: "undo" }) && line && line.row && rows.has(line.row)) select(line.row);
  }

  // --- left half ----------------------------------------------------------------------------------------------------
  let drawn = 0;
  function enlarge(by) { zoom = Math.min(3, Math.max(0.5, zoom * by)); showPage(true); }
  function goTo(number, keep) { page = Math.min(D.pages.length, Math.max(1, number)); if (!keep) hit = null; showPage(true); }
  let room = 0;
  function width() { return Math.max(280, (room = room || $("scroll").clientWidth) - 24) * zoom; }
  function showPage(scroll) {
    const view = D.pages[page - 1];
    if (!view) return;
    const holder = $("page");
    $("page-number").textContent = `Page ${page} of ${D.pages.length}`;
    $("previous").disabled = page === 1; $("next").disabled = page === D.pages.length;
    const told = [view.read_as, ...(view.warnings.length ? ["⚠ not read well"] : [])];
    $("read-as").textContent = told.join(", "); $("read-as").title = [`${view.source}, page ${view.own}`, ...view.warnings].join(". ");
    holder.style.width = `${width()}px`;
    const shown = (onPage.get(page) || []).filter((row) => !$("only").checked || row.id === selected);
    if (view.picture) pictureView(holder, view, shown); else textView(holder, view, shown);
    const current = $("thumbs").children[page - 1];
    if (current && drawn !== page) {
      if ($("thumbs").children[drawn - 1]) $("thumbs").children[drawn - 1].setAttribute("aria-current", "false");
      current.setAttribute("aria-current", "true"); const t = $("thumbs"), c = current; if (c.offsetTop - t.offsetTop < t.scrollTop || c.offsetTop - t.offsetTop + 80 > t.scrollTop + t.clientHeight) t.scrollTop = c.offsetTop - t.offsetTop - t.clientHeight / 2; }
    if (current) drawn = page;
    if (scroll) intoView();
  }
  function pictureView(holder, view, shown) {
    holder.style.height = `${(width() * view.height) / view.width}px`;
    let image = holder.querySelector("img");
    if (!image) { image = h("img", { onerror: (event) => { const shown = D.pages.find((p) => event.target.alt === `Page ${p.number}`); if (shown) { shown.picture = false; showPage(false); } } }); holder.replaceChildren(image); }
    const address = picture(page, 1400);
    if (image.getAttribute("src") !== address) { image.alt = `Page ${page}`; image.setAttribute("src", address); }
    const boxes = s("svg", { class: "boxes", viewBox: `0 0 ${view.width} ${view.height}`, role: "group", "aria-label": "Quotes on this page" });
    for (const row of shown) for (const place of row.places) if (place.page === page) for (const b of place.boxes) {
      const gone = row.state === "rejected" || row.state === "set_aside";
      const rect = s("rect", { class: `box g-${row.group}${row.id === selected ? " on" : ""}${gone ? " gone" : ""}`, x: b[0] - 1.5, y: b[1] - 1, width: b[2] - b[0] + 3, height: b[3] - b[1] + 2, rx: 2, "data-row": row.id }, s("title", {}, `${row.label}: ${row.value}`));
      boxes.append(rect);
    }
    if (hit && hit.page === page) for (const b of hit.boxes || []) boxes.append(s("rect", { class: "hit", x: b[0] - 1, y: b[1] - 1, width: b[2] - b[0] + 2, height: b[3] - b[1] + 2 }));
    for (const old of holder.querySelectorAll("svg.boxes, pre")) old.remove();
    holder.append(boxes);
  }
  function textView(holder, view, shown) {
    holder.style.height = "auto";
    const letters = Array.from(view.text), spans = [];
    for (const row of shown) for (const place of row.places) if (place.page === page) spans.push({ start: place.start, end: place.end, row });
    if (hit && hit.page === page) spans.push({ start: hit.start, end: hit.end, row: null });
    const cuts = [...new Set([0, letters.length, ...spans.flatMap((span) => [span.start, span.end])])].filter((n) => n >= 0 && n <= letters.length).sort((a, b) => a - b);
    const pre = h("pre", { class: "text" });
    if (!letters.length) pre.append(h("span", { class: "unread" }, view.read_as === "could not be read" ? "This page could not be read." : "This page is empty."));
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      const words = letters.slice(cuts[i], cuts[i + 1]).join("");
      const here = spans.filter((span) => span.start <= cuts[i] && span.end >= cuts[i + 1]);
      const lead = here.filter((span) => span.row).sort((a, b) => (b.row.id === selected) - (a.row.id === selected) || (a.end - a.start) - (b.end - b.start))[0];
      if (!here.length) { pre.append(words); continue; }
      if (!lead) { pre.append(h("span", { class: "found" }, words)); continue; }
      pre.append(h("span", { class: `said t-${lead.row.group}${lead.row.id === selected ? " on" : ""}${here.some((span) => !span.row) ? " found" : ""}`, "data-row": lead.row.id, title: `${lead.row.label}: ${lead.row.value}` }, words));
    }
    holder.replaceChildren(pre);
  }
  function intoView() {
    const target = document.querySelector("rect.hit, .text .found") && hit ? document.querySelector("rect.hit, .text .found") : document.querySelector("rect.box.on, .text .on");
    if (!target) return;
    const pane = $("scroll"), a = target.getBoundingClientRect(), b = pane.getBoundingClientRect();
    if (a.top < b.top + 20 || a.bottom > b.bottom - 20) pane.scrollTop += a.top - b.top - b.height * 0.38;
    if (a.left < b.left || a.right > b.right) pane.scrollLeft += a.left - b.left - 40;
  }
  function thumbs() {
    const watcher = new IntersectionObserver((entries) => { for (const entry of entries) if (entry.isIntersecting) { watcher.unobserve(entry.target); const number = Number(entry.target.dataset.page); if (D.pages[number - 1].picture) entry.target.prepend(h("img", { alt: "", src: picture(number, 140) })); } }, { root: $("thumbs"), rootMargin: "300px" });
    const quotes = new Map();
    for (const row of D.rows) for (const place of row.places) quotes.set(place.page, (quotes.get(place.page) || 0) + 1);
    $("thumbs").replaceChildren(...D.pages.map((view) => {
      const n = quotes.get(view.number) || 0, bad = view.warnings.length || view.read_as === "could not be read";
      const thumb = h("button", { class: "thumb", type: "button", "data-page": view.number, onclick: () => goTo(view.number) }, h("span", { class: "n" }, unseen("Page "), String(view.number)), n ? h("span", { class: "q" }, unseen(", "), String(n), unseen(n === 1 ? " quote" : " quotes")) : null, bad ? h("span", { class: "bad" }, "⚠", unseen(" could not be read well")) : null);
      watcher.observe(thumb);
      return thumb;
    }));
  }

  // --- searching ----------------------------------------------------------------------------------------------------
  function search(words) {
    const wanted = words.trim().toLowerCase(), box = $("hits");
    if (!wanted) { box.hidden = true; hit = null; showPage(false); return; }
    const found = [];
    for (const view of D.pages) {
      const text = view.text.replace(/\s/g, " ").toLowerCase();
      for (let at = text.indexOf(wanted); at >= 0 && found.length < 200; at = text.indexOf(wanted, at + wanted.length)) found.push({ view, at });
    }
    box.hidden = false;
    box.replaceChildren(h("div", { class: "mut", role: "status" }, found.length ? `${plural(found.length, "place")}${found.length === 200 ? " (the first)" : ""}` : `“${words}” is on no page that could be read. Not found is not the same as denied.`), ...found.map(({ view, at }) => h("button", { type: "button", onclick: () => showHit(view, at, wanted.length) }, h("b", {}, `p.${view.number} `), view.text.slice(Math.max(0, at - 40), at), h("mark", {}, view.text.slice(at, at + wanted.length)), view.text.slice(at + wanted.length, at + wanted.length + 50))));
  }
  async function showHit(view, at, length) {
    const start = Array.from(view.text.slice(0, at)).length, end = start + Array.from(view.text.slice(at, at + length)).length;
    hit = { page: view.number, start, end, boxes: [] };
    if (served && view.picture) {
      const answer = await fetch("/api/mark", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ page: view.number, start, end }) });
      if (answer.ok) hit.boxes = (await answer.json()).boxes;
    }
    goTo(view.number, true);
    $("search").blur();
    toast("Found. M adds these words as a missed fact.");
  }

  // --- events -------------------------------------------------------------------------------------------------------
  const panels = () => [[$("history-button"), $("history")], [$("export-button"), $("exports")]];
  function toggle(button, panel) {
    const open = panel.hidden;
    closePanels();
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    const first = open && panel.querySelector("a");
    if (first) first.focus();
  }
  function closePanels() {
    let shut = false;
    for (const [button, panel] of panels()) if (!panel.hidden) { panel.hidden = true; button.setAttribute("aria-expanded", "false"); button.focus(); shut = true; }
    return shut;
  }
  function listen() {
    $("right").addEventListener("click", (event) => {
      const link = event.target.closest("nav a");
      if (link) { event.preventDefault(); document.querySelector(link.getAttribute("href")).scrollIntoView(); return; }
      if (event.target.closest("button, input, select, textarea, form, label")) return;
      const row = event.target.closest(".row");
      if (row && String(getSelection()) === "") select(row.dataset.row, null, true);
    });
    // an arrow only moves: a choice between two values is made by Space or Enter, never on the way
    $("right").addEventListener("keydown", (event) => {
      if (event.target.type !== "radio" || !/^(Arrow|Enter)/.test(event.key)) return;
      event.preventDefault();
      if (event.key === "Enter") { event.target.click(); return; }
      const all = [...document.getElementsByName(event.target.name)], by = /Down|Right/.test(event.key) ? 1 : -1;
      all[(all.indexOf(event.target) + by + all.length) % all.length].focus();
    });
    $("right").addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.classList.contains("row")) select(event.target.dataset.row); });
    $("page").addEventListener("click", (event) => { const target = event.target.closest("[data-row]"); if (target && !marking && String(getSelection()) === "") select(target.dataset.row, page); });
    $("previous").onclick = () => goTo(page - 1); $("next").onclick = () => goTo(page + 1);
    $("larger").onclick = () => enlarge(1.2); $("smaller").onclick = () => enlarge(1 / 1.2);
    $("only").onchange = () => showPage(false);
    $("undo").onclick = undo;
    $("history-button").onclick = () => toggle($("history-button"), $("history"));
    $("export-button").onclick = () => toggle($("export-button"), $("exports"));
    $("finish").onclick = finish;
    $("add").hidden = !served; $("finish").hidden = !served; document.querySelector(".menu").hidden = !served;
    $("add").onclick = () => setMarking(!marking);
    $("search-form").addEventListener("submit", (event) => { event.preventDefault(); search($("search").value); const first = $("hits").querySelector("button"); if (first) first.click(); });
    $("search").addEventListener("input", () => search($("search").value));
    $("page").addEventListener("pointerdown", drag);
    document.addEventListener("pointerup", () => { if (marking && !D.pages[page - 1].picture) textMarked(); });
    document.addEventListener("pointerdown", (event) => { if (!event.target.closest(".menu, #history, #history-button")) closePanels(); });
    $("exports").addEventListener("click", () => toast("The file is on its way to your downloads."));
    addEventListener("resize", () => { room = 0; showPage(false); });
    addEventListener("keydown", key);
    for (const [name, words] of [["docx", "Worksheet – Word"], ["pdf", "Worksheet – PDF"], ["xlsx", "Facts and criteria – Excel"], ["html", "Worksheet – one page to read offline"], ["json", "Whole case – data file"], ["fhir.json", "For health systems – FHIR"], ["csv", "History – CSV"]]) $("exports").append(h("li", {}, h("a", { href: `/export/worksheet.${name}`, download: true }, words)));
  }
  function finish() {
    const left = D.rows.filter((row) => row.state === "draft").length, open = D.conflicts.filter((c) => !c.chosen).length;
    const weighty = D.rows.filter((row) => row.state === "draft" && row.carries.length).length;
    if (open) { warn(`${plural(open, "conflict")} still open. Choose a value first.`); return; }
    if (barred()) return;
    const dialog = $("dialog");
    dialog.replaceChildren(h("h3", { id: "dialog-title" }, "Finish review"), h("p", {}, left ? `${plural(left, "value")} not checked yet, ${weighty} of them under a criterion; they stay marked as such. ` : "Every value is checked. ", D.review.decision ? "" : "No decision is written."), h("div", { class: "acts" }, h("button", { class: "primary", type: "button", onclick: async () => { dialog.close(); await send({ kind: "finish" }); } }, "Finish"), h("button", { type: "button", onclick: () => { dialog.close(); next(true); } }, "Go to the next one"), h("button", { type: "button", onclick: () => dialog.close() }, "Cancel")));
    dialog.showModal();
  }
  function drag(event) {
    const view = D.pages[page - 1];
    if (!marking || !view.picture) return;
    event.preventDefault();
    const boxes = $("page").querySelector("svg.boxes"), frame = boxes.getBoundingClientRect(), scale = view.width / frame.width;
    const at = (e) => [(e.clientX - frame.left) * scale, (e.clientY - frame.top) * scale], from = at(event);
    const rect = s("rect", { class: "drag" }); boxes.append(rect);
    const box = (e) => { const to = at(e); return [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])]; };
    const move = (e) => { const b = box(e); for (const [name, value] of [["x", b[0]], ["y", b[1]], ["width", b[2] - b[0]], ["height", b[3] - b[1]]]) rect.setAttribute(name, value); };
    const up = (e) => { removeEventListener("pointermove", move); removeEventListener("pointerup", up); rect.remove(); mark({ page, box: box(e) }); };
    addEventListener("pointermove", move); addEventListener("pointerup", up);
  }
  function textMarked() {
    const chosen = getSelection(), pre = $("page").querySelector("pre");
    if (!pre || chosen.isCollapsed || !pre.contains(chosen.anchorNode) || !pre.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0), before = document.createRange();
    before.selectNodeContents(pre); before.setEnd(range.startContainer, range.startOffset);
    const start = Array.from(before.toString()).length, end = start + Array.from(range.toString()).length;
    chosen.removeAllRanges();
    if (end > start) mark({ page, start, end });
  }
  const KEYS = { j: () => step(1), k: () => step(-1), n: () => next(true), a: () => act("accept"), c: () => act("correct"), x: () => act("reject"), u: undo, m: () => served && setMarking(!marking), "[": () => goTo(page - 1), "]": () => goTo(page + 1), "+": () => enlarge(1.2), "-": () => enlarge(1 / 1.2), "/": () => $("search").focus() };
  function key(event) {
    if (event.key === "Enter" && event.target.tagName === "SELECT" && event.target.form) { event.preventDefault(); event.target.form.requestSubmit(); return; }
    if (event.key === "Escape") { if (closePanels()) return; if (marking) setMarking(false); if (editing) { const id = editing; editing = null; redraw(id); focusRow(id); } else { $("hits").hidden = true; if (document.activeElement === $("search")) $("search").blur(); } return; }
    if (event.ctrlKey || event.metaKey || event.altKey || $("dialog").open || busy) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && !/^(checkbox|radio)$/.test(event.target.type)) return;
    const done = KEYS[event.key.toLowerCase()];
    if (done) { event.preventDefault(); done(); }
  }
  async function start() {
    let told;
    if (served) told = await (await fetch("/api/view")).json(); else told = JSON.parse($("data").textContent);
    FORMS = told.forms;
    for (const [type, list] of Object.entries(FORMS)) { FORMS[type] = list.fields; FORMS[type].title = list.title; }
    take(told.view);
    listen();
    draw();
    thumbs();
    showPage(false);
    if (order.length) select(order[0], null, true);
    $("right").scrollTop = 0;
    document.body.dataset.ready = "true";
  }
  start();
})();
