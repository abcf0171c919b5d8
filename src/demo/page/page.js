// The chat with the bot and the strip above it. They draw what /demo/state and /demo/strip say and
// post what the person does; nothing is kept here.

import { $, copy, el, get, icon, opens, pause, post, posted, toast } from "/dom.js";
import { drawMoney } from "/money.js";

const STRIP_EVERY_MS = 1000;
const RETRY_MS = 1000;

// ---- the strip -------------------------------------------------------------------------------

let strip = { zone: "UTC" };

function when(at, options) {
  const format = (timeZone) => new Intl.DateTimeFormat("en-GB", { timeZone, ...options });
  try {
    return format(strip.zone).format(new Date(at));
  } catch {
    return format("UTC").format(new Date(at)); // The browser does not know the zone.
  }
}
const minutes = (at) => when(at, { hour: "2-digit", minute: "2-digit" });
const day = (at) => when(at, { weekday: "short", day: "numeric", month: "long" });

function drawStrip(next) {
  const moved = next.zone !== strip.zone;
  strip = next;
  $("#clock").textContent = when(strip.wall, { timeStyle: "medium" });
  $("#clock").dateTime = strip.wall;
  $("#date").textContent = `${day(strip.wall)} · ${strip.zone}`;
  $("#phone-clock").textContent = minutes(strip.wall);
  $("#dialled").textContent = strip.dialled ?? 0;
  $("#wallet").textContent = strip.wallet ?? "–";
  $("#number").textContent = strip.phone ?? "–";
  drawMoney(strip);
  drawElsewhere(strip.bot);
  if (moved && shown) draw(shown);
}

/** With the real Telegram there is no chat here, only the way to it. */
function drawElsewhere(bot) {
  $("#elsewhere").hidden = !bot;
  if (!bot) return;
  $("#bot").href = bot;
  for (const part of ["#chat", "#welcome", "#composer"]) $(part).hidden = true;
}

async function lookAtStrip() {
  try {
    drawStrip(await get("/demo/strip"));
    $("#offline").hidden = true;
  } catch {
    $("#offline").hidden = false;
  }
}

async function watchStrip() {
  for (;;) {
    await pause(STRIP_EVERY_MS);
    await lookAtStrip();
  }
}

for (const button of document.querySelectorAll("[data-forward]")) {
  button.onclick = async () => {
    const next = await post("/demo/clock", { advance_s: Number(button.dataset.forward) });
    if (next) drawStrip(next);
  };
}
// ---- the chat --------------------------------------------------------------------------------

const ALLOWED = new Set(["B", "I", "U", "S", "CODE", "PRE", "A", "BLOCKQUOTE", "TG-SPOILER"]);
const ACTIONS = {
  typing: "typing…",
  upload_photo: "sending a photo…",
  upload_document: "sending a file…",
};

/** A message's HTML as nodes. Only known tags are made anew; anything else becomes its text. */
function formatted(html) {
  const source = new DOMParser().parseFromString(`<div>${html}</div>`, "text/html").body.firstChild;
  const fragment = document.createDocumentFragment();
  copyNodes(source, fragment);
  return fragment;
}

function copyNodes(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      // A quotation ends its own line; the line break after it would show as an empty one.
      const afterBlock = ["BLOCKQUOTE", "PRE"].includes(node.previousSibling?.nodeName);
      to.append(afterBlock ? node.data.replace(/^\n/, "") : node.data);
    } else if (!ALLOWED.has(node.nodeName)) {
      copyNodes(node, to);
    } else {
      const made = node.nodeName === "TG-SPOILER" ? spoiler() : el(node.nodeName);
      const href = node.getAttribute("href") ?? "";
      if (node.nodeName === "A" && /^(https?:|tg:|mailto:|tel:)/i.test(href)) {
        Object.assign(made, { href, target: "_blank", rel: "noopener noreferrer" });
      }
      copyNodes(node, made);
      to.append(made);
    }
  }
}

function spoiler() {
  const node = el("span", { className: "spoiler", tabIndex: 0, role: "button" });
  node.onclick = () => node.classList.add("seen");
  node.onkeydown = (event) => event.key === "Enter" && node.click();
  return node;
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

function attachment(file) {
  if (!file) return [];
  if (file.photo) {
    const [width, height] = file.photo;
    const image = el("img", { src: file.url, alt: file.name, width, height, onload: follow });
    return [el("a", { className: "photo", href: file.url, target: "_blank" }, image)];
  }
  const about = el("span", {}, el("b", {}, file.name), el("small", {}, size(file.size)));
  const disc = el("i", {}, icon("file"));
  return [el("a", { className: "doc", href: file.url, download: file.name }, disc, about)];
}

function inlineButton(message, button, row, col) {
  const props = { className: "ib", data: { row, col } };
  const face = button.kind === "data" ? [button.label] : [button.label, icon(button.kind)];
  if (button.kind === "url") {
    const opens = { href: button.value, target: "_blank", rel: "noopener noreferrer" };
    return el("a", { ...props, ...opens }, ...face);
  }
  const node = el("button", { ...props, type: "button" }, ...face);
  node.onclick = async () => {
    if (button.kind === "copy") return copy(button.value);
    node.classList.add("busy");
    await post("/demo/tap", { message_id: message.id, row, col });
    node.classList.remove("busy");
  };
  return node;
}

function bubble(message) {
  const edited = message.edited ? "edited " : "";
  const stamp = el("time", { textContent: edited + minutes(message.at), dateTime: message.at });
  const text = el("div", { className: "text" }, formatted(message.html), stamp);
  const body = el("div", { className: "bubble" }, ...attachment(message.file), text);
  body.classList.toggle("bare", Boolean(message.file?.photo) && !message.html);
  return body;
}

function drawMessage(item, message) {
  item.className = `msg ${message.bot ? "in" : "out"}`;
  item.classList.toggle("wide", message.buttons.length > 0);
  const rows = message.buttons.map((row, r) =>
    el("div", { className: "row" }, ...row.map((button, c) => inlineButton(message, button, r, c))),
  );
  item.replaceChildren(bubble(message), ...rows);
}

let shown = null;
let toastsSeen = null;
let action = 0;

/** Stays at the newest message while the person is there: also when a picture or a keyboard takes
 *  room. */
let atEnd = true;
const follow = () => atEnd && $("#chat").scrollTo(0, $("#chat").scrollHeight);
let lastTop = 0;
$("#chat").onscroll = ({ target }) => {
  // Only a person scrolls up; more messages or less room must not look like it.
  const near = target.scrollHeight - target.scrollTop - target.clientHeight < 60;
  atEnd = near || (atEnd && target.scrollTop >= lastTop);
  lastTop = target.scrollTop;
};
new ResizeObserver(follow).observe($("#chat"));

/** Draws a state. Messages that did not change keep their nodes, and with them focus and scroll. */
function draw(state) {
  const list = $("#chat");
  const old = new Map([...list.children].map((item) => [item.dataset.id, item]));
  let last = "";
  for (const message of state.messages) {
    const item = old.get(String(message.id)) ?? el("article", { data: { id: message.id } });
    const isNew = !old.delete(String(message.id));
    const look = JSON.stringify([message, strip.zone]);
    if (item.look !== look) {
      const focus = item.contains(document.activeElement) ? document.activeElement.dataset : null;
      drawMessage(item, message);
      const place = focus?.row && `.ib[data-row="${focus.row}"][data-col="${focus.col}"]`;
      if (place) item.querySelector(place)?.focus();
      if (shown && isNew) item.classList.add("fresh");
      if (shown && item.edits < message.edited) item.classList.add("flash");
      item.look = look;
      item.edits = message.edited;
    }
    const date = day(message.at);
    if (date === last) delete item.dataset.day;
    else item.dataset.day = date;
    last = date;
    if (isNew) list.append(item);
  }
  old.forEach((item) => item.remove());
  shown = state;
  follow();
  $("#welcome").hidden = state.messages.length > 0 || Boolean(strip.bot);
  drawKeys(state.keys);
  drawCommands(state.commands);
  drawAction(state.action);
  drawToasts(state.toasts);
}

function drawKeys(rows) {
  const sends = {
    label: (key) => post("/demo/send", { text: key.label }),
    contact: askContact,
    location: askLocation,
  };
  const look = JSON.stringify(rows);
  if ($("#keys").look === look) return;
  $("#keys").look = look;
  $("#keys").hidden = rows.length === 0;
  const button = (key) =>
    el("button", { type: "button", onclick: () => sends[key.sends](key) }, key.label);
  const drawRow = (row) => el("div", { className: "row" }, ...row.map(button));
  $("#keys").replaceChildren(...rows.map(drawRow));
}

function drawCommands(commands) {
  $("#menu").hidden = commands.length === 0;
  $("#menu-list").replaceChildren(...commands.map(({ name, text }) => {
    const run = () => post("/demo/send", { text: `/${name}` });
    const face = [el("b", {}, text), el("small", {}, `/${name}`)];
    return el("button", { type: "button", onclick: run }, ...face);
  }));
}

function drawAction(next) {
  clearTimeout(action);
  $("#status").textContent = next ? (ACTIONS[next.what] ?? "busy…") : "bot";
  $("#status").classList.toggle("busy", Boolean(next));
  if (next) action = setTimeout(() => drawAction(null), next.for_ms);
}

function drawToasts(toasts) {
  const fresh = toastsSeen === null ? [] : toasts.slice(toastsSeen);
  toastsSeen = toasts.length;
  for (const { text, alert } of fresh) {
    if (!alert) toast(text);
    else {
      $("#alert p").textContent = text;
      if (!$("#alert").open) $("#alert").showModal();
    }
  }
}

async function watchChat() {
  for (;;) {
    try {
      draw(await get(shown ? `/demo/state?since=${shown.version}` : "/demo/state"));
    } catch (error) {
      console.warn(error);
      await pause(RETRY_MS);
    }
  }
}

// ---- writing ---------------------------------------------------------------------------------

const input = $("#input");

function fit() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 140)}px`;
}

async function send(event) {
  event.preventDefault();
  const text = input.value.trim();
  if (!text) return;
  input.value = "";
  fit();
  if (!(await post("/demo/send", { text }))) input.value = text;
  input.focus();
}

$("#composer").onsubmit = send;
input.oninput = fit;
input.onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
};
$("#start").onclick = () => post("/demo/send", { text: "/start" });

opens("#menu", "#menu-list");
opens("#attach", "#attach-list");

$("#attach-file").onclick = () => $("#file").click();
$("#file").onchange = async () => {
  const [file] = $("#file").files;
  if (file) {
    const headers = { "content-type": file.type || "application/octet-stream" };
    const path = `/demo/upload?name=${encodeURIComponent(file.name)}`;
    await posted(fetch(path, { method: "POST", headers, body: file }));
  }
  $("#file").value = "";
};

function askContact() {
  const dialog = $("#ask-contact");
  $("#contact-phone").value ||= strip.phone ?? "";
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue) post("/demo/contact", { phone: $("#contact-phone").value });
  };
  dialog.showModal();
}

function askLocation() {
  const dialog = $("#ask-location");
  dialog.returnValue = "";
  dialog.onclose = () => {
    const [lat, lon] = dialog.returnValue.split(",").map(Number);
    if (dialog.returnValue) post("/demo/location", { lat, lon });
  };
  dialog.showModal();
}
$("#attach-contact").onclick = askContact;
$("#attach-location").onclick = askLocation;

/** The demo begins on a working morning where the browser is; once begun, it stays as it is. */
async function arrive() {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  if (timeZone) await post("/demo/act/zone", { zone: timeZone });
}

// The strip comes first: it knows the zone in which the chat's times are shown.
arrive().then(lookAtStrip).then(() => {
  watchStrip();
  watchChat();
});
