// The strip's two menus about money: coins for an open top-up, and what goes wrong at the payment
// provider and at the source of rates.

import { $, el, opens, post, toast } from "/dom.js";

opens("#pay", "#pay-list");
opens("#ail", "#ail-list");

export function drawMoney({ can_pay, open = [], faults = [] }) {
  $("#payer").hidden = !can_pay;
  drawOpen(open);
  $("#ail").classList.toggle("on", faults.length > 0);
  $("#ail-now").hidden = faults.length === 0;
  $("#ail-now").textContent = faults.join("\n");
}

/** The open top-ups; there is nothing to choose of one. */
function drawOpen(open) {
  const which = $("#pay-which");
  const look = JSON.stringify(open);
  if (which.look === look) return;
  which.look = look;
  const before = which.value;
  which.replaceChildren(...open.map(({ id, text }) => el("option", { value: id }, text)));
  if (open.some(({ id }) => String(id) === before)) which.value = before;
  which.hidden = open.length < 2;
  $("#pay-none").hidden = open.length > 0;
}

for (const button of document.querySelectorAll("[data-way]")) {
  button.onclick = async () => {
    const topup = Number($("#pay-which").value) || undefined;
    const done = await post("/demo/act/pay", { way: button.dataset.way, topup });
    if (done?.told) toast(done.told);
  };
}

for (const button of document.querySelectorAll("[data-ail]")) {
  button.onclick = async () => {
    const how = button.dataset.ail;
    const wish = { at: $("#ail-at").value, what: $("#ail-what").value, how };
    const done = await post("/demo/act/fault", how === "off" ? {} : wish);
    if (done?.told) toast(done.told);
  };
}
