import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { at, choose, close, open, pause, press, start, stop, text, week } from "./page.mjs";

before(start);
after(stop);

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const VIEWS = ["city", "lessons", "class", "teacher"];

/** Serious and critical findings of axe. */
async function findings(page) {
  await page.evaluate(AXE);
  return await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.filter((one) => ["serious", "critical"].includes(one.impact)).map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
  });
}

for (const language of ["en", "zh"]) {
  for (const dark of [false, true]) {
    test(`nothing serious is found by axe, ${language}, ${dark ? "dark" : "light"}`, async () => {
      const page = await open({ language, dark });
      await pause(page);
      for (const view of VIEWS) {
        await press(page, `view-${view}`);
        assert.deepEqual(await findings(page), [], view);
      }
      await press(page, "view-lessons");
      await press(page, "lesson-targets");
      assert.deepEqual(await findings(page), [], "a lesson");
      await press(page, "view-city");
      for (const desk of ["rules", "compare"]) {
        await choose(page, `desk-${desk}`);
        assert.deepEqual(await findings(page), [], desk);
      }
      await close(page);
    });
  }
}

/** Texts that are seen, line by line. */
const SEEN = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element.closest("script, style, noscript, svg, pre, code, .literature, [data-testid^=language]")) continue;
    if (element.checkVisibility() && node.textContent.trim()) found.push(node.textContent.trim());
  }
  return found;
};

test("in Chinese nothing is left in English, and the other way round", async () => {
  const page = await open({ language: "zh" });
  await pause(page);
  const han = /\p{Script=Han}/u;
  const words = /[A-Za-z]{3,}/;
  const known = /^(grassroots.*|.*\.(toml|txt).*|TOML|CSV)$/i;
  for (const view of VIEWS) {
    await press(page, `view-${view}`);
    const left = (await page.evaluate(SEEN)).filter((line) => words.test(line) && !han.test(line) && !known.test(line));
    assert.deepEqual(left, [], view);
  }
  await choose(page, "language-en");
  for (const view of VIEWS) {
    await press(page, `view-${view}`);
    const left = (await page.evaluate(SEEN)).filter((line) => han.test(line) && line !== "中文");
    assert.deepEqual(left, [], view);
  }
  await close(page);
});

test("nothing is wider than the window, from a phone to a projector", async () => {
  for (const [width, height] of [[360, 740], [768, 1024], [1920, 1080]]) {
    const page = await open({ width, height, language: "zh" });
    for (const view of VIEWS) {
      await press(page, `view-${view}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(over <= 0, `${view} is ${over} pixels too wide at ${width}`);
    }
    await close(page);
  }
});

test("all can be done by keyboard", async () => {
  const page = await open();
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Skip/);
  const seen = new Set();
  for (let at = 0; at < 60; at++) {
    await page.keyboard.press("Tab");
    seen.add(await page.evaluate(() => document.activeElement.dataset.testid ?? ""));
  }
  for (const id of ["view-city", "language-en", "base", "slider-law", "play", "step", "map"]) assert.ok(seen.has(id), `${id} is not reached`);
  await at(page, "play").focus();
  await page.keyboard.press("Space");
  await page.waitForTimeout(400);
  const still = await week(page);
  await page.waitForTimeout(700);
  assert.equal(await week(page), still, "Space pauses");
  await at(page, "slider-law").focus();
  const before = await text(page, "share-law");
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await text(page, "share-law"), before);
  await at(page, "map").focus();
  for (let step = 0; step < 40 && !(await text(page, "map-spoken")); step++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await at(page, "card").waitFor({ timeout: 10_000 });
  await page.keyboard.press("Escape");
  assert.equal(await at(page, "card").isVisible(), false);
  await close(page);
});

test("whoever wants little motion has it", async () => {
  const page = await open({ motion: "reduce" });
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => getComputedStyle(element).transitionDuration.split(",").some((time) => parseFloat(time) > 0)).length);
  assert.equal(moving, 0);
  await close(page);
});
