// The demo page, driven as an impatient person on a phone would: named scenarios, one screenshot
// each. Usage: node run.mjs PATH-TO-IVRBOT FOLDER-FOR-SCREENSHOTS
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const [binary, out] = process.argv.slice(2).map((path) => resolve(path));
// Anything that takes longer than this is a failure, whatever the machine.
const PATIENCE_MS = 30_000;
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Starts a demo of its own, so that no scenario sees another's chat. */
async function demo() {
  const child = spawn(binary, ["demo", "--port", "0"], {
    cwd: mkdtempSync(join(tmpdir(), "ivrbot-browser-")),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (data) => {
      text += data;
      const found = text.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    child.on("exit", (code) => reject(new Error(`the demo ended with ${code}: ${text}`)));
  });
  return { address, stop: () => child.kill("SIGINT") };
}

/** What a person does, by what he sees. */
class Person {
  constructor(page) {
    this.page = page;
  }

  last() {
    return this.page.locator("#chat .msg.bot, #chat .msg[data-from=bot]").last();
  }

  button(text) {
    return this.page.locator("#chat button.ib", { hasText: text }).last();
  }

  async taps(text) {
    await this.button(text).click();
  }

  async types(text) {
    await this.page.locator("#input").fill(text);
    await this.page.locator("#send").click();
  }

  async sees(text) {
    await this.page.locator("#chat", { hasText: text }).waitFor();
  }

  async phone(id) {
    const tab = this.page.locator("#tab-phone");
    if (await tab.isVisible()) await tab.click();
    await this.page.locator(id).click();
  }

  async chat() {
    const tab = this.page.locator("#tab-chat");
    if (await tab.isVisible()) await tab.click();
  }

  async presses(key) {
    await this.phone(`#phone [data-key="${key}"]`);
  }

  async forward(seconds, times = 1) {
    for (let i = 0; i < times; i += 1) {
      await this.page.locator(`[data-forward="${seconds}"]`).click();
      await this.page.waitForTimeout(150);
    }
  }

  /** Lets minutes pass until the chat says this. */
  async waits(text, minutes = 30) {
    for (let i = 0; i < minutes; i += 1) {
      if (await this.page.locator("#chat", { hasText: text }).isVisible()) return;
      await this.page.locator('[data-forward="60"]').click();
      await this.page.waitForTimeout(1_000);
    }
    throw new Error(`${minutes} minutes went by without “${text}”`);
  }

  async number() {
    const strip = await this.page.evaluate(() => fetch("/demo/strip").then((r) => r.json()));
    return strip.phone;
  }

  /** To the card with the address and its code. */
  async asksToTopUp() {
    await this.types("/menu");
    for (const label of ["👛", "➕", "$20.00", "USDT on Tron"]) await this.taps(label);
    await this.sees("Send exactly 20 USDT");
    await this.page.locator("#chat img").waitFor();
  }

  /** Coins come to the address on the card. */
  async topsUp(way = "exact") {
    await this.asksToTopUp();
    await this.page.locator("#pay").click();
    await this.page.locator(`[data-way="${way}"]`).click();
    await this.waits("was added to your balance");
  }

  /** DynoPay or Tatum fails: once, from now on, or no more. */
  async ails(how, at, what) {
    await this.page.locator("#ail").click();
    if (at) await this.page.locator("#ail-at").selectOption(at);
    if (what) await this.page.locator("#ail-what").selectOption(what);
    await this.page.locator(`[data-ail="${how}"]`).click();
  }

  async signsUp() {
    await this.page.locator("#start").click();
    await this.page.locator("#chat button.ib").first().waitFor();
    await this.taps("English");
    await this.taps("✅");
    await this.sees("Is it");
    await this.taps("✅ Yes");
    await this.sees("What would you like to do?");
  }

  /** The first task, or the first example for who has none. */
  async task() {
    const question = this.page.locator("#chat .msg", { hasText: "What should be said" }).last();
    await question.locator("button.ib").first().click();
  }

  /** From the menu to the card of a call that is being dialled. */
  async calls() {
    await this.taps("📞");
    await this.sees("What should be said");
    await this.task();
    await this.sees("Which number?");
    await this.types(await this.number());
    const asked = this.page.locator("#chat", { hasText: "name of your business" });
    const ready = this.button("👍 Customer");
    await Promise.race([asked.waitFor(), ready.waitFor()]);
    if (!(await ready.isVisible())) {
      await this.types("Example Clinic");
      await this.sees("call back");
      await this.types(await this.number());
    }
  }
}

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1200, height: 800 };

const scenarios = {
  "sign-up-on-a-phone": [PHONE, async (ann) => {
    await ann.signsUp();
  }],
  "a-call-answered-with-a-key": [PHONE, async (ann) => {
    await ann.signsUp();
    await ann.calls();
    await ann.taps("👍 Customer");
    await ann.phone("#answer");
    await ann.page.locator("#phone", { hasText: "automated call" }).waitFor();
    await ann.presses("1");
    await ann.phone("#hangup");
    await ann.chat();
    await ann.sees("✅ Answered");
    await ann.sees("Keys pressed");
  }],
  "voicemail-then-again": [DESK, async (ann) => {
    await ann.signsUp();
    await ann.calls();
    await ann.taps("👍 Customer");
    await ann.phone("#voicemail");
    await ann.sees("📼 Voicemail");
    await ann.taps("🔁 Again now");
    await ann.phone("#answer");
    await ann.phone("#hangup");
    await ann.sees("✅ Answered");
  }],
  "key-nine-is-respected": [DESK, async (ann) => {
    await ann.signsUp();
    await ann.calls();
    await ann.taps("👍 Customer");
    await ann.phone("#answer");
    await ann.page.locator("#phone", { hasText: "automated call" }).waitFor();
    await ann.presses("9");
    await ann.sees("asked not to be called again");
  }],
  "at-night-one-tap-to-the-morning": [PHONE, async (ann) => {
    await ann.signsUp();
    await ann.forward(3600, 13);
    await ann.calls();
    await ann.sees("outside calling hours");
    await ann.taps("👍 Customer");
    await ann.taps("🕗");
    await ann.sees("Scheduled for");
    await ann.forward(3600, 9);
    await ann.phone("#answer");
    await ann.phone("#hangup");
  }],
  "a-card-says-where-the-coins-go": [PHONE, async (ann) => {
    await ann.signsUp();
    await ann.asksToTopUp();
  }],
  "less-than-was-asked-is-credited-as-it-came": [DESK, async (ann) => {
    await ann.signsUp();
    await ann.topsUp("under");
    await ann.sees("less than the");
  }],
  "of-two-top-ups-one-is-paid-short": [PHONE, async (ann) => {
    await ann.signsUp();
    await ann.asksToTopUp();
    await ann.asksToTopUp();
    await ann.page.locator("#pay").click();
    await ann.page.locator("#pay-which").selectOption({ label: "P1 · $20.00 · USDT-TRC20" });
    await ann.page.locator("#pay-list").screenshot({ path: join(out, "menu-of-payments.png") });
    await ann.page.locator('[data-way="under"]').click();
    await ann.waits("$12.00 was added to your balance");
    await ann.sees("Reference P1");
    await ann.sees("less than the");
    await ann.page.locator("#pay").click();
  }],
  "a-provider-that-fails-loses-nothing": [PHONE, async (ann) => {
    await ann.signsUp();
    await ann.ails("on", "pay.open", "lost");
    await ann.types("/menu");
    for (const label of ["👛", "➕", "$20.00", "USDT on Tron"]) await ann.taps(label);
    await ann.sees("Getting an address");
    await ann.page.locator("#ail.on").waitFor();
    await ann.ails("off");
    await ann.waits("Send exactly 20 USDT");
    await ann.ails("next", "pay.status", "500");
    await ann.page.locator("#pay").click();
    await ann.page.locator('[data-way="exact"]').click();
    await ann.waits("was added to your balance");
    await ann.ails("on", "rate.v4", "malformed");
    await ann.page.locator("#ail").click();
    await ann.page.locator("#ail-now", { hasText: "Tatum" }).waitFor();
  }],
  "a-list-with-one-card": [DESK, async (ann) => {
    await ann.signsUp();
    await ann.topsUp();
    await ann.calls();
    await ann.types("/menu");
    await ann.taps("📋");
    await ann.task();
    await ann.sees("Paste the numbers");
    await ann.types(Array.from({ length: 5 }, (_, n) => `+1212555020${n}`).join("\n"));
    await ann.taps("👍 Customer");
    await ann.taps("✅ Start calling");
    await ann.waits("List finished");
    await ann.taps("📄");
    await ann.sees("Results of");
  }],
};

async function play(browser, name, [viewport, story]) {
  const { address, stop } = await demo();
  const context = await browser.newContext({ viewport, timezoneId: "America/New_York" });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const noise = [];
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("console", (line) => line.type() === "error" && noise.push(line.text()));
  try {
    await page.goto(address);
    await story(new Person(page));
    if (noise.length > 0) throw new Error(`the page complained: ${noise.join("; ")}`);
    return null;
  } catch (error) {
    return error;
  } finally {
    await page.screenshot({ path: join(out, `${name}.png`) });
    await context.close();
    stop();
  }
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
let failed = 0;
const only = process.env.ONLY;
for (const [name, scenario] of Object.entries(scenarios)) {
  if (only && only !== name) continue;
  const error = await play(browser, name, scenario);
  failed += error ? 1 : 0;
  console.log(`${error ? "FAILED" : "ok"}  ${name}${error ? `\n${error.message}` : ""}`);
}
await browser.close();
console.log(`${Object.keys(scenarios).length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
