import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { at, close, open, pause, press, slide, start, state, stop, text, week } from "./page.mjs";

before(start);
after(stop);

test("the page opens by itself, asks for nothing and has curves", async (t) => {
  const page = await open();
  t.diagnostic(`first week after ${page.opened.toFixed(0)} ms`);
  const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  assert.match(policy, /connect-src 'none'/);
  assert.equal(await page.locator(".curve canvas").count(), 3);
  assert.match(await text(page, "week"), /\d+ needs arose/);
  await close(page);
});

test("the library in this browser gives the bits that it gives natively", async () => {
  const page = await open();
  for (const line of readFileSync(new URL("../core/digests.txt", import.meta.url), "utf8").trim().split("\n")) {
    const [base, native] = line.split(" ");
    assert.equal(await page.evaluate((name) => window.grassroots.digest(name), base), native, base);
  }
  await close(page);
});

test("time can be stopped, stepped, sped up and begun again", async () => {
  const page = await open();
  await pause(page);
  const before = await week(page);
  await press(page, "step");
  await page.waitForFunction((last) => Number(/\d+/.exec(document.querySelector("[data-testid=clock]").textContent)[0]) === last + 1, before);
  await at(page, "speed-fastest").check({ force: true });
  await press(page, "play");
  await page.waitForFunction((last) => Number(/\d+/.exec(document.querySelector("[data-testid=clock]").textContent)[0]) > last + 20, before, { timeout: 20_000 });
  await pause(page);
  await press(page, "restart");
  await page.waitForFunction((last) => Number(/\d+/.exec(document.querySelector("[data-testid=clock]").textContent)?.[0] ?? 0) in { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1 }, before, { timeout: 20_000 });
  await close(page);
});

test("no frame takes long while the city lives", async (t) => {
  const page = await open();
  const longest = await page.evaluate(
    () =>
      new Promise((resolve) => {
        let longest = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (longest = Math.max(longest, entry.duration)))).observe({ type: "longtask" });
        setTimeout(() => resolve(longest), 6000);
      }),
  );
  t.diagnostic(`longest task ${longest.toFixed(0)} ms (0: none over 50 ms)`);
  assert.ok(longest < 300, `${longest} ms`);
  await close(page);
});

test("shares of the budget sum to one, and the payer pays", async () => {
  const page = await open();
  const shares = async () => {
    const all = await page.locator("[data-testid^=share-]:not([data-testid=share-total])").allTextContents();
    return all.map((share) => Number(share.replace("%", "").replace("−", "-")));
  };
  const before = await shares();
  assert.equal(before.length, 9);
  await slide(page, "slider-law", 0.12);
  const after = await shares();
  const sum = after.reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(sum - 100) < 0.01, `${sum}`);
  assert.ok(Math.abs(before[0] - after[0] - 7) < 0.01, "staff pays seven points");
  await slide(page, "slider-law", 0.6);
  assert.ok(Math.abs((await shares()).reduce((a, b) => a + b, 0) - 100) < 0.01);
  await close(page);
});

test("every rule changes the plan, and undoing brings it back", async () => {
  const page = await open();
  await pause(page);
  await at(page, "desk-rules").check({ force: true });
  await page.evaluate(() => document.querySelectorAll(".rules details").forEach((details) => (details.open = true)));
  const rules = await page.locator(".rules [data-testid^=rule-]").evaluateAll((all) => all.map((rule) => rule.dataset.testid));
  assert.ok(rules.length >= 20, `${rules.length} rules`);
  let last = await state(page);
  for (const rule of rules) {
    await at(page, rule).evaluate((control) => {
      if (control.tagName === "SELECT") control.selectedIndex = (control.selectedIndex + 1) % control.options.length;
      else if (control.type === "checkbox") control.checked = !control.checked;
      else control.value = String(Number(control.value) > Number(control.min) ? control.min : control.max);
      control.dispatchEvent(new Event(control.type === "range" ? "input" : "change", { bubbles: true }));
    });
    const now = await state(page);
    assert.notEqual(now, last, rule);
    last = now;
  }
  await press(page, "reset");
  await page.waitForFunction(() => document.querySelector("[data-testid=reset]").hidden, null, { timeout: 20_000 });
  const plan = JSON.parse(Buffer.from((await state(page)).split(".")[1], "base64url").toString()).p;
  assert.deepEqual(plan, { b: "baseline" });
  await close(page);
});

test("starting points, seeds and layers can be chosen", async () => {
  const page = await open();
  await at(page, "base").selectOption("crisis");
  await page.waitForFunction(() => /\d/.test(document.querySelector("[data-testid=clock]").textContent), null, { timeout: 20_000 });
  const crisis = await state(page);
  await page.evaluate(() => (document.querySelector("[data-testid=start-more]").open = true));
  await at(page, "seed").fill("7");
  await at(page, "seed").press("Enter");
  await page.waitForFunction((before) => location.hash !== before, crisis, { timeout: 20_000 });
  for (const layer of ["backlog", "stock", "grievance", "satisfaction", "trust"]) {
    const before = await text(page, "map-legend");
    await at(page, `layer-${layer}`).check({ force: true });
    await page.waitForFunction((old) => document.querySelector("[data-testid=map-legend]").textContent !== old, before, { timeout: 10_000 });
  }
  await at(page, "seed").fill("-3");
  await at(page, "seed").press("Enter");
  assert.match(await text(page, "notice"), /whole number/);
  await close(page);
});

test("a resident and an office can be met", async () => {
  const page = await open();
  await pause(page);
  await at(page, "resident-number").fill("12");
  await press(page, "resident-go");
  await at(page, "story").waitFor({ timeout: 30_000 });
  assert.match(await text(page, "card-title"), /12/);
  assert.match(await text(page, "story"), /years old/);
  await press(page, "card-close");
  await at(page, "body").selectOption({ index: 1 });
  await at(page, "card").waitFor();
  assert.match(await text(page, "card"), /Cases in hand/);
  await at(page, "resident-number").fill("0");
  await press(page, "resident-go");
  assert.match(await text(page, "notice"), /1 to 20000/);
  await close(page);
});
