// The telephone beside the chat: it rings, is answered, shows what is said and sends keys. The
// calls themselves are in /phone/state.

import { $, copy, el, get, pause, post } from "/dom.js";

const EVERY_MS = 400;
const KEYS = [
  ["1", ""], ["2", "ABC"], ["3", "DEF"],
  ["4", "GHI"], ["5", "JKL"], ["6", "MNO"],
  ["7", "PQRS"], ["8", "TUV"], ["9", "WXYZ"],
  ["*", ""], ["0", "+"], ["#", ""],
];
const STATES = { idle: "No call", ringing: "Incoming call", ended: "Call ended" };
const TITLE = document.title;

let call = null;
let talkingSince = 0;

/** The call on the screen: one in progress before one that rings, and else the last one. */
function current(calls) {
  const last = (state) => calls.findLast((call) => call.state === state);
  return last("talking") ?? last("ringing") ?? calls.at(-1) ?? null;
}

function draw(next) {
  const state = next?.state ?? "idle";
  const isOther = next?.call_id !== call?.call_id;
  if (isOther) $("#lines").replaceChildren();
  if (isOther || state !== (call?.state ?? "idle")) {
    if (state === "talking") talkingSince = performance.now();
    drawState(state);
  }
  call = next;
  $("#call-from").textContent = call?.from ?? "";
  if (state === "talking") $("#call-state").textContent = elapsed();
  drawLines(call?.lines ?? []);
}

function drawState(state) {
  const ringing = state === "ringing";
  const talking = state === "talking";
  $("#phone").dataset.state = state;
  $("#call-state").textContent = STATES[state] ?? "";
  $("#answer").hidden = $("#voicemail").hidden = !ringing;
  $("#hangup").hidden = !ringing && !talking;
  $("#hangup span").textContent = ringing ? "Decline" : "Hang up";
  $("#keypad").hidden = $("#say").hidden = !talking;
  $("#tab-phone").classList.toggle("ringing", ringing);
  document.title = ringing ? "☎ Ringing…" : TITLE;
  if (!talking) speechSynthesis?.cancel();
}

function elapsed() {
  const seconds = Math.floor((performance.now() - talkingSince) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function drawLines(lines) {
  const list = $("#lines");
  if (list.children.length > lines.length) list.replaceChildren();
  const fresh = lines.slice(list.children.length);
  for (const { who, text } of fresh) {
    const shown = text.replace(/^Pressed Button: /, ""); // As the voice provider writes a key.
    list.append(el("li", { className: who, textContent: shown }));
    if (who === "voice" && $("#speak").checked && "speechSynthesis" in window) {
      speechSynthesis.speak(new SpeechSynthesisUtterance(text));
    }
  }
  if (fresh.length) list.scrollTop = list.scrollHeight;
}

const act = (what, more = {}) => call && post(`/phone/${what}`, { call_id: call.call_id, ...more });

for (const [key, letters] of KEYS) {
  const props = { type: "button", data: { key }, onclick: () => press(key) };
  const button = el("button", props, el("b", {}, key), el("small", {}, letters));
  if (key === "*") button.setAttribute("aria-label", "star");
  if (key === "#") button.setAttribute("aria-label", "hash");
  $("#keypad").append(button);
}

function press(key) {
  const button = $(`#phone [data-key="${CSS.escape(key)}"]`);
  button.classList.add("down");
  setTimeout(() => button.classList.remove("down"), 150);
  act("key", { key });
}

$("#answer").onclick = () => act("answer");
$("#hangup").onclick = () => act("hangup");
$("#voicemail").onclick = () => act("voicemail");
$("#copy-number").onclick = () => copy($("#number").textContent);
$("#speak").onchange = () => $("#speak").checked || speechSynthesis?.cancel();
$("#say").onsubmit = (event) => {
  event.preventDefault();
  const text = $("#say-text").value.trim();
  if (text) act("say", { text });
  $("#say-text").value = "";
};
// Digits typed while the phone has the focus are keys, except in its text field.
$("#phone").onkeydown = (event) => {
  const typed = event.target.matches("#say-text");
  if (!typed && call?.state === "talking" && /^[0-9*#]$/.test(event.key)) press(event.key);
};

// ---- tabs, on a narrow screen ----------------------------------------------------------------

const tabs = ["chat", "phone"];

function show(name) {
  $("main").dataset.tab = name;
  for (const tab of tabs) {
    $(`#tab-${tab}`).setAttribute("aria-selected", tab === name);
    $(`#tab-${tab}`).tabIndex = tab === name ? 0 : -1;
  }
}
for (const tab of tabs) {
  $(`#tab-${tab}`).onclick = () => show(tab);
  $(`#tab-${tab}`).onkeydown = (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tabs.find((name) => name !== tab);
    show(other);
    $(`#tab-${other}`).focus();
  };
}
show("chat");

for (;;) {
  try {
    draw(current((await get("/phone/state")).calls));
  } catch (error) {
    console.warn(error);
  }
  await pause(EVERY_MS);
}
