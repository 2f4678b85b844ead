// A page in Chromium, watched: what it asks the network for, and what it says on the console.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const ADDRESS = pathToFileURL(process.env.PAGE).href;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

let browser = null;

export async function start() {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
}

export const stop = () => browser?.close();

/** Opens the page and waits for the first week. `look.hash` is its fragment, `look.before` a script that runs before it. */
export async function open(look = {}) {
  const { width = 1366, height = 768, language = "en", dark = false, hash = "", before = null, motion = "no-preference" } = look;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", locale: language === "zh" ? "zh-CN" : "en-GB", reducedMotion: motion, acceptDownloads: true });
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("request", (request) => /^(blob|data):/.test(request.url()) || request.url().startsWith(ADDRESS) || page.faults.push(`asked for ${request.url()}`));
  if (before) await page.addInitScript(before);
  const begun = performance.now();
  await page.goto(ADDRESS + hash);
  await page.waitForFunction(() => /\d/.test(document.querySelector("[data-testid=clock]")?.textContent ?? ""), null, { timeout: 30_000 });
  page.opened = performance.now() - begun;
  return page;
}

/** Ends it; a fault on the way is a failure. */
export async function close(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

export const at = (page, id) => page.locator(`[data-testid="${id}"]`);
export const press = (page, id) => at(page, id).click();
/** Chooses one of several side by side. */
export const choose = (page, id) => at(page, id).check({ force: true });
export const text = async (page, id) => (await at(page, id).textContent()) ?? "";
export const week = async (page) => Number(/\d+/.exec(await text(page, "clock"))?.[0] ?? -1);

/** Moves a slider as a hand does. */
export const slide = (page, id, value) =>
  at(page, id).evaluate((slider, to) => {
    slider.value = String(to);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }, value);

/** What the address says, once it has been written. */
export async function state(page) {
  await page.waitForTimeout(450);
  return await page.evaluate(() => location.hash);
}

export async function pause(page) {
  if (/Pause|暂停/.test(await text(page, "play"))) await press(page, "play");
  await page.waitForTimeout(150);
}

/** Runs the twenty pairs and waits for the verdicts. */
export async function runPairs(page, id) {
  await press(page, id);
  await at(page, "verdicts").waitFor({ timeout: 180_000 });
}
