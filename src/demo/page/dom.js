// What the parts of the page share: making nodes, asking the server, telling the person.

const TOAST_MS = 3500;

export const $ = (selector) => document.querySelector(selector);
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export function el(tag, props = {}, ...children) {
  const { data = {}, ...rest } = props;
  const node = Object.assign(document.createElement(tag), rest);
  Object.assign(node.dataset, data);
  node.append(...children);
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export async function post(path, body = {}) {
  const headers = { "content-type": "application/json" };
  return posted(fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

export async function posted(request) {
  try {
    const answer = await request;
    const data = await answer.json().catch(() => ({}));
    if (answer.ok) return data;
    toast(data.error ?? `That did not work (${answer.status}).`);
  } catch {
    toast("The demo is not answering.");
  }
  return null;
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without a secure origin there is no clipboard; the old way still works.
    const area = el("textarea", { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast("Copied");
}

/** Says something briefly, below everything else. */
export function toast(text) {
  const node = el("p", { textContent: text });
  $("#toasts").append(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

/** A button that opens a list beside it; a click anywhere else closes it, and so does a choice. */
export function opens(button, list) {
  const toggle = (open) => {
    $(list).hidden = !open;
    $(button).setAttribute("aria-expanded", open);
  };
  $(button).onclick = () => toggle($(list).hidden);
  document.addEventListener("click", ({ target }) => {
    const stays = $(button).contains(target) || target.closest(`${list} :is(select, label, p)`);
    if (!stays) toggle(false);
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false));
}
