import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { at, choose, close, open, pause, press, slide, start, state, stop, text } from "./page.mjs";

before(start);
after(stop);

test("the state in the address survives a reload, and its code is opened elsewhere", async () => {
  const page = await open();
  await pause(page);
  await choose(page, "hold-start");
  await slide(page, "slider-law", 0.12);
  await choose(page, "layer-backlog");
  await page.waitForTimeout(3000);
  const hash = await state(page);
  const again = await open({ hash });
  assert.equal((await text(again, "share-law")).trim(), "12%");
  assert.equal(await at(again, "layer-backlog").isChecked(), true);
  await close(again);
  const other = await open();
  await at(other, "paste").fill(hash);
  await press(other, "paste-open");
  await other.waitForFunction(() => document.querySelector("[data-testid=share-law]").textContent.trim() === "12%", null, { timeout: 20_000 });
  await close(other);
  await close(page);
});

test("a scenario file is opened, and one that does not fit is told with its line", async () => {
  const page = await open();
  await at(page, "paste").fill('extends = "baseline"\n[budget]\nlaw = 0.09\n');
  await press(page, "paste-open");
  await page.waitForFunction(() => document.querySelector("[data-testid=share-law]").textContent.trim() === "9%", null, { timeout: 20_000 });
  for (const [file, words] of [['extends = "baseline"\n[budget]\nlew = 0.1\n', /scenario\.toml:3:1.*did you mean `law`/s], ['extends = "baseline"\nneeds.scale = 3\n', /needs\.scale.*cannot be set in this page/s], ["law = = 2\n[", /scenario\.toml:1/]]) {
    await at(page, "paste").fill(file);
    await press(page, "paste-open");
    await at(page, "notice").filter({ hasText: words }).waitFor({ timeout: 10_000 });
    assert.equal((await text(page, "share-law")).trim(), "9%");
  }
  await close(page);
});

test("rubbish in the address or in a code is a sentence, and the city lives", async () => {
  for (const hash of ["#hello", "#gr1.abc.def", `#gr9.${"x".repeat(40)}.1234567`, `#${"y".repeat(5000)}`]) {
    const page = await open({ hash });
    assert.ok((await text(page, "notice")).length > 10, hash);
    await close(page);
  }
  const page = await open();
  for (const code of ["hello", "gr1.e30.xxxxxxx", ""]) {
    await at(page, "paste").fill(code);
    await press(page, "paste-open");
    if (code) await at(page, "notice").filter({ hasText: /code/ }).waitFor();
  }
  await close(page);
});

test("without a memory in the browser the page works", async () => {
  const page = await open({ before: 'Object.defineProperty(window, "localStorage", { get() { throw new Error("full"); } });' });
  await choose(page, "theme-dark");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await choose(page, "language-zh");
  await page.waitForFunction(() => document.documentElement.lang === "zh-Hans");
  await close(page);
});

test("a page that was not seen goes on where it was", async () => {
  const page = await open();
  const hide = (hidden) => page.evaluate((value) => { Object.defineProperty(document, "hidden", { value, configurable: true }); document.dispatchEvent(new Event("visibilitychange")); }, hidden);
  await hide(true);
  await page.waitForTimeout(600);
  const before = await text(page, "clock");
  await page.waitForTimeout(1200);
  assert.equal(await text(page, "clock"), before);
  await hide(false);
  await page.waitForFunction((old) => document.querySelector("[data-testid=clock]").textContent !== old, before, { timeout: 10_000 });
  await close(page);
});
